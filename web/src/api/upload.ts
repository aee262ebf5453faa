/** Hands a file to the server, which keeps it until it is sent. */
import { api, unwrap } from './client';
import type { Media, MediaKind } from './types';

type Upload = {
  kind: MediaKind;
  voice: boolean;
  onProgress: (part: number) => void;
  signal: AbortSignal;
};

export function uploadFile(organization: string, file: File, upload: Upload): Promise<Media> {
  const { kind, voice, onProgress, signal } = upload;
  const form = new FormData();
  form.append('kind', kind);
  if (voice) form.append('voice', 'true');
  form.append('file', file, file.name);
  return unwrap(
    api.POST('/api/v1/organizations/{organization}/media', {
      params: { path: { organization } },
      body: { kind, voice, file: file.name },
      bodySerializer: () => form,
      fetch: ({ method, url }) => sendForm({ method, url, form, onProgress, signal }),
    }),
  );
}

type Sending = Pick<Upload, 'onProgress' | 'signal'> & { method: string; url: string; form: FormData };

/** By XMLHttpRequest, since `fetch` does not tell how far an upload has come. */
function sendForm({ method, url, form, onProgress, signal }: Sending): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    );
    const fail = () => reject(new TypeError('the upload broke off'));
    request.addEventListener('error', fail);
    request.addEventListener('abort', fail);
    request.addEventListener('load', () =>
      resolve(new Response(request.responseText, { status: request.status, headers: headersOf(request) })),
    );
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

function headersOf(request: XMLHttpRequest): Headers {
  const headers = new Headers();
  for (const line of request.getAllResponseHeaders().trim().split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return headers;
}
