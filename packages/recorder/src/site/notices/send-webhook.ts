// SPDX-License-Identifier: Apache-2.0
/**
 * One POST to the unit's webhook, signed as Standard Webhooks has it, so that a receiver checks it with any library of
 * theirs: `webhook-signature: v1,` Base64 of HMAC-SHA256 over `id.timestamp.body`.
 *
 * @spec Standard Webhooks 1.0.0, "Signature scheme"
 */
import { createHmac, randomBytes } from 'node:crypto';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isOwnAddress } from '../../recording/core/called-address.ts';
import { connectionTrouble, type NoticeTrouble } from './notice-trouble.ts';
import { receiverAddress } from './receiver-address.ts';

const prefix = 'whsec_';
const patienceMs = 10_000;

/** `whsec_` and 32 random bytes. */
export const newWebhookSecret = (): string => prefix + randomBytes(32).toString('base64');

/** @param id the same for every attempt, so that a receiver tells a repetition */
export function webhookHeaders(
  secret: string,
  id: string,
  atMs: number,
  body: string,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(atMs / 1000));
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

export type WebhookPost = {
  readonly url: string;
  readonly secret: string | undefined;
  readonly id: string;
  readonly body: string;
};

export type WebhookSurroundings = {
  readonly nowMs: () => number;
  readonly allowed: readonly string[];
  readonly ownPorts: () => readonly number[];
};

/** @returns undefined when the receiver answered 2xx; redirections are not followed, the body of the answer is not read */
export async function sendWebhook(
  { url, secret, id, body }: WebhookPost,
  { nowMs, allowed, ownPorts }: WebhookSurroundings,
): Promise<NoticeTrouble | undefined> {
  if (secret === undefined) return { kind: 'no-secret' };
  const { protocol, hostname, port } = new URL(url);
  const receiver = await receiverAddress(hostname, allowed);
  if ('trouble' in receiver) return receiver.trouble;
  const { address } = receiver;
  const portNumber = Number(port || (protocol === 'https:' ? 443 : 80));
  if (ownPorts().includes(portNumber) && isOwnAddress(address)) return { kind: 'address-refused' };
  const lookup: LookupFunction = (_host, { all }, found) => {
    const family = isIP(address);
    if (all) found(null, [{ address, family }]);
    else found(null, address, family);
  };
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...webhookHeaders(secret, id, nowMs(), body),
  };
  const request = protocol === 'https:' ? tlsRequest : plainRequest;
  return await new Promise((resolve) => {
    const signal = AbortSignal.timeout(patienceMs);
    const call = request(url, { method: 'POST', headers, lookup, agent: false, signal }, (response) => {
      response.on('error', () => undefined);
      response.destroy();
      resolve(answerTrouble(response.statusCode ?? 0));
    });
    call.on('error', (error) => resolve(signal.aborted ? { kind: 'timeout' } : connectionTrouble(error)));
    call.end(body);
  });
}

function answerTrouble(status: number): NoticeTrouble | undefined {
  if (status >= 200 && status < 300) return undefined;
  return { kind: status >= 300 && status < 400 ? 'redirected' : 'refused', status };
}
