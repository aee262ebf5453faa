// Files in a store that speaks S3: s3rver, as it comes from npm, on this machine. Of the signature it looks
// at the key's name and at the form.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import S3rver from 's3rver';
import { startDemo } from './support/demo.js';

const BUCKET = 'files';
const MEGABYTE = 1_048_576;

let folder;
let store;
let address;
let demo;

const startStore = async (port) => {
  store = new S3rver({
    address: '127.0.0.1',
    port,
    silent: true,
    directory: folder,
    configureBuckets: [{ name: BUCKET }],
  });
  const { port: found } = await store.run();
  return `http://127.0.0.1:${found}`;
};

const settings = (more = {}) => ({
  ALDABA_MEDIA__STORE: 's3',
  ALDABA_MEDIA__S3_ENDPOINT: address,
  ALDABA_MEDIA__S3_BUCKET: BUCKET,
  ALDABA_MEDIA__S3_ACCESS_KEY: 'S3RVER',
  ALDABA_MEDIA__S3_SECRET_KEY: 'S3RVER',
  ...more,
});

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aldaba-s3-'));
  address = await startStore(0);
  demo = await startDemo(settings());
});

after(async () => {
  await demo?.stop();
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Paths of what lies in the bucket, without what s3rver notes beside it. */
const stored = () =>
  readdirSync(join(folder, BUCKET), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && one.name.endsWith('_object'))
    .map((one) => join(one.parentPath ?? one.path, one.name));

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

const upload = async (bytes, { name, type, kind = 'document', of = demo.facts }) => {
  const form = new FormData();
  form.set('kind', kind);
  form.set('file', new Blob([bytes], { type }), name);
  const response = await fetch(`${of.url}/api/v1/organizations/${of.organization_id}/media`, {
    method: 'POST',
    headers: { authorization: `Bearer ${of.api_token}` },
    body: form,
  });
  return { status: response.status, ...(await response.json()) };
};

const read = async (url, range) => {
  const response = await fetch(new URL(url, demo.facts.url), { headers: range ? { range } : {} });
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
};

test('a file is put, read whole and in part', async () => {
  const bytes = randomBytes(70_000);
  const media = await upload(bytes, { name: 'a.bin', type: 'application/x-thing' });
  equal(media.status, 201);
  const whole = await read(media.url);
  deepEqual([whole.status, sha256(whole.bytes)], [200, sha256(bytes)]);
  const part = await read(media.url, 'bytes=1000-1999');
  equal(part.status, 206);
  ok(part.bytes.equals(bytes.subarray(1000, 2000)));
  const end = await read(media.url, 'bytes=-10');
  ok(end.bytes.equals(bytes.subarray(-10)));
  equal((await read(media.url, 'bytes=70000-')).status, 416);
  ok(stored().some((path) => path.includes(media.id) && statSync(path).size === bytes.length));
});

test('a large file goes in parts', async () => {
  const bytes = randomBytes(12 * MEGABYTE + 17);
  const media = await upload(bytes, { name: 'b.bin', type: 'application/x-thing' });
  equal(media.status, 201);
  equal(sha256((await read(media.url)).bytes), sha256(bytes));
  const across = await read(media.url, `bytes=${5 * MEGABYTE - 5}-${5 * MEGABYTE + 4}`);
  ok(across.bytes.equals(bytes.subarray(5 * MEGABYTE - 5, 5 * MEGABYTE + 5)));
});

test('a file that was refused leaves nothing', async () => {
  const before = stored().length;
  const refused = await upload(randomBytes(600), { name: 'c.png', type: 'image/png', kind: 'image' });
  deepEqual([refused.status, refused.code], [422, 'file_type_not_allowed']);
  const large = await upload(randomBytes(101 * MEGABYTE), { name: 'd.bin', type: 'application/x-thing' });
  deepEqual([large.status, large.code], [413, 'file_too_large']);
  equal(stored().length, before);
});

test('a file that the store has lost is not found, and all else goes on', async () => {
  const media = await upload(randomBytes(50), { name: 'e.bin', type: 'application/x-thing' });
  for (const path of stored()) if (path.includes(media.id)) rmSync(path);
  equal((await read(media.url)).status, 404);
  const other = await upload(randomBytes(50), { name: 'f.bin', type: 'application/x-thing' });
  equal((await read(other.url)).status, 200);
});

test('with a key that the store does not know nothing is stored', async () => {
  const stranger = await startDemo(settings({ ALDABA_MEDIA__S3_ACCESS_KEY: 'STRANGER' }));
  try {
    const before = stored().length;
    const refused = await upload(randomBytes(50), { name: 'g', type: 'text/x-g', of: stranger.facts });
    deepEqual([refused.status, refused.code], [503, 'files_unavailable']);
    equal(stored().length, before);
  } finally {
    await stranger.stop();
  }
});

test('a store that is away is told, and works again once it is back', async () => {
  await store.close();
  const refused = await upload(randomBytes(50), { name: 'h', type: 'text/x-h' });
  deepEqual([refused.status, refused.code], [503, 'files_unavailable']);
  match(refused.detail, /try again/);
  await startStore(new URL(address).port);
  equal((await upload(randomBytes(50), { name: 'h', type: 'text/x-h' })).status, 201);
});
