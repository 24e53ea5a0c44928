// SPDX-License-Identifier: Apache-2.0
/** Notices through HTTP: settings without their secrets, a trial, what became of each. */
import { createHash } from 'node:crypto';
import {
  changeNotices,
  listNoticeDeliveries,
  type NoticeSettings,
  readNotices,
  renewNoticeSecret,
  testNotices,
} from '@mingjing/contracts/site';
import { ServerRefusal } from '../../terms/refusal.ts';
import { alarmKinds, isCritical } from '../alarms/alarm-kinds.ts';
import type { ServerContext } from '../context.ts';
import { type Served, serve } from '../serving.ts';
import { troubleSentence } from './notice-trouble.ts';
import { newWebhookSecret } from './send-webhook.ts';

export function servedNotices({
  core,
  notices: { book, rounds },
}: Pick<ServerContext, 'core' | 'notices'>): readonly Served[] {
  const shown = () => {
    const { mail, webhook, ...rest } = book.settings();
    return {
      ...rest,
      mail: mail && { ...mail, hasPassword: book.secret('mail') !== undefined },
      webhook: webhook && { ...webhook, hasSecret: book.secret('webhook') !== undefined },
      kinds: Object.entries(alarmKinds).map(([kind, { zh, en, critical }]) => ({
        kind,
        words: { zh, en },
        critical: critical === true,
      })),
    };
  };
  /** Whom alarms reach is part of what must not change unseen; addresses of people stay out of the log. */
  const logged = (what: string, by: string, before: unknown, after: unknown) =>
    core.appendEntry({ type: 'config', what, by, before: digest(before), after: digest(after) });
  return [
    serve(readNotices, shown),
    serve(changeNotices, async ({ body, person }) => {
      const critical = body.waits.find(isCritical);
      if (critical !== undefined)
        throw new ServerRefusal('recorder/notice-critical', {
          kind: alarmKinds[critical as keyof typeof alarmKinds].zh,
        });
      const before = book.settings();
      const { mail, ...others } = body;
      const { password, ...box } = mail ?? {};
      const after = { ...others, mail: mail ? (box as NoticeSettings['mail']) : null };
      // A password belongs to the server it was given for.
      const isElsewhere =
        mail !== null && (mail.host !== before.mail?.host || mail.user !== before.mail.user);
      if (password !== undefined && password !== '') book.keepSecret('mail', password);
      else if (isElsewhere) book.keepSecret('mail', undefined);
      book.change(after);
      await logged('alarm-notices', person.user, before, after);
      rounds.changed();
      return shown();
    }),
    serve(renewNoticeSecret, async ({ person }) => {
      const secret = newWebhookSecret();
      book.keepSecret('webhook', secret);
      await core.appendEntry({ type: 'config', what: 'alarm-notices-secret', by: person.user, after: 'new' });
      rounds.changed();
      return { secret };
    }),
    serve(testNotices, async ({ body: { channel } }) => {
      const trouble = await rounds.try(channel);
      return trouble
        ? { kind: 'failed' as const, sentence: troubleSentence(trouble) }
        : { kind: 'sent' as const };
    }),
    serve(listNoticeDeliveries, ({ query }) => ({ deliveries: [...book.deliveries(query)] })),
  ];
}

const digest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64');
