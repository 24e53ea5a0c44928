// SPDX-License-Identifier: Apache-2.0
/**
 * Short messages leave through a gateway of the office's own: an HTTPS address that is given `{ id, to, text }`. Off until
 * one is named. With a secret, the body is signed: `x-mingjing-signature: sha256=` and its HMAC in hexadecimal.
 */
import { createHmac } from 'node:crypto';
import { PlatformError } from '../errors.ts';

export interface ShortMessageGateway {
  readonly url: string;
  readonly secret?: string;
}

export interface ShortMessage {
  /** The same when it is tried again, so that a gateway sends it once. */
  readonly id: string;
  /** The number as the register has it. */
  readonly to: string;
  readonly text: string;
}

const mostMs = 10_000;

/** Takes a sender's address from the configuration. @throws PlatformError `platform/gateway-unusable` */
export function gatewayOf(
  url: string | undefined,
  secret: string | undefined,
): ShortMessageGateway | undefined {
  if (url === undefined) return undefined;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isLocal = parsed !== undefined && ['127.0.0.1', '[::1]', 'localhost'].includes(parsed.hostname);
  if (!parsed || (parsed.protocol !== 'https:' && !(parsed.protocol === 'http:' && isLocal)))
    throw new PlatformError('platform/gateway-unusable', { url: parsed?.host ?? '—' });
  return { url, ...(secret !== undefined && { secret }) };
}

/** Hands one over. @throws Error with the gateway's status when it did not take it; the queue tries again */
export async function sendShortMessage(
  { url, secret }: ShortMessageGateway,
  { id, to, text }: ShortMessage,
): Promise<void> {
  const body = JSON.stringify({ id, to, text });
  const answer = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(mostMs),
    headers: {
      'content-type': 'application/json',
      ...(secret !== undefined && {
        'x-mingjing-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      }),
    },
    body,
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`gateway answered ${answer.status}`);
}
