// SPDX-License-Identifier: Apache-2.0
/** A form of the public: sent once, acknowledged with a number; what is refused stays typed. */
import { Alert, Button, Form, Input, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { request } from '../../../frame/request.ts';

interface HandInProps {
  readonly path: string;
  readonly hint: string;
  /** Turns fields into what is sent; as they are when absent. */
  readonly bodyOf?: (values: Record<string, unknown>) => Record<string, unknown>;
  readonly children: ReactNode;
}

export function HandIn({ path, hint, bodyOf = (values) => values, children }: HandInProps) {
  const { t } = useTranslation();
  const [number, setNumber] = useState<string>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const send = async (values: Record<string, unknown>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const given = Object.fromEntries(
        Object.entries(bodyOf(values)).filter(([, value]) => value !== undefined && value !== ''),
      );
      setNumber((await request<{ number: string }>(path, { method: 'POST', body: given })).number);
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  if (number !== undefined) return <Alert type="success" showIcon title={t('public.received', { number })} />;
  return (
    <Form layout="vertical" onFinish={(values: Record<string, unknown>) => void send(values)}>
      <Typography.Paragraph type="secondary">{hint}</Typography.Paragraph>
      <ProblemAlert error={problem} />
      {children}
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
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
