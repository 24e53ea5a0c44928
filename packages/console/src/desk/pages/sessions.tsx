// SPDX-License-Identifier: Apache-2.0
/** How this person signs in, and where: each can be ended. */
import { useQuery } from '@tanstack/react-query';
import { Button, Card, List, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../frame/problem.tsx';
import { request } from '../../frame/request.ts';
import { showInstant } from '../../frame/time.ts';
import { SignInWays } from './sessions/sign-in-ways.tsx';

interface SignIn {
  readonly id: string;
  readonly current: boolean;
  readonly createdAt: string;
  readonly address: string | null;
  readonly agent: string | null;
}

export function SessionsPage() {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<unknown>();
  const list = useQuery({
    queryKey: ['sessions'],
    queryFn: () => request<readonly SignIn[]>('/api/sessions'),
  });
  const end = (id: string) =>
    request(`/api/sessions/${encodeURIComponent(id)}`, { method: 'DELETE' }).then(
      () => list.refetch(),
      setProblem,
    );
  return (
    <>
      <Typography.Title level={1} style={{ fontSize: 22 }}>
        {t('people.signIns')}
      </Typography.Title>
      <ProblemAlert error={problem ?? list.error} />
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
                  <Button key="end" size="small" onClick={() => void end(one.id)}>
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
