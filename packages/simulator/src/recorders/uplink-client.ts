// SPDX-License-Identifier: Apache-2.0
/** A recorder's calls over HTTP, with the bytes of both directions counted. */
import { type AnswerOf, addressOf, type Operation, type Problem } from '@mingjing/contracts';
import { simulationHeader } from '@mingjing/contracts/desk';

export interface Traffic {
  calls: number;
  /** Bodies, both directions. */
  bytes: number;
}

export type Reply<O extends Operation> =
  | { readonly kind: 'answer'; readonly answer: AnswerOf<O> }
  | { readonly kind: 'refused'; readonly status: number; readonly problem: Problem };

/** Which simulated recorder calls: the platform counts each as a caller of its own. */
function callerHeader(origin: string): Readonly<Record<string, string>> {
  const [, id, n] = /^mingjing\/sim-([0-9a-f]+)-(\d+)$/.exec(origin) ?? [];
  return id === undefined ? {} : { [simulationHeader]: `${id}/${n}` };
}

/** @param count where calls and bytes are added up */
export async function callPlatform<O extends Operation>(
  { platform, origin }: { readonly platform: string; readonly origin: string },
  operation: O,
  body: unknown,
  count: Traffic,
): Promise<Reply<O>> {
  const text = JSON.stringify(body);
  const response = await fetch(platform + addressOf(operation), {
    method: operation.method,
    headers: { 'content-type': 'application/json', ...callerHeader(origin) },
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
