// SPDX-License-Identifier: Apache-2.0
/** One's own account: password, second factor, where one is signed in. */

import { listSignIns, readMe } from '@mingjing/contracts/site';
import { Alert, App, Button, Card, Form, Input, List, Modal, QRCode, Space, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { showInstant } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';
import { beginSecondFactor, confirmNewSecondFactor, endSecondFactor, endSignIn } from '../../api/settings.ts';
import { PasswordForm } from '../../sign-in/page.tsx';
import { useSession } from '../../use-session.ts';

export function AccountCard() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { person } = useSession();
  const [open, setOpen] = useState<'password' | 'enable' | 'disable'>();
  const close = () => setOpen(undefined);
  return (
    <Card title={t('settings.account')}>
      <Space wrap className={layout.below3}>
        <Button onClick={() => setOpen('password')}>{t('settings.password')}</Button>
        <span>
          {t('settings.secondFactor')}{' '}
          <Tag color={person?.secondFactor ? 'green' : 'default'}>
            {person?.secondFactor ? t('settings.secondFactorOn') : t('settings.secondFactorOff')}
          </Tag>
        </span>
        <Button onClick={() => setOpen(person?.secondFactor ? 'disable' : 'enable')}>
          {person?.secondFactor ? t('settings.disable') : t('settings.enable')}
        </Button>
      </Space>
      <SignInList />
      <Modal
        open={open === 'password'}
        title={t('settings.password')}
        footer={null}
        onCancel={close}
        destroyOnHidden
      >
        <PasswordForm
          user={person?.user ?? ''}
          onChanged={() => {
            message.success(t('common.saved'));
            close();
          }}
        />
      </Modal>
      <Modal
        open={open === 'enable' || open === 'disable'}
        title={t('settings.secondFactor')}
        footer={null}
        onCancel={close}
        destroyOnHidden
      >
        {open === 'disable' ? <Disable onDone={close} /> : <Enable onDone={close} />}
      </Modal>
    </Card>
  );
}

function SignInList() {
  const { t } = useTranslation();
  const signIns = useRead(listSignIns, {}, { take: ({ signIns }) => signIns });
  const end = useAction((id: string) => endSignIn(id), { refresh: [listSignIns] });
  return (
    <>
      <Typography.Title level={2} className={layout.lead}>
        {t('settings.signIns')}
      </Typography.Title>
      <ProblemAlert error={end.problem ?? signIns.error} />
      <List
        size="small"
        dataSource={[...(signIns.data ?? [])]}
        renderItem={(one) => (
          <List.Item
            actions={
              one.current
                ? [<Tag key="current">{t('settings.thisOne')}</Tag>]
                : [
                    <Button key="end" size="small" disabled={end.busy} onClick={() => end.run(one.id)}>
                      {t('settings.endSignIn')}
                    </Button>,
                  ]
            }
          >
            <span className={layout.breaksWords}>
              {showInstant(one.startedMs)} · {one.address}
              <br />
              <Typography.Text type="secondary" className={layout.small}>
                {one.program}
              </Typography.Text>
            </span>
          </List.Item>
        )}
      />
    </>
  );
}

interface StepProps {
  readonly onDone: () => void;
}

function Enable({ onDone }: StepProps) {
  const { t } = useTranslation();
  const begin = useAction((password: string) => beginSecondFactor(password));
  const confirm = useAction((code: string) => confirmNewSecondFactor(code), {
    refresh: [readMe],
    onDone,
  });
  const begun = begin.done;
  if (!begun)
    return (
      <Form layout="vertical" onFinish={({ password }: { password: string }) => begin.run(password)}>
        <ProblemAlert error={begin.problem} />
        <Form.Item
          name="password"
          label={t('signIn.current')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={begin.busy}>
          {t('settings.enable')}
        </Button>
      </Form>
    );
  const secret = new URL(begun.uri).searchParams.get('secret') ?? '';
  return (
    <Form layout="vertical" onFinish={({ code }: { code: string }) => confirm.run(code.trim())}>
      <Typography.Paragraph>{t('settings.scan')}</Typography.Paragraph>
      <QRCode value={begun.uri} />
      <Typography.Paragraph copyable={{ text: secret }}>
        {t('settings.secret')}：<code className={layout.breaks}>{secret}</code>
      </Typography.Paragraph>
      <Alert
        type="warning"
        title={t('settings.backup')}
        description={<code>{begun.backupCodes.join('  ')}</code>}
        className={layout.below3}
      />
      <ProblemAlert error={confirm.problem} />
      <Form.Item
        name="code"
        label={t('settings.code')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Input inputMode="numeric" autoComplete="one-time-code" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={confirm.busy}>
        {t('settings.confirm')}
      </Button>
    </Form>
  );
}

function Disable({ onDone }: StepProps) {
  const { t } = useTranslation();
  const end = useAction((password: string) => endSecondFactor(password), { refresh: [readMe], onDone });
  return (
    <Form layout="vertical" onFinish={({ password }: { password: string }) => end.run(password)}>
      <ProblemAlert error={end.problem} />
      <Form.Item
        name="password"
        label={t('signIn.current')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Button danger htmlType="submit" loading={end.busy}>
        {t('settings.disable')}
      </Button>
    </Form>
  );
}
