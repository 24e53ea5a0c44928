// SPDX-License-Identifier: Apache-2.0
/** Why a notice did not get through, in words. What a server says of itself is not repeated: it may hold anything. */
import type { Sentence } from '../../errors.ts';
import { fillSentence } from '../../terms/refusal.ts';

const sentences = {
  'name-unknown': {
    zh: '找不到主机名。请核对拼写，或检查本机的 DNS 设置。',
    en: 'The host name is unknown. Check the spelling and the DNS of this machine.',
  },
  'address-refused': {
    zh: '这个地址不允许（本机、链路本地地址或本录像机自己的端口）。确有需要时请在配置文件的 allowAddresses 中放行。',
    en: 'This address is not allowed (loopback, link-local or a port of this recorder). Allow it in allowAddresses of the configuration if it is meant.',
  },
  unreachable: {
    zh: '连不上服务器。请检查网络、地址和端口。',
    en: 'The server cannot be reached. Check network, address and port.',
  },
  timeout: {
    zh: '服务器没有在规定时间内应答。请检查网络、端口，以及加密方式是否选对。',
    en: 'The server did not answer in time. Check network, port and the kind of encryption.',
  },
  certificate: {
    zh: '服务器的证书不受信任，或与主机名不符。请核对主机名，或让服务器换用受信任的证书。',
    en: 'The server’s certificate is not trusted or is for another name. Check the name, or install a trusted certificate there.',
  },
  encryption: {
    zh: '加密没有谈成。请核对端口和加密方式（465 用 TLS，587 用 STARTTLS）。',
    en: 'Encryption could not be agreed. Check port and kind of encryption (TLS on 465, STARTTLS on 587).',
  },
  password: {
    zh: '邮件服务器不接受用户名或密码。很多邮箱要用单独的“授权码”。',
    en: 'The mail server refuses user name or password. Many mailboxes need an application password.',
  },
  envelope: {
    zh: '邮件服务器不接受发件人或收件人（应答 {status}）。请核对邮箱地址。',
    en: 'The mail server refuses the sender or a recipient (answer {status}). Check the addresses.',
  },
  refused: {
    zh: '服务器拒绝了（应答 {status}）。请向对方管理员核对。',
    en: 'The server refused it (answer {status}). Ask whoever runs it.',
  },
  redirected: {
    zh: '这个网址把请求转到别处（应答 {status}），没有跟过去。请填写最终的地址。',
    en: 'The address sends the request elsewhere (answer {status}); it was not followed. Give the final address.',
  },
  'no-secret': {
    zh: '没有密码或签名密钥（证据密钥更换或从备份恢复后须重新填写）。请重新填写。',
    en: 'There is no password or signing secret (after a restored backup it is given anew). Give it again.',
  },
  off: {
    zh: '这个通道已停用，没有发送。',
    en: 'The channel was turned off; not sent.',
  },
} as const satisfies Readonly<Record<string, Sentence>>;

export type NoticeTrouble = { readonly kind: keyof typeof sentences; readonly status?: number };

export function troubleSentence({ kind, status }: NoticeTrouble): Sentence {
  const facts = { status: status ?? '' };
  return { zh: fillSentence(sentences[kind].zh, facts), en: fillSentence(sentences[kind].en, facts) };
}

/** Kept in one column: `refused:550`. */
export const encodeTrouble = ({ kind, status }: NoticeTrouble): string =>
  status === undefined ? kind : `${kind}:${status}`;

export function parseTrouble(text: string): NoticeTrouble {
  const [kind = '', status] = text.split(':');
  return {
    kind: kind in sentences ? (kind as NoticeTrouble['kind']) : 'refused',
    ...(status !== undefined && { status: Number(status) }),
  };
}

/** What Node says of a connection. */
export function connectionTrouble(error: unknown): NoticeTrouble {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(ENOTFOUND|EAI_AGAIN|EDNS)$/.test(code)) return { kind: 'name-unknown' };
  if (/^(ETIMEDOUT|ESOCKETTIMEDOUT|ABORT_ERR)$/.test(code)) return { kind: 'timeout' };
  if (/CERT|ALTNAME|SELF_SIGNED|UNABLE_TO_/.test(code)) return { kind: 'certificate' };
  if (/^(ERR_SSL|ERR_TLS|EPROTO|ETLS)/.test(code)) return { kind: 'encryption' };
  return { kind: 'unreachable' };
}
