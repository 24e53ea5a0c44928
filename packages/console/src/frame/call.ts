// SPDX-License-Identifier: Apache-2.0
/** Calls an operation of a contract: what it asks for and what it answers have the contract's types. */
import { type AnswerOf, type Asking, addressOf, type Operation } from '@mingjing/contracts';
import { apiBase, type Problem, RequestRefused } from './request.ts';
import { tellSessionEnd } from './session-end.ts';

interface Sent {
  readonly body?: unknown;
  readonly file?: File;
}

/** @throws RequestRefused with the server's problem */
export function call<O extends Operation>(
  operation: O,
  ...[asking]: Record<never, never> extends Asking<O> ? [asking?: Asking<O>] : [asking: Asking<O>]
): Promise<AnswerOf<O>> {
  const { body, file } = (asking ?? {}) as Sent;
  const sent = file ?? body ?? (operation.method === 'GET' || !operation.body ? undefined : {});
  return request<AnswerOf<O>>(addressOf(operation, asking ?? {}), {
    method: operation.method,
    ...(sent !== undefined && { body: operation.upload === 'form' && file ? formOf(file) : sent }),
  }).catch((error: unknown) => {
    // That nobody is signed in is the answer of this one.
    if (error instanceof RequestRefused && operation.path !== '/api/me')
      tellSessionEnd(error.problem.status, error.problem.code);
    throw error;
  });
}

/** Where a download of an operation lies. */
export function linkTo<O extends Operation>(
  operation: O,
  asking: Parameters<typeof addressOf<O>>[1] = {},
): string {
  return apiBase + addressOf(operation, asking);
}

/** How far a download is. */
export interface Progress {
  /** Rows the server will send, when it says so. */
  readonly rows: number | undefined;
  readonly bytes: number;
}

/**
 * Asks for a file that no link leads to, or that is long enough to say how far it is, and hands it to the person.
 *
 * @param watching absent: nobody waits to be told
 * @throws RequestRefused with the server's problem; `AbortError` when the signal ends it
 */
export async function download<O extends Operation>(
  operation: O,
  asking: Asking<O>,
  watching: { readonly onProgress?: (progress: Progress) => void; readonly signal?: AbortSignal } = {},
): Promise<void> {
  const { body } = asking as Sent;
  const response = await send(addressOf(operation, asking), {
    method: operation.method,
    ...(body !== undefined && { body }),
    ...(watching.signal && { signal: watching.signal }),
  });
  if (!response.ok) throw new RequestRefused(asProblem(response.status, parse(await response.text())));
  const address = URL.createObjectURL(await received(response, watching.onProgress));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileNameOf(response);
  link.click();
  URL.revokeObjectURL(address);
}

async function received(
  response: Response,
  onProgress: ((progress: Progress) => void) | undefined,
): Promise<Blob> {
  if (onProgress === undefined || response.body === null) return response.blob();
  const said = response.headers.get('x-rows');
  const rows = said === null ? undefined : Number(said);
  const pieces: BlobPart[] = [];
  let bytes = 0;
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return new Blob(pieces, { type: response.headers.get('content-type') ?? '' });
    pieces.push(new Uint8Array(value));
    bytes += value.length;
    onProgress({ rows, bytes });
  }
}

/** RFC 6266: the name in UTF-8 goes before the other. */
function fileNameOf(response: Response): string {
  const disposition = response.headers.get('content-disposition') ?? '';
  const [, encoded] = /filename\*=UTF-8''([^;]+)/i.exec(disposition) ?? [];
  if (encoded !== undefined) return decodeURIComponent(encoded);
  return /filename="([^"]*)"/i.exec(disposition)?.[1] ?? 'download';
}

function formOf(file: File): FormData {
  const form = new FormData();
  form.append('file', file);
  return form;
}

/**
 * Not for pages: what is called is an operation, so that its shapes are the contract's.
 *
 * @param path starts with `/api/`
 * @param options a `FormData` or a file goes as it is, anything else as JSON
 * @returns the parsed body, `undefined` for 204
 * @throws RequestRefused with the server's problem, or `network` when it cannot be reached
 */
async function request<T>(path: string, options: Options = {}): Promise<T> {
  const response = await send(path, options);
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  const parsed: unknown = text === '' ? undefined : parse(text);
  if (response.ok) return parsed as T;
  throw new RequestRefused(asProblem(response.status, parsed));
}

interface Options {
  readonly method?: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

async function send(path: string, { method = 'GET', body, signal }: Options): Promise<Response> {
  try {
    return await fetch(apiBase + path, {
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
    ...(typeof fields['facts'] === 'object' && fields['facts'] !== null
      ? { facts: fields['facts'] as Record<string, string | number> }
      : {}),
    ...(Array.isArray(fields['unmet']) ? { unmet: fields['unmet'] as NonNullable<Problem['unmet']> } : {}),
  };
}
