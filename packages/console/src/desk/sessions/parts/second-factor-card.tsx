// SPDX-License-Identifier: Apache-2.0
/** The own second factor: how many backup codes are left, new ones, another authenticator; each asks for the password. */
import {
  beginNewSecondFactor,
  confirmNewSecondFactor,
  endSecondFactor,
  listSessions,
  readSecondFactor,
  readSession,
  renewBackupCodes,
} from '@mingjing/contracts/desk';
import { Alert, App, Button, Card, Form, Input, Modal, QRCode, Space, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';
import { BackupCodes } from '../../sign-in/parts/backup-codes.tsx';

const few = 3;
type Task = 'renew' | 'move' | 'end';

export function SecondFactorCard() {
  const { t } = useTranslation();
  const factor = useRead(readSecondFactor, {});
  const [task, setTask] = useState<Task>();
  const { enrolled = false, backupCodesLeft = 0, mayEnd = false } = factor.data ?? {};
  return (
    <Card title={t('people.factor')} loading={factor.isPending} className={layout.below4}>
      <ProblemAlert error={factor.error} />
      <Space wrap className={layout.below3}>
        <Tag color={enrolled ? 'green' : 'default'}>
          {t(enrolled ? 'people.factorOn' : 'people.factorOff')}
        </Tag>
        {enrolled ? <span>{t('people.codesLeft', { count: backupCodesLeft })}</span> : null}
      </Space>
      {enrolled && backupCodesLeft < few ? (
        <Alert type="warning" showIcon title={t('people.fewCodes')} className={layout.below3} />
      ) : null}
      <Space wrap>
        {enrolled ? <Button onClick={() => setTask('renew')}>{t('people.renewCodes')}</Button> : null}
        <Button onClick={() => setTask('move')}>
          {t(enrolled ? 'people.moveFactor' : 'people.setUpFactor')}
        </Button>
        {mayEnd ? (
          <Button danger onClick={() => setTask('end')}>
            {t('people.endFactor')}
          </Button>
        ) : null}
      </Space>
      {task === 'renew' ? <Renew onClose={() => setTask(undefined)} /> : null}
      {task === 'move' ? <Move onClose={() => setTask(undefined)} /> : null}
      {task === 'end' ? <End onClose={() => setTask(undefined)} /> : null}
    </Card>
  );
}

interface Closing {
  readonly onClose: () => void;
}

/** Asks for the password, then shows what came of it. */
function PasswordFirst(props: {
  readonly hint: string;
  readonly problem: unknown;
  readonly busy: boolean;
  readonly label: string;
  readonly onPassword: (password: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <Form layout="vertical" onFinish={({ password }: { password: string }) => props.onPassword(password)}>
      <Typography.Paragraph type="secondary">{props.hint}</Typography.Paragraph>
      <ProblemAlert error={props.problem} />
      <Form.Item
        name="password"
        label={t('people.confirmPassword')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Input.Password autoComplete="current-password" autoFocus />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={props.busy}>
        {props.label}
      </Button>
    </Form>
  );
}

function Renew({ onClose }: Closing) {
  const { t } = useTranslation();
  const renew = useAction((password: string) => call(renewBackupCodes, { body: { password } }), {
    refresh: [readSecondFactor],
  });
  return (
    <Modal open title={t('people.renewCodes')} footer={null} onCancel={onClose} mask={{ closable: false }}>
      {renew.done ? (
        <>
          <BackupCodes codes={renew.done.backupCodes} />
          <Typography.Paragraph type="secondary">{t('people.codesShownOnce')}</Typography.Paragraph>
        </>
      ) : (
        <PasswordFirst
          hint={t('people.renewHint')}
          problem={renew.problem}
          busy={renew.busy}
          label={t('people.renewCodes')}
          onPassword={renew.run}
        />
      )}
    </Modal>
  );
}

function Move({ onClose }: Closing) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const begin = useAction((password: string) => call(beginNewSecondFactor, { body: { password } }));
  const confirm = useAction(
    ({ code }: { code: string }) => call(confirmNewSecondFactor, { body: { code } }),
    {
      refresh: [readSecondFactor, listSessions, readSession],
      onDone: () => {
        void message.success(t('people.factorMoved'));
        onClose();
      },
    },
  );
  const begun = begin.done;
  const secret = begun ? (new URL(begun.address).searchParams.get('secret') ?? '') : '';
  return (
    <Modal open title={t('people.moveFactor')} footer={null} onCancel={onClose} mask={{ closable: false }}>
      {begun ? (
        <Form layout="vertical" onFinish={confirm.run}>
          <QRCode value={begun.address} className={layout.below3} />
          <Typography.Paragraph copyable={{ text: secret }}>
            {t('signIn.secret')}：
            <code data-testid="secret" className={layout.breaks}>
              {secret}
            </code>
          </Typography.Paragraph>
          <BackupCodes codes={begun.backupCodes} />
          <ProblemAlert error={confirm.problem} />
          <Form.Item
            name="code"
            label={t('signIn.code')}
            rules={[{ required: true, message: t('common.required') }]}
          >
            <Input inputMode="numeric" autoComplete="one-time-code" maxLength={12} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={confirm.busy}>
            {t('signIn.confirm')}
          </Button>
        </Form>
      ) : (
        <PasswordFirst
          hint={t('people.moveHint')}
          problem={begin.problem}
          busy={begin.busy}
          label={t('signIn.begin')}
          onPassword={begin.run}
        />
      )}
    </Modal>
  );
}

function End({ onClose }: Closing) {
  const { t } = useTranslation();
  const end = useAction((password: string) => call(endSecondFactor, { body: { password } }), {
    refresh: [readSecondFactor, listSessions, readSession],
    onDone: onClose,
  });
  return (
    <Modal open title={t('people.endFactor')} footer={null} onCancel={onClose}>
      <PasswordFirst
        hint={t('people.endFactorHint')}
        problem={end.problem}
        busy={end.busy}
        label={t('people.endFactor')}
        onPassword={end.run}
      />
    </Modal>
  );
}
