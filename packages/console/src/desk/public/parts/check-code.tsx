// SPDX-License-Identifier: Apache-2.0
import { Alert, Button, Form, Input, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { RequestRefused } from '../../../frame/request.ts';
import { DoorStep } from '../../door-step.tsx';

/** Codes on paper are at least this long; shorter ones are not asked about. */
export const shortestCode = 8;

interface Props {
  readonly title: string;
  readonly hint: string;
  /** Said where nothing has this code. */
  readonly unknown: string;
  readonly code: string;
  readonly onCode: (code: string) => void;
  readonly asked: { readonly isFetching: boolean; readonly error: Error | null };
  /** What was found. */
  readonly children: ReactNode;
}

/** Anybody checks a paper by the code printed on it; a code may be typed with spaces, dashes and small letters. */
export function CheckCode({ title, hint, unknown, code, onCode, asked, children }: Props) {
  const { t } = useTranslation();
  const isUnknown = asked.error instanceof RequestRefused && asked.error.problem.status === 404;
  return (
    <DoorStep title={title}>
      <Typography.Paragraph type="secondary">{hint}</Typography.Paragraph>
      <Form
        data-passing
        layout="vertical"
        initialValues={{ code }}
        onFinish={({ code: typed }: { code: string }) =>
          onCode(typed.trim().toUpperCase().replaceAll(/[\s-]/g, ''))
        }
      >
        <Form.Item
          name="code"
          label={t('public.code')}
          rules={[{ required: true, min: shortestCode, message: t('common.required') }]}
        >
          <Input size="large" autoCapitalize="characters" maxLength={32} />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={asked.isFetching}>
          {t('public.check')}
        </Button>
      </Form>
      <div role="status" className={layout.above4}>
        {isUnknown ? <Alert type="error" showIcon title={unknown} /> : <ProblemAlert error={asked.error} />}
        {children}
      </div>
    </DoorStep>
  );
}
