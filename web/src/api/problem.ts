/** What can go wrong between the app and the server, as errors that views can explain. */

export type ProblemParams = Record<string, unknown>;

export type FieldProblem = { field: string; code: string; detail: string };

/** The server answered with `application/problem+json`; code is stable, title and detail are not. */
export class ApiProblem extends Error {
  override name = 'ApiProblem';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly params: ProblemParams = {},
    readonly errors: FieldProblem[] = [],
    readonly requestId: string | null = null,
  ) {
    super(`${status} ${code}: ${detail}`);
  }

  /** Seconds that the server asks to wait, if it asks. */
  get retryAfterSeconds(): number | null {
    const seconds = this.params.retry_after_seconds;
    return typeof seconds === 'number' ? seconds : null;
  }
}

/** No answer came: the network or the server is away. What was sent may or may not have arrived. */
export class Unreachable extends Error {
  override name = 'Unreachable';
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

function fieldProblem(value: unknown): FieldProblem[] {
  if (!isRecord(value)) return [];
  return [
    { field: text(value.field, ''), code: text(value.code, 'invalid'), detail: text(value.detail, '') },
  ];
}

/** Reads a problem from any body, also from a proxy's HTML page. */
export function readProblem(response: Response, body: unknown): ApiProblem {
  if (!isRecord(body))
    return new ApiProblem(response.status, codeOfStatus(response.status), response.statusText);
  const params = isRecord(body.params) ? body.params : {};
  const retryAfter = Number(response.headers.get('Retry-After'));
  if (retryAfter > 0 && params.retry_after_seconds === undefined) params.retry_after_seconds = retryAfter;
  return new ApiProblem(
    response.status,
    text(body.code, codeOfStatus(response.status)),
    text(body.detail, ''),
    params,
    Array.isArray(body.errors) ? body.errors.flatMap(fieldProblem) : [],
    typeof body.request_id === 'string' ? body.request_id : null,
  );
}

function codeOfStatus(status: number): string {
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not_found';
  if (status === 429) return 'too_many_requests';
  return status >= 500 ? 'unavailable' : 'invalid_request';
}

/** Whether the same request may succeed later without a change. */
export function isTemporary(error: unknown): boolean {
  if (error instanceof Unreachable) return true;
  return error instanceof ApiProblem && (error.status >= 500 || error.status === 429);
}
