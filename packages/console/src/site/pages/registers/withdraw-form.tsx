// SPDX-License-Identifier: Apache-2.0
/** Withdrawing a row: it stays readable, with the reason. */
import { operationsOf, type Register, type RegisterRow } from '@mingjing/contracts/registers';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';

interface Props {
  readonly register: Register;
  readonly row: RegisterRow;
  readonly onWritten: () => void;
}

export function WithdrawForm({ register, row, onWritten }: Props) {
  const { t } = useTranslation();
  const { withdraw } = operationsOf(register);
  const step = useMutation({
    mutationFn: ({ reason }: { readonly reason: string }) =>
      call(withdraw, { params: { id: row.id }, body: { version: row.version, reason } }),
    onSuccess: onWritten,
  });
  return (
    <Form<{ reason: string }> layout="vertical" onFinish={(values) => step.mutate(values)}>
      <Alert type="info" showIcon title={t('registers.withdrawHint')} className={layout.below4} />
      <ProblemAlert error={step.error} />
      <Form.Item
        name="reason"
        label={t('common.reason')}
        rules={[{ required: true, min: 2, message: t('common.required') }]}
      >
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
      <Button danger type="primary" htmlType="submit" loading={step.isPending}>
        {t('registers.withdraw')}
      </Button>
    </Form>
  );
}
