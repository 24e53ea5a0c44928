// SPDX-License-Identifier: Apache-2.0
/** One letter through the unit's mail server. A server that hangs costs a few seconds of waiting and nothing else. */
import { isIP } from 'node:net';
import type { NoticeSettings } from '@mingjing/contracts/site';
import { createTransport } from 'nodemailer';
import { connectionTrouble, type NoticeTrouble } from './notice-trouble.ts';
import { receiverAddress } from './receiver-address.ts';

export type Mailbox = NonNullable<NoticeSettings['mail']> & { readonly password: string | undefined };
export type Letter = { readonly subject: string; readonly text: string };

const patienceMs = 10_000;

/** @returns undefined when the mail server took it for everybody */
export async function sendMail(
  { host, port, security, user, password, from, to }: Mailbox,
  { subject, text }: Letter,
  allowed: readonly string[],
): Promise<NoticeTrouble | undefined> {
  if (user !== '' && password === undefined) return { kind: 'no-secret' };
  const receiver = await receiverAddress(host, allowed);
  if ('trouble' in receiver) return receiver.trouble;
  const transport = createTransport({
    host: receiver.address,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: isIP(host) === 0 ? { servername: host } : {},
    ...(user !== '' && { auth: { user, pass: password } }),
    dnsTimeout: patienceMs,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { rejected } = await transport.sendMail({ from, to: [...to], subject, text });
    return rejected.length === 0 ? undefined : { kind: 'envelope', status: 550 };
  } catch (error) {
    return mailTrouble(error);
  } finally {
    transport.close();
  }
}

function mailTrouble(error: unknown): NoticeTrouble {
  const { code, originalCode, responseCode } = (error ?? {}) as {
    readonly code?: unknown;
    /** Node's own, where the library says only that the connection failed. */
    readonly originalCode?: unknown;
    readonly responseCode?: unknown;
  };
  const status = typeof responseCode === 'number' ? { status: responseCode } : {};
  // 530: it wants a user name and got none.
  if (code === 'EAUTH' || responseCode === 530) return { kind: 'password' };
  if (code === 'EENVELOPE') return { kind: 'envelope', ...status };
  if (code === 'EMESSAGE' || code === 'EPROTOCOL') return { kind: 'refused', ...status };
  return connectionTrouble(
    originalCode === undefined ? error : Object.assign(new Error(), { code: originalCode }),
  );
}
