/** The server's time, so that windows and ages are right on a device whose clock is not. */

const TOLERANCE_MS = 2_000;
let offset = 0;

/** Learns the difference to the server from a Date header (whole seconds, so small differences are noise). */
export function noteServerTime(header: string | null): void {
  if (header === null) return;
  const server = Date.parse(header);
  if (Number.isNaN(server)) return;
  const difference = server - Date.now();
  offset = Math.abs(difference) < TOLERANCE_MS ? 0 : difference;
}

export const serverNow = (): number => Date.now() + offset;
