// SPDX-License-Identifier: Apache-2.0
/** Passkeys and tied identity providers of the person signed in. */
import { useQuery } from '@tanstack/react-query';
import { App, Button, Card, List, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { showDay } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
import {
  addPasskey,
  canUsePasskeys,
  linkProvider,
  listAccounts,
  listPasskeys,
  removePasskey,
  unlinkAccount,
} from '../../sign-in/parts/ways.ts';
import { useDeskSession } from '../../use-role.ts';

export function SignInWays() {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const session = useDeskSession();
  const passkeys = useQuery({ queryKey: ['passkeys'], queryFn: listPasskeys });
  const accounts = useQuery({ queryKey: ['accounts'], queryFn: listAccounts });
  const providers = session?.oidc ?? [];
  const change = useAction((work: () => Promise<unknown>) => work(), {
    onDone: () => void Promise.all([passkeys.refetch(), accounts.refetch()]),
  });
  const remove = (work: () => Promise<unknown>) =>
    modal.confirm({
      title: t('people.removeTitle'),
      content: t('people.removeText'),
      okButtonProps: { danger: true },
      okText: t('common.remove'),
      onOk: () => change.finish(work),
    });
  return (
    <Card title={t('people.ways')} className={layout.below4}>
      <ProblemAlert error={change.problem ?? passkeys.error ?? accounts.error} />
      <Typography.Title level={2} className={`${layout.lead} ${layout.above0}`}>
        {t('people.passkeys')}
      </Typography.Title>
      <Typography.Paragraph type="secondary">{t('people.passkeysHint')}</Typography.Paragraph>
      <List
        size="small"
        locale={{ emptyText: <Typography.Text type="secondary">{t('people.noPasskeys')}</Typography.Text> }}
        dataSource={[...(passkeys.data ?? [])]}
        renderItem={(one) => (
          <List.Item
            actions={[
              <Button key="remove" size="small" onClick={() => remove(() => removePasskey(one.id))}>
                {t('common.remove')}
              </Button>,
            ]}
          >
            {one.name ?? one.id}
          </List.Item>
        )}
      />
      {canUsePasskeys() ? (
        <Button
          className={layout.above2}
          onClick={() =>
            change.run(() => addPasskey(t('people.passkeyName', { day: showDay(new Date().toISOString()) })))
          }
        >
          {t('people.addPasskey')}
        </Button>
      ) : (
        <Typography.Text type="secondary">{t('people.passkeysNeedName')}</Typography.Text>
      )}
      {providers.map((id) => (
        <Provider
          key={id}
          id={id}
          tied={accounts.data?.some(({ providerId }) => providerId === id) === true}
          onLink={() => change.run(() => linkProvider(id))}
          onUnlink={() => {
            const tied = accounts.data?.find(({ providerId }) => providerId === id);
            if (tied) remove(() => unlinkAccount(tied.id));
          }}
        />
      ))}
    </Card>
  );
}

interface ProviderProps {
  readonly id: string;
  readonly tied: boolean;
  readonly onLink: () => void;
  readonly onUnlink: () => void;
}

/** An identity provider, tied to this person or not. */
function Provider({ id, tied, onLink, onUnlink }: ProviderProps) {
  const { t } = useTranslation();
  return (
    <div className={`${layout.row} ${layout.gap3} ${layout.middle} ${layout.above4}`}>
      <strong>{id}</strong>
      {tied ? (
        <>
          <Typography.Text type="success">{t('people.linked')}</Typography.Text>
          <Button size="small" onClick={onUnlink}>
            {t('people.unlink')}
          </Button>
        </>
      ) : (
        <Button size="small" onClick={onLink}>
          {t('people.link')}
        </Button>
      )}
    </div>
  );
}
