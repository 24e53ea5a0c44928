// SPDX-License-Identifier: Apache-2.0
/** Changing one's own password: at the gate, where it is the only thing that is open, and on the page of sign-ins. */
import { changeOwnPassword, shortestPassword } from '@mingjing/contracts/desk';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';

export function PasswordForm({
  size = 'middle',
  onDone,
}: {
  readonly size?: 'middle' | 'large';
  readonly onDone: () => void;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm();
  const change = useAction(
    ({ current, next }: { current: string; next: string }) =>
      call(changeOwnPassword, { body: { current, next } }),
    {
      onDone: () => {
        form.resetFields();
        onDone();
      },
    },
  );
  const required = { required: true, message: t('common.required') };
  return (
    <Form form={form} layout="vertical" onFinish={change.run} className={layout.formNarrow}>
      <ProblemAlert error={change.problem} />
      <Form.Item name="current" label={t('people.currentPassword')} rules={[required]}>
        <Input.Password autoComplete="current-password" size={size} />
      </Form.Item>
      <Form.Item
        name="next"
        label={t('people.newPassword')}
        rules={[required, { min: shortestPassword, message: t('people.newPassword') }]}
      >
        <Input.Password autoComplete="new-password" size={size} maxLength={128} />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('people.newPasswordAgain')}
        dependencies={['next']}
        rules={[
          required,
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              value === undefined || value === '' || value === getFieldValue('next')
                ? Promise.resolve()
                : Promise.reject(new Error(t('people.passwordsDiffer'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" size={size} maxLength={128} />
      </Form.Item>
      <Button type="primary" htmlType="submit" size={size} block={size === 'large'} loading={change.busy}>
        {t('people.changePassword')}
      </Button>
    </Form>
  );
}
