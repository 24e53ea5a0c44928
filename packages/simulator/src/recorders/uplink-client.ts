// SPDX-License-Identifier: Apache-2.0
/** A recorder's calls over HTTP, with the bytes of both directions counted. */
import { type AnswerOf, addressOf, type Operation, type Problem } from '@mingjing/contracts';

export interface Traffic {
  calls: number;
  /** Bodies, both directions. */
  bytes: number;
}

export type Reply<O extends Operation> =
  | { readonly kind: 'answer'; readonly answer: AnswerOf<O> }
  | { readonly kind: 'refused'; readonly status: number; readonly problem: Problem };

/** @param count where calls and bytes are added up */
export async function callPlatform<O extends Operation>(
  platform: string,
  operation: O,
  body: unknown,
  count: Traffic,
): Promise<Reply<O>> {
  const text = JSON.stringify(body);
  const response = await fetch(platform + addressOf(operation), {
    method: operation.method,
    headers: { 'content-type': 'application/json' },
    body: text,
    redirect: 'error',
  });
  const reply = await response.text();
  count.calls += 1;
  count.bytes += text.length + reply.length;
  const json: unknown = reply === '' ? undefined : JSON.parse(reply);
  return response.ok
    ? { kind: 'answer', answer: json as AnswerOf<O> }
    : { kind: 'refused', status: response.status, problem: json as Problem };
}
