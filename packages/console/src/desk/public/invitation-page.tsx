// SPDX-License-Identifier: Apache-2.0
/** The page an invitation leads to. */
import { acceptInvitation, openInvitation } from '@mingjing/contracts/desk';
import { useParams } from '@tanstack/react-router';
import { Alert, Button, Form, Input, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../frame/call.ts';
import { ProblemAlert } from '../../frame/problem.tsx';
import { useAction } from '../../frame/use-action.ts';
import { useRead } from '../../frame/use-read.ts';
import { DoorStep } from '../door-step.tsx';

export function InvitationPage() {
  const { t } = useTranslation();
  const { token = '' }: { readonly token?: string } = useParams({ strict: false });
  const invitation = useRead(
    openInvitation,
    { params: { token } },
    { retry: false, staleTime: Number.POSITIVE_INFINITY },
  );
  const accept = useAction((body: { readonly password: string }) =>
    call(acceptInvitation, { params: { token }, body }),
  );
  return (
    <DoorStep title={t('signIn.invitation')}>
      <ProblemAlert error={accept.problem ?? invitation.error} />
      {accept.done === undefined ? (
        invitation.data ? (
          <Form layout="vertical" onFinish={(values: { password: string }) => accept.run(values)}>
            <Typography.Paragraph>
              {t('signIn.invitationHint', {
                name: invitation.data.displayName,
                organisation: invitation.data.organisationName,
              })}
            </Typography.Paragraph>
            <Form.Item
              name="password"
              label={t('signIn.newPassword')}
              rules={[{ required: true, min: 12, message: t('signIn.newPassword') }]}
            >
              <Input.Password autoComplete="new-password" size="large" />
            </Form.Item>
            <Button type="primary" htmlType="submit" size="large" block loading={accept.busy}>
              {t('signIn.accept')}
            </Button>
          </Form>
        ) : invitation.isPending ? (
          <Skeleton active />
        ) : null
      ) : (
        <Alert
          type="success"
          showIcon
          title={t('signIn.accepted', { email: accept.done.email })}
          action={<a href="/desk/">{t('signIn.title')}</a>}
        />
      )}
    </DoorStep>
  );
}
