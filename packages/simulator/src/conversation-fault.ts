// SPDX-License-Identifier: Apache-2.0
/** What a camera answers instead of the truth, before any stream. */
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { challenge } from './authorization.ts';
import type { ConversationFaultName, Fault } from './fault.ts';
import type { Reply, RtspRequest } from './rtsp-message.ts';
import { sendRubbish } from './rubbish.ts';

/** Asks for a user that does not exist. */
const nobody = { scheme: 'digest-md5', user: '', password: '' } as const;

/**
 * Lets the faults of the conversation happen.
 *
 * @returns the answer in place of ours; `deaf` when nothing is ever answered again; `answered` when rubbish has
 *   been sent; undefined when the request is to be answered as it should
 */
export async function faultyAnswer(
  { method, url }: RtspRequest,
  camera: number,
  faults: readonly Fault[],
  socket: Socket,
): Promise<Reply | 'deaf' | 'answered' | undefined> {
  const fault = (name: ConversationFaultName) => faults.find((candidate) => candidate.name === name);
  if (faults.some(({ name, startMs }) => name === 'half-open' && startMs === 0)) return 'deaf';
  const slow = fault('slow');
  if (slow) await sleep(slow.value);
  const rubbish = fault('rubbish');
  if (rubbish && rubbish.word !== 'sdp') {
    sendRubbish(socket, rubbish.word);
    return 'answered';
  }
  if (method === 'OPTIONS') return undefined;
  if (fault('unauthorized'))
    return {
      status: 401,
      headers: [['WWW-Authenticate', challenge(nobody, randomBytes(8).toString('hex'))]],
    };
  if (fault('not-found')) return { status: 404 };
  if (fault('busy')) return { status: 453 };
  if (fault('redirect'))
    return {
      status: 302,
      headers: [['Location', `${url.replace(/^(rtsp:\/\/[^/]+)\/.*$/, '$1')}/${camera}`]],
    };
  return undefined;
}
