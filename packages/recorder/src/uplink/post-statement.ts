// SPDX-License-Identifier: Apache-2.0
/** One signed call to the platform. Outbound only; `NODE_USE_ENV_PROXY=1` makes Node go through `HTTPS_PROXY`. */
import { type AnswerOf, addressOf, type Operation } from '@mingjing/contracts';
import type { Statement } from '@mingjing/evidence';

const timeoutMs = 20_000;
const mostAnswerBytes = 1 << 20;

export type PlatformReply<O extends Operation> =
  | { readonly kind: 'answer'; readonly answer: AnswerOf<O> }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly code: string;
      readonly facts: Readonly<Record<string, string | number>>;
    }
  | { readonly kind: 'unreachable'; readonly reason: string };

type Patience = { readonly withinMs?: number; readonly signal?: AbortSignal };

/** Never throws for what the network or the platform does; what it answers is checked against the operation. */
export const postStatement = <O extends Operation>(
  platform: string,
  operation: O,
  statement: Statement<unknown>,
  options: Patience = {},
): Promise<PlatformReply<O>> => postToPlatform(platform, operation, statement, options);

/** What needs no signature of ours around it. */
export async function postToPlatform<O extends Operation>(
  platform: string,
  operation: O,
  body: object,
  { withinMs = timeoutMs, signal }: Patience = {},
): Promise<PlatformReply<O>> {
  try {
    const response = await fetch(platform.replace(/\/$/, '') + addressOf(operation), {
      method: operation.method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.any([AbortSignal.timeout(withinMs), ...(signal ? [signal] : [])]),
    });
    const json: unknown = JSON.parse(await readShort(response));
    if (!response.ok) return refusalOf(response.status, json);
    const parsed = operation.answer?.safeParse(json);
    if (!parsed?.success) return { kind: 'unreachable', reason: 'not an answer of the platform' };
    return { kind: 'answer', answer: parsed.data as AnswerOf<O> };
  } catch (error) {
    return { kind: 'unreachable', reason: error instanceof Error ? error.message : 'unknown' };
  }
}

function refusalOf(status: number, json: unknown): PlatformReply<Operation> & { readonly kind: 'refused' } {
  const { code, facts } = (json ?? {}) as { readonly code?: unknown; readonly facts?: unknown };
  return {
    kind: 'refused',
    status,
    code: typeof code === 'string' ? code.slice(0, 100) : String(status),
    facts: typeof facts === 'object' && facts !== null ? (facts as Record<string, string | number>) : {},
  };
}

async function readShort(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.length;
    if (length > mostAnswerBytes) throw new Error('the answer is too long');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
