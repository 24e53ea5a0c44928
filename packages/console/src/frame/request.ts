// SPDX-License-Identifier: Apache-2.0
/** One way to speak to our servers: JSON in and out, refusals as RFC 9457 problems with a code and field paths. */

/** A refusal as the server words it. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  /** A sentence for the person, in the language asked for. */
  readonly title: string;
  readonly detail?: string;
  /** Where in the input, when one place is wrong. */
  readonly path?: string;
  /** Which fields are wrong and why, by path. */
  readonly fields?: Readonly<Record<string, string>>;
}

export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

/** In `vite dev` each console's server stands behind a prefix; built, the server itself serves the page. */
export const apiBase = import.meta.env.DEV
  ? location.pathname.startsWith('/desk')
    ? '/desk-api'
    : '/site-api'
  : '';

/**
 * Calls a route.
 *
 * @param path starts with `/api/`
 * @param options a `FormData` or a file goes as it is, anything else as JSON
 * @returns the parsed body, `undefined` for 204
 * @throws RequestRefused with the server's problem, or `network` when it cannot be reached
 */
export async function request<T>(
  path: string,
  options: { method?: string; body?: unknown; signal?: AbortSignal } = {},
): Promise<T> {
  const { method = 'GET', body, signal } = options;
  let response: Response;
  try {
    response = await fetch(apiBase + path, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        'accept-language': document.documentElement.lang,
        ...typeOf(body),
      },
      ...(body === undefined
        ? {}
        : { body: body instanceof FormData || body instanceof Blob ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new RequestRefused({
      status: 0,
      code: 'network',
      title:
        document.documentElement.lang === 'en'
          ? 'The server cannot be reached. Check the network and try again.'
          : '连不上服务器。请检查网络后重试。',
    });
  }
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  const parsed: unknown = text === '' ? undefined : parse(text);
  if (response.ok) return parsed as T;
  throw new RequestRefused(asProblem(response.status, parsed));
}

/** A form names its own; a file has one. */
function typeOf(body: unknown): Record<string, string> {
  if (body === undefined || body instanceof FormData) return {};
  return { 'content-type': body instanceof Blob ? body.type : 'application/json' };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function asProblem(status: number, body: unknown): Problem {
  const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const detail = typeof fields['detail'] === 'string' ? fields['detail'] : undefined;
  return {
    status,
    code: typeof fields['code'] === 'string' ? fields['code'] : `http-${status}`,
    title:
      typeof fields['title'] === 'string'
        ? fields['title']
        : typeof fields['message'] === 'string'
          ? fields['message']
          : `HTTP ${status}`,
    ...(detail === undefined ? {} : { detail }),
    ...(typeof fields['path'] === 'string' ? { path: fields['path'] } : {}),
    ...(typeof fields['fields'] === 'object' && fields['fields'] !== null
      ? { fields: fields['fields'] as Record<string, string> }
      : {}),
  };
}
