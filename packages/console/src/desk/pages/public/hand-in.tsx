// SPDX-License-Identifier: Apache-2.0
/** A form of the public: sent once, acknowledged with a number; what is refused stays typed. */
import { Alert, Button, Form, Input, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';

interface HandInProps<Typed extends object> {
  /** What is typed into the fields, without those that were left empty. */
  readonly onSend: (typed: Typed) => Promise<{ readonly number: string }>;
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
  if (send.done)
    return <Alert type="success" showIcon title={t('public.received', { number: send.done.number })} />;
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

export function JurisdictionField() {
  const { t } = useTranslation();
  return (
    <Form.Item
      name="jurisdiction"
      label={t('public.jurisdiction')}
      extra={t('public.jurisdictionHint')}
      rules={[{ required: true, pattern: /^\d{6}$/, message: t('public.jurisdictionHint') }]}
    >
      <Input inputMode="numeric" maxLength={6} />
    </Form.Item>
  );
}
