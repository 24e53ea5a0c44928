// SPDX-License-Identifier: Apache-2.0
/** How this person signs in, and where: each can be ended. */
import { endSession, listSessions } from '@mingjing/contracts/desk';
import { App, Button, Card, List, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../frame/call.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { showInstant } from '../../frame/time.ts';
import { useAction } from '../../frame/use-action.ts';
import { useRead } from '../../frame/use-read.ts';
import { PasswordForm } from './parts/password-form.tsx';
import { SecondFactorCard } from './parts/second-factor-card.tsx';
import { SignInWays } from './parts/sign-in-ways.tsx';

export function SessionsPage() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const list = useRead(listSessions, {});
  const end = useAction((id: string) => call(endSession, { params: { id } }), { refresh: [listSessions] });
  return (
    <>
      <Typography.Title level={1}>{t('people.signIns')}</Typography.Title>
      <ProblemAlert error={end.problem ?? list.error} />
      <Card title={t('people.password')} className={layout.below4}>
        <PasswordForm
          onDone={() => {
            void message.success(t('people.passwordChanged'));
            void list.refetch();
          }}
        />
      </Card>
      <SecondFactorCard />
      <SignInWays />
      <Card title={t('people.where')}>
        <List
          dataSource={[...(list.data ?? [])]}
          loading={list.isPending}
          renderItem={(one) => (
            <List.Item
              actions={[
                one.current ? (
                  <Tag key="current">{t('people.current')}</Tag>
                ) : (
                  <Button key="end" size="small" disabled={end.busy} onClick={() => end.run(one.id)}>
                    {t('people.end')}
                  </Button>
                ),
              ]}
            >
              <div>
                {showInstant(one.createdAt)} · {one.address ?? ''}
                <br />
                <Typography.Text type="secondary">{one.agent}</Typography.Text>
              </div>
            </List.Item>
          )}
        />
      </Card>
    </>
  );
}
