/** The real binary as a process: started, asked to stop, killed, started again on the same data and port. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const START_MS = 60_000;
const STOP_MS = 30_000;

export type ServerOptions = { command: 'demo' | 'serve'; args?: string[]; env?: Record<string, string> };

const targetFolder = (): string => process.env.CARGO_TARGET_DIR ?? join(homedir(), '.cache/aldaba/target');

export function programPath(name: string, variable: string): string {
  const path = process.env[variable] ?? join(targetFolder(), 'debug', name);
  if (!existsSync(path)) throw new Error(`${path} does not exist; build it, or name it by ${variable}`);
  return path;
}

export class Server {
  readonly data = mkdtempSync(join(tmpdir(), 'aldaba-e2e-'));
  readonly port: number;
  private child: ChildProcess | null = null;
  private output: string[] = [];

  private constructor(
    private readonly options: ServerOptions,
    port: number,
  ) {
    this.port = port;
  }

  /** On a port of its own, which stays its own through every restart. */
  static async prepare(options: ServerOptions): Promise<Server> {
    return new Server(options, await freePort());
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get dataFolder(): string {
    return join(this.data, 'data');
  }

  /** Everything that it has printed since its last start. */
  get log(): string {
    return this.output.join('\n');
  }

  /** Starts it; the answer is the first printed line that `find` takes. */
  async start<T>(find: (line: string) => T | null): Promise<T> {
    this.output = [];
    const child = spawn(programPath('aldaba', 'ALDABA_BIN'), this.arguments(), {
      cwd: this.data,
      env: { ...process.env, ...this.options.env, ...this.settings() },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    return await new Promise<T>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`${why}\n${this.log}`));
      const timer = setTimeout(() => fail('the server was not ready in time'), START_MS);
      child.once('exit', (code) => fail(`the server ended with ${code} before it was ready`));
      child.once('error', (error) => fail(String(error)));
      const read = (line: string) => {
        this.output.push(line);
        const found = find(line);
        if (found === null) return;
        clearTimeout(timer);
        resolve(found);
      };
      for (const stream of [child.stdout, child.stderr])
        if (stream) createInterface({ input: stream }).on('line', read);
    });
  }

  private get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  private arguments(): string[] {
    const { command, args = [] } = this.options;
    const place = command === 'demo' ? ['--listen', this.address, '--data', this.dataFolder] : [];
    return [command, ...place, ...args];
  }

  /** `serve` is told by its settings, as in production. */
  private settings(): Record<string, string> {
    if (this.options.command === 'demo') return {};
    return { ALDABA_SERVER__LISTEN: this.address, ALDABA_DATA__FOLDER: this.dataFolder };
  }

  /** As an operator stops it, or as the power does. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    child.kill(signal);
    await ended;
    clearTimeout(late);
  }

  async dispose(): Promise<void> {
    await this.stop('SIGKILL');
    rmSync(this.data, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
