// `aldaba demo` as a process, of which these tests use the simulated Meta.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const START_MS = 60_000;

const program = () => {
  const folder = process.env.CARGO_TARGET_DIR ?? join(homedir(), '.cache/aldaba/target');
  return process.env.ALDABA_BIN ?? join(folder, 'debug/aldaba');
};

/** Starts the demo, with settings of the environment; the answer is what it tells of itself, and how to stop it. */
export async function startDemo(settings = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'aldaba-interop-'));
  const args = [
    'demo',
    '--json',
    '--no-customers',
    '--listen',
    '127.0.0.1:0',
    '--data',
    join(folder, 'data'),
  ];
  const env = { ...process.env, ...settings };
  const child = spawn(program(), args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  };
  const timer = setTimeout(() => child.kill('SIGKILL'), START_MS);
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) {
      clearTimeout(timer);
      return { facts: JSON.parse(line), stop };
    }
  }
  clearTimeout(timer);
  await stop();
  throw new Error('the demo ended before it was ready');
}
