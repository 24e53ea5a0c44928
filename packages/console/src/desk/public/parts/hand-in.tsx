// SPDX-License-Identifier: Apache-2.0
/** A form of the public: sent once, acknowledged with a number; what is refused stays typed. */
import { listServedPlaces } from '@mingjing/contracts/desk';
import { Alert, Button, Form, Select, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';

interface ReceivedProps {
  readonly number: string;
  readonly organ: string | null;
  /** Whose recorders hold what was asked for; absent: nobody's. */
  readonly unit?: string | null;
}

interface HandInProps<Typed extends object> {
  /** What is typed into the fields, without those that were left empty. */
  readonly onSend: (typed: Typed) => Promise<ReceivedProps>;
  readonly hint: string;
  readonly children: ReactNode;
}

export function HandIn<Typed extends object>({ onSend, hint, children }: HandInProps<Typed>) {
  const { t } = useTranslation();
  const send = useAction((typed: Typed) =>
    onSend(
      Object.fromEntries(
        Object.entries(typed).filter(([, value]) => value !== undefined && value !== ''),
      ) as Typed,
    ),
  );
  if (send.done) return <Received {...send.done} />;
  return (
    <Form<Typed> layout="vertical" onFinish={send.run}>
      <Typography.Paragraph type="secondary">{hint}</Typography.Paragraph>
      <ProblemAlert error={send.problem} />
      {children}
      <Button type="primary" htmlType="submit" size="large" block loading={send.busy}>
        {t('public.send')}
      </Button>
    </Form>
  );
}

/** The number, who has it, and where to ask after it. */
export function Received({ number, organ, unit = null }: ReceivedProps) {
  const { t } = useTranslation();
  return (
    <Alert
      type="success"
      showIcon
      title={t('public.received', { number })}
      description={
        <>
          {organ === null ? null : <p>{t('public.receivedBy', { organ })}</p>}
          {unit === null ? null : <p>{t('public.askedOf', { unit })}</p>}
          <a href={`/desk/public/look-up?code=${number}`}>{t('public.lookUp')}</a>
        </>
      }
    />
  );
}

/** A county out of those that are served here, found by the name of its police or its code. */
export function JurisdictionField() {
  const { t } = useTranslation();
  const places = useRead(listServedPlaces, {});
  return (
    <>
      <ProblemAlert error={places.error} onRetry={() => void places.refetch()} />
      <Form.Item
        name="jurisdiction"
        label={t('public.jurisdiction')}
        extra={t('public.jurisdictionHint')}
        rules={[{ required: true, message: t('public.jurisdictionHint') }]}
      >
        <Select
          loading={places.isPending}
          showSearch={{ optionFilterProp: 'label' }}
          options={(places.data ?? []).map(({ code, name }) => ({
            value: code.slice(0, 6).padEnd(6, '0'),
            label: `${name} ${code}`,
          }))}
        />
      </Form.Item>
    </>
  );
}
