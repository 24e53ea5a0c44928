// SPDX-License-Identifier: Apache-2.0
/** Alarms that leave the house: by mail and by webhook, quiet hours, what became of each. Secrets go in and never come out. */
import { z } from 'zod';
import { siteOperation } from '../operation.ts';
import { site } from '../roles.ts';
import { Sentence } from './shapes.ts';

export const noticeChannels = ['mail', 'webhook'] as const;
const Channel = z.enum(noticeChannels);
export type NoticeChannel = z.infer<typeof Channel>;

/** Time of day in China. */
const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, '写成 22:00 这样的时间 · a time such as 22:00');
const MailAddress = z
  .email('写成 name@example.com 这样的邮箱地址 · an address such as name@example.com')
  .max(200);

const Mail = z.object({
  host: z
    .string()
    .trim()
    .regex(
      /^[\p{L}\p{N}._:-]{1,255}$/u,
      '写邮件服务器的主机名或 IP 地址 · the mail server’s host name or address',
    ),
  port: z.number().int().min(1).max(65_535),
  /** `tls`: from the first byte (465). `starttls`: required after the greeting (587). `none`: a relay in the house, no password. */
  security: z.enum(['tls', 'starttls', 'none']),
  /** Empty: the server asks for none. */
  user: z.string().trim().max(200),
  from: MailAddress,
  to: z.array(MailAddress).min(1, '至少写一个收件人 · at least one recipient').max(20),
});

const Webhook = z.object({
  url: z
    .url({
      protocol: /^https?$/,
      error: '写以 https:// 或 http:// 开头的地址 · an address that begins with https:// or http://',
    })
    .max(500)
    .refine(
      (url) => !URL.canParse(url) || (new URL(url).username === '' && new URL(url).password === ''),
      '地址里不写用户名和密码：内容由签名证明 · no user name or password in it; the signature proves who sends',
    ),
});

const Quiet = z.object({ from: TimeOfDay, to: TimeOfDay }).refine(({ from, to }) => from !== to, {
  path: ['to'],
  error: '开始和结束不能相同 · begin and end differ',
});

export const NoticeSettings = z.object({
  mail: Mail.nullable(),
  webhook: Webhook.nullable(),
  /** In these hours the kinds of `waits` wait until the end. */
  quiet: Quiet.nullable(),
  /** Kinds that wait; never one that is critical. */
  waits: z.array(z.string().max(60)).max(100),
});
export type NoticeSettings = z.infer<typeof NoticeSettings>;

const ShownSettings = NoticeSettings.extend({
  mail: Mail.extend({ hasPassword: z.boolean() }).nullable(),
  webhook: Webhook.extend({ hasSecret: z.boolean() }).nullable(),
  kinds: z.array(
    z.object({
      kind: z.string(),
      words: Sentence,
      critical: z.boolean().describe('goes at once, whatever the hour'),
    }),
  ),
});

export const NoticeDelivery = z.object({
  number: z.number(),
  channel: Channel,
  kind: z.string().describe('kind of alarm; test: somebody tried the channel'),
  words: Sentence,
  state: z.enum(['waiting', 'sent', 'given-up']),
  atMs: z.number().describe('when the alarm was raised or ended'),
  dueMs: z.number().describe('not before this: quiet hours'),
  sentMs: z.number().nullable(),
  attempts: z.number(),
  trouble: Sentence.nullable().describe('why the last attempt failed'),
});
export type NoticeDelivery = z.infer<typeof NoticeDelivery>;

const tag = '告警通知 Alarm notices';

export const readNotices = siteOperation({
  method: 'GET',
  path: '/api/alarm-notices',
  roles: site.readers,
  tag,
  summary: { zh: '告警通知的设置', en: 'How alarms are sent out' },
  answer: ShownSettings,
});
export const changeNotices = siteOperation({
  method: 'PUT',
  path: '/api/alarm-notices',
  roles: site.administrators,
  tag,
  summary: { zh: '修改告警通知的设置', en: 'Change how alarms are sent out' },
  body: NoticeSettings.extend({
    /** Absent: the one before stays. */
    mail: Mail.extend({ password: z.string().max(500).optional() })
      .refine(({ security, user }) => security !== 'none' || user === '', {
        path: ['security'],
        error: '有用户名和密码时须加密 · with a user name the connection must be encrypted',
      })
      .nullable(),
  }),
  answer: ShownSettings,
});
export const renewNoticeSecret = siteOperation({
  method: 'POST',
  path: '/api/alarm-notices/secret',
  roles: site.administrators,
  tag,
  summary: {
    zh: '更换网址通知的签名密钥（只显示一次）',
    en: 'A new signing secret of the webhook, shown once',
  },
  answer: z.object({ secret: z.string().describe('whsec_ and Base64, as Standard Webhooks has it') }),
});
export const testNotices = siteOperation({
  method: 'POST',
  path: '/api/alarm-notices/test',
  roles: site.administrators,
  tag,
  summary: { zh: '现在就试发一条', en: 'Send a trial notice now' },
  body: z.object({ channel: Channel }),
  answer: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('sent') }),
    z.object({ kind: z.literal('failed'), sentence: Sentence }),
  ]),
  perMinute: 10,
});
export const listNoticeDeliveries = siteOperation({
  method: 'GET',
  path: '/api/alarm-notices/deliveries',
  roles: site.readers,
  tag,
  summary: { zh: '告警通知的发送记录，最新在前', en: 'What became of the notices, newest first' },
  query: z.object({
    before: z.coerce.number<number>().int().min(1).optional(),
    state: NoticeDelivery.shape.state.optional(),
    channel: Channel.optional(),
  }),
  answer: z.object({ deliveries: z.array(NoticeDelivery) }),
});
