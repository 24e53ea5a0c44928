// SPDX-License-Identifier: Apache-2.0
/** One entry: who asked for what and why, what was really shown, who decided, and corrections. */
import { loggedFactWords } from '@mingjing/contracts/site';
import { Alert, Button, Descriptions, Form, Input, List, Space, Typography } from 'antd';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { apiBase } from '../../../frame/request.ts';
import { showInstant } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
import type { AccessSession } from '../../api/access.ts';
import { correctEntry, entryForm } from '../../api/register.ts';
import { useAllCameras } from '../../use-all-cameras.ts';
import { useSession } from '../../use-session.ts';
import { askedOf, askerOf, containsWords } from './words.ts';

export function EntryDetail({
  entry,
  onChanged,
}: {
  readonly entry: AccessSession;
  readonly onChanged: () => void;
}) {
  const { t } = useTranslation();
  const english = currentLanguage() === 'en';
  const { person } = useSession();
  const corrects = person?.role === 'administrator' || person?.role === 'manager';
  const items = useItems(entry);
  return (
    <>
      {entry.recovered ? (
        <Alert type="info" showIcon title={t('register.recovered')} className={layout.below3} />
      ) : null}
      {entry.differs ? (
        <Alert
          type="error"
          showIcon
          title={t('register.differsText', {
            what: entry.differs.map((fact) => loggedFactWords[fact][english ? 'en' : 'zh']).join('、'),
          })}
          className={layout.below3}
        />
      ) : null}
      <Descriptions
        bordered
        size="small"
        column={1}
        items={items.map(([label, children], key) => ({ key, label, children }))}
      />
      <Space className={layout.around4}>
        <Button href={entryForm(entry.number)} target="_blank">
          {t('register.form')}
        </Button>
      </Space>
      <Typography.Title level={2} className={layout.lead}>
        {t('register.corrections')}
      </Typography.Title>
      <List
        size="small"
        dataSource={[...entry.corrections]}
        renderItem={({ text, by, atMs }) => (
          <List.Item>
            {text} · {by.name} · {showInstant(atMs)}
          </List.Item>
        )}
      />
      {corrects ? <Correction number={entry.number} onChanged={onChanged} /> : null}
    </>
  );
}

type Item = readonly [string, ReactNode];

/** Without what there is nothing of. */
const there = (items: readonly (Item | null)[]): readonly Item[] => items.filter((item) => item !== null);

function useItems(entry: AccessSession): readonly Item[] {
  const { t } = useTranslation();
  const { nameOf } = useAllCameras();
  return there([
    ...askedItems(entry, t),
    ...shownItems(entry, nameOf, t),
    ...decidedItems(entry, t),
    ...keptItems(entry, t),
  ]);
}

/** Who asked, and for what. */
function askedItems(entry: AccessSession, t: TFunction): readonly (Item | null)[] {
  const english = currentLanguage() === 'en';
  return [
    [t('register.who'), `${t(`register.requester.${entry.requester.kind}`)} · ${askerOf(entry)}`],
    entry.requester.kind === 'officials'
      ? [
          t('register.credential'),
          entry.requester.officers.map(({ name, credential }) => `${name} ${credential}`).join('；'),
        ]
      : null,
    entry.requester.kind === 'officials' && entry.requester.documentNumber !== undefined
      ? [t('register.documentNumber'), entry.requester.documentNumber]
      : null,
    ...askedOf(entry, t),
    [t('register.handledBy'), `${entry.handledBy.name}（${entry.handledBy.user}）`],
    [
      t('register.purpose'),
      `${english ? entry.purposeWords.en : entry.purposeWords.zh} ${entry.purposeText}`,
    ],
    [t('register.ground'), entry.groundWords],
    [t('register.kind'), `${t(`register.kinds.${entry.kind}`)} · ${t(`register.states.${entry.state}`)}`],
  ];
}

/** What was asked to be seen, and what was. */
function shownItems(
  entry: AccessSession,
  nameOf: (camera: string) => string,
  t: TFunction,
): readonly (Item | null)[] {
  const span = (fromMs: number, toMs: number) => `${showInstant(fromMs)} – ${showInstant(toMs)}`;
  return [
    [t('common.cameras'), entry.cameras.map(nameOf).join('、')],
    [t('register.range'), span(entry.fromMs, entry.toMs)],
    entry.openedMs === undefined ? null : [t('register.opened'), showInstant(entry.openedMs)],
    entry.closedMs === undefined ? null : [t('register.closed'), showInstant(entry.closedMs)],
    [
      t('register.seen'),
      entry.seen.length === 0
        ? t('register.seenNothing')
        : entry.seen.map(({ camera, fromMs, toMs }) => (
            <div key={camera + fromMs}>
              {nameOf(camera)}：{span(fromMs, toMs)}
            </div>
          )),
    ],
  ];
}

/** What a second person said, before and after. */
function decidedItems(entry: AccessSession, t: TFunction): readonly (Item | null)[] {
  return [
    entry.decision === undefined
      ? null
      : [
          t('register.decision'),
          `${t(`register.${entry.decision.decision}`)} · ${entry.decision.by.name} · ${showInstant(entry.decision.atMs)} · ${entry.decision.reason}`,
        ],
    entry.decision?.contains === undefined
      ? null
      : [t('register.contains'), containsWords(entry.decision.contains, t)],
    entry.review?.outcome === undefined
      ? null
      : [
          t('register.review'),
          `${t(entry.review.outcome === 'in-order' ? 'register.inOrder' : 'register.notInOrder')} · ${entry.review.by?.name ?? ''} · ${entry.review.reason ?? ''}`,
        ],
  ];
}

/** What can be checked by others. */
function keptItems(entry: AccessSession, t: TFunction): readonly (Item | null)[] {
  return [
    entry.order?.sent === undefined
      ? null
      : [
          t('register.sent'),
          t('register.sentState', {
            share: Math.floor((100 * entry.order.sent.sentBytes) / entry.order.sent.sizeBytes),
            megabytes: (entry.order.sent.sizeBytes / 1e6).toFixed(1),
          }),
        ],
    entry.manifest === undefined
      ? null
      : [
          t('register.manifest'),
          <code key="m" className={layout.breaks}>
            {entry.manifest}
          </code>,
        ],
    entry.certificate === undefined
      ? null
      : [
          t('register.certificate'),
          <a key="c" href={`${apiBase}/api/access/sessions/${entry.id}/certificate`}>
            {t('common.download')}
          </a>,
        ],
    [
      t('register.entries'),
      [entry.entry, entry.closeEntry].filter((index) => index !== undefined).join(', '),
    ],
  ];
}

function Correction({ number, onChanged }: { readonly number: number; readonly onChanged: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ text: string }>();
  const correct = useAction(({ text }: { readonly text: string }) => correctEntry(number, text), {
    onDone: () => {
      form.resetFields();
      onChanged();
    },
  });
  return (
    <Form form={form} layout="vertical" onFinish={correct.run}>
      <Typography.Paragraph type="secondary">{t('register.correctHint')}</Typography.Paragraph>
      <ProblemAlert error={correct.problem} />
      <Form.Item name="text" rules={[{ required: true, min: 2, message: t('common.required') }]}>
        <Input.TextArea aria-label={t('register.correct')} maxLength={1000} autoSize={{ minRows: 2 }} />
      </Form.Item>
      <Button htmlType="submit" loading={correct.busy}>
        {t('register.correct')}
      </Button>
    </Form>
  );
}
