// SPDX-License-Identifier: Apache-2.0
/** The page an invitation leads to. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { request } from '../../../frame/request.ts';
import { DoorStep } from '../../door-step.tsx';

export function InvitationPage() {
  const { t } = useTranslation();
  const path = `/api/public/invitations/${encodeURIComponent(location.pathname.split('/').at(-1) ?? '')}`;
  const invitation = useQuery({
    queryKey: [path],
    queryFn: () => request<{ email: string; displayName: string; organisationName: string }>(path),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [accepted, setAccepted] = useState<string>();
  const [problem, setProblem] = useState<unknown>();
  const accept = async ({ password }: { password: string }) => {
    try {
      setAccepted((await request<{ email: string }>(path, { method: 'POST', body: { password } })).email);
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <DoorStep title={t('signIn.invitation')}>
      <ProblemAlert error={problem ?? invitation.error} />
      {accepted === undefined ? (
        invitation.data ? (
          <Form layout="vertical" onFinish={(values: { password: string }) => void accept(values)}>
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
            <Button type="primary" htmlType="submit" size="large" block>
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
          title={t('signIn.accepted', { email: accepted })}
          action={<a href="/desk/">{t('signIn.title')}</a>}
        />
      )}
    </DoorStep>
  );
}
