// SPDX-License-Identifier: Apache-2.0
/** A form of the public: sent once, acknowledged with a number; what is refused stays typed. */
import type { BodyOf, Operation } from '@mingjing/contracts';
import type { reportCamera, requestFootage } from '@mingjing/contracts/desk';
import { Alert, Button, Form, Input, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';

interface HandInProps<O extends Operation> {
  readonly operation: O;
  readonly hint: string;
  /** Turns fields into what is sent; as they are when absent. */
  readonly bodyOf?: (values: Record<string, unknown>) => Partial<Record<keyof BodyOf<O>, unknown>>;
  readonly children: ReactNode;
}

export function HandIn<O extends typeof reportCamera | typeof requestFootage>({
  operation,
  hint,
  bodyOf = (values) => values as never,
  children,
}: HandInProps<O>) {
  const { t } = useTranslation();
  const send = useAction((values: Record<string, unknown>) => {
    const body = Object.fromEntries(
      Object.entries(bodyOf(values)).filter(([, value]) => value !== undefined && value !== ''),
    );
    return call<typeof reportCamera | typeof requestFootage>(operation, { body } as never);
  });
  if (send.done)
    return <Alert type="success" showIcon title={t('public.received', { number: send.done.number })} />;
  return (
    <Form layout="vertical" onFinish={(values: Record<string, unknown>) => send.run(values)}>
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
