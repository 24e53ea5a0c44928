// SPDX-License-Identifier: Apache-2.0
/** Withdrawing a row: it stays readable, with the reason. */
import { operationsOf, type Register, type RegisterRow } from '@mingjing/contracts/registers';
import { Alert, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';

interface Props {
  readonly register: Register;
  readonly row: RegisterRow;
  readonly onWritten: () => void;
}

export function WithdrawForm({ register, row, onWritten }: Props) {
  const { t } = useTranslation();
  const { withdraw, list, read } = operationsOf(register);
  const step = useAction(
    ({ reason }: { readonly reason: string }) =>
      call(withdraw, { params: { id: row.id }, body: { version: row.version, reason } }),
    { refresh: [list, read], onDone: onWritten },
  );
  return (
    <Form<{ reason: string }> layout="vertical" onFinish={step.run}>
      <Alert type="info" showIcon title={t('registers.withdrawHint')} className={layout.below4} />
      <ProblemAlert error={step.problem} />
      <Form.Item
        name="reason"
        label={t('common.reason')}
        rules={[{ required: true, min: 2, message: t('common.required') }]}
      >
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
      <Button danger type="primary" htmlType="submit" loading={step.busy}>
        {t('registers.withdraw')}
      </Button>
    </Form>
  );
}
