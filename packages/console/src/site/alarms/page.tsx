// SPDX-License-Identifier: Apache-2.0
/** Alarms and their life: who saw it, who sees to it, how it ended. */
import { type Alarm, assignAlarm, clearAlarm, listAlarms, seeAlarm } from '@mingjing/contracts/site';
import { Link } from '@tanstack/react-router';
import { Button, Card, Empty, Form, Input, Space, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../frame/call.ts';
import { currentLanguage } from '../../frame/language.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { showInstant } from '../../frame/time.ts';
import { useAction } from '../../frame/use-action.ts';
import { useRead } from '../../frame/use-read.ts';
import { useSession } from '../use-session.ts';

export function AlarmsPage() {
  const { t } = useTranslation();
  const { person } = useSession();
  const alarms = useRead(listAlarms, {}, { refetchInterval: 5000 });
  const all = alarms.data?.alarms ?? [];
  const standing = all.filter(({ state }) => state === 'raised');
  const cleared = all.filter(({ state }) => state === 'cleared');
  const mayAct = person !== undefined && person.role !== 'auditor';
  return (
    <>
      <Typography.Title level={1}>{t('alarms.title')}</Typography.Title>
      <ProblemAlert error={alarms.error} onRetry={() => void alarms.refetch()} />
      {standing.length === 0 ? <Empty description={t('alarms.none')} /> : null}
      {standing.map((alarm) => (
        <AlarmCard key={keyOf(alarm)} alarm={alarm} mayAct={mayAct} />
      ))}
      {cleared.length === 0 ? null : (
        <Typography.Title level={2} className={layout.lead}>
          {t('alarms.cleared')}
        </Typography.Title>
      )}
      {cleared.map((alarm) => (
        <AlarmCard key={keyOf(alarm)} alarm={alarm} mayAct={false} />
      ))}
    </>
  );
}

const keyOf = ({ kind, subject, raisedMs, atMs }: Alarm) => `${kind}/${subject}/${raisedMs}/${atMs}`;

interface CardProps {
  readonly alarm: Alarm;
  readonly mayAct: boolean;
}

function AlarmCard({ alarm, mayAct }: CardProps) {
  const { t } = useTranslation();
  const language = currentLanguage() === 'en' ? 'en' : 'zh';
  const { sentence, seen, assigned, state, raisedMs, atMs, clearedBy, why } = alarm;
  const ended =
    clearedBy === undefined ? t('alarms.byItself') : t('alarms.clearedBy', { by: clearedBy, why });
  return (
    <Card size="small" className={layout.below2}>
      <div className={layout.breaksWords}>{sentence[language]}</div>
      <Space wrap size={6}>
        <Typography.Text type="secondary" className="tabular">
          {showInstant(raisedMs)}
          {state === 'cleared' ? ` – ${showInstant(atMs)}` : ''}
        </Typography.Text>
        {seen ? (
          <Tag>{t('alarms.seenBy', { by: seen.by })}</Tag>
        ) : (
          <Tag color="red">{t('alarms.unseen')}</Tag>
        )}
        {assigned ? <Tag color="blue">{t('alarms.assignedTo', { to: assigned.to })}</Tag> : null}
        {state === 'cleared' ? <span>{ended}</span> : null}
      </Space>
      {mayAct ? <Acts alarm={alarm} /> : null}
    </Card>
  );
}

function Acts({ alarm: { kind, subject, seen } }: { readonly alarm: Alarm }) {
  const { t } = useTranslation();
  const [doing, setDoing] = useState<'assign' | 'clear'>();
  const step = useAction(
    async (typed: { readonly words: string } | undefined) => {
      const which = { kind, subject };
      if (doing === 'assign') await call(assignAlarm, { body: { ...which, to: typed?.words ?? '' } });
      else if (doing === 'clear') await call(clearAlarm, { body: { ...which, why: typed?.words ?? '' } });
      else await call(seeAlarm, { body: which });
    },
    { refresh: [listAlarms], onDone: () => setDoing(undefined) },
  );
  return (
    <div className={layout.above2}>
      <ProblemAlert error={step.problem} />
      <Space wrap>
        {seen ? null : <Button onClick={() => step.run(undefined)}>{t('alarms.see')}</Button>}
        <Button onClick={() => setDoing('assign')}>{t('alarms.assign')}</Button>
        <Button onClick={() => setDoing('clear')}>{t('alarms.clear')}</Button>
        <Link to="/registers/maintenance">{t('alarms.writeFault')}</Link>
      </Space>
      {doing === undefined ? null : (
        <Form<{ words: string }>
          key={doing}
          layout="vertical"
          className={layout.above2}
          onFinish={(typed) => step.run(typed)}
        >
          <Form.Item
            name="words"
            label={doing === 'assign' ? t('alarms.whom') : t('alarms.why')}
            rules={[{ required: true, min: 2, message: t('common.required') }]}
          >
            <Input maxLength={doing === 'assign' ? 60 : 1000} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={step.busy}>
            {t('common.save')}
          </Button>
        </Form>
      )}
    </div>
  );
}
