// A receiver of webhooks: a small server around a client's own handlers.
import { once } from 'node:events';
import { createServer } from 'node:http';

const PATIENCE_MS = 15_000;

/** `handle(request, body)` answers with a status and a text; it is the client's own. */
export class Hook {
  #events = [];
  #waiting = [];

  async start(handle) {
    this.server = createServer(async (request, response) => {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks).toString('utf8');
      const url = new URL(request.url, 'http://localhost');
      try {
        const { status, text } = await handle({ request, body, query: Object.fromEntries(url.searchParams) });
        response.writeHead(status).end(text ?? '');
      } catch (error) {
        response.writeHead(500).end(String(error));
      }
    });
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.url = `http://127.0.0.1:${this.server.address().port}/hook`;
    return this;
  }

  /** What the client's handler made of a webhook. */
  note(event) {
    this.#events.push(event);
    this.#waiting = this.#waiting.filter((waits) => !waits());
  }

  /** Waits for the first event that `is` takes. */
  until(is, what = 'a webhook') {
    return new Promise((resolve, reject) => {
      const look = () => {
        const event = this.#events.find(is);
        if (event === undefined) return false;
        clearTimeout(timer);
        resolve(event);
        return true;
      };
      const timer = setTimeout(() => reject(new Error(`${what} did not come`)), PATIENCE_MS);
      if (!look()) this.#waiting.push(look);
    });
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}
