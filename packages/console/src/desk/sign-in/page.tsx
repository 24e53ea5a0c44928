// SPDX-License-Identifier: Apache-2.0
/** The gate of the desk: password, the code, and for officials who have none yet the setting up of a second factor. */
import { KeyOutlined } from '@ant-design/icons';
import { raiseSession } from '@mingjing/contracts/desk';
import { Alert, Button, Divider, Form, Input, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useAddress } from '../../frame/address.ts';
import { call } from '../../frame/call.ts';
import layout from '../../frame/layout.module.css';
import { lazyPart } from '../../frame/lazy-page.tsx';
import { ProblemAlert } from '../../frame/problem.tsx';
import { RequestRefused } from '../../frame/request.ts';
import { useAction } from '../../frame/use-action.ts';
import { DoorStep } from '../door-step.tsx';
import { PasswordForm } from '../sessions/parts/password-form.tsx';
import type { DeskSession } from '../use-role.ts';
import { BackupCodes } from './parts/backup-codes.tsx';
import { beginSecondFactor, signIn, signOut, verifyBackupCode, verifyCode } from './parts/library.ts';
import { canUsePasskeys, signInWithPasskey, signInWithProvider } from './parts/ways.ts';

const QRCode = lazyPart(() => import('../../frame/qr-code.tsx'), 'QRCode');

/** An identity provider that did not know the person leads back with it. */
const ErrorInAddress = z.object({ error: z.string().optional().catch(undefined) });

interface Props {
  readonly session: DeskSession;
  readonly onDone: () => void;
}

export function DeskSignInPage({ session, onDone }: Props) {
  const { t } = useTranslation();
  const [needsCode, setNeedsCode] = useState(false);
  if (needsCode)
    return (
      <CodeStep
        send={(code, isBackup) => (isBackup ? verifyBackupCode(code) : verifyCode(code))}
        onDone={onDone}
      />
    );
  if (session.gate === 'password-change-required') return <ChangeStep onDone={onDone} />;
  if (session.gate === 'second-factor-required')
    return session.secondFactorEnrolled ? (
      <CodeStep send={(code) => call(raiseSession, { body: { code } })} onDone={onDone} />
    ) : (
      <EnrolStep onDone={onDone} />
    );
  return (
    <DoorStep title={t('signIn.title')}>
      {session.gate === 'expired' ? (
        <Alert type="info" title={t('signIn.expired')} className={layout.below3} />
      ) : null}
      <PasswordStep onDone={onDone} onCode={() => setNeedsCode(true)} />
      <OtherWays providers={session.oidc} onDone={onDone} />
    </DoorStep>
  );
}

function PasswordStep({ onDone, onCode }: { readonly onDone: () => void; readonly onCode: () => void }) {
  const { t } = useTranslation();
  const { problem, busy, run } = useAction(
    ({ user, password }: { user: string; password: string }) => signIn(user.trim(), password),
    { onDone: ({ twoFactorRedirect }) => (twoFactorRedirect ? onCode() : onDone()) },
  );
  const required = { required: true, message: t('common.required') };
  return (
    <Form layout="vertical" onFinish={run}>
      <ProblemAlert error={problem} />
      <Form.Item name="user" label={t('signIn.user')} rules={[required]}>
        <Input autoFocus autoComplete="username" autoCapitalize="none" size="large" />
      </Form.Item>
      <Form.Item name="password" label={t('signIn.password')} rules={[required]}>
        <Input.Password autoComplete="current-password" size="large" />
      </Form.Item>
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {t('signIn.submit')}
      </Button>
    </Form>
  );
}

/** Passkey and the organisation's identity provider, where they are offered. */
function OtherWays({
  providers,
  onDone,
}: {
  readonly providers: readonly string[];
  readonly onDone: () => void;
}) {
  const { t } = useTranslation();
  const { problem, busy, run } = useAction((work: () => Promise<void>) => work());
  const isUnknown = useAddress(ErrorInAddress).error !== undefined;
  if (!canUsePasskeys() && providers.length === 0) return null;
  return (
    <>
      <Divider plain>{t('signIn.or')}</Divider>
      {isUnknown ? (
        <Alert type="warning" showIcon title={t('signIn.providerUnknown')} className={layout.below3} />
      ) : null}
      {problem === undefined ? null : problem instanceof RequestRefused ? (
        <ProblemAlert error={problem} />
      ) : (
        <Alert type="warning" showIcon title={t('signIn.passkeyFailed')} className={layout.below3} />
      )}
      <div className={`${layout.grid} ${layout.gap2}`}>
        {canUsePasskeys() ? (
          <Button
            size="large"
            block
            icon={<KeyOutlined />}
            loading={busy}
            onClick={() => run(() => signInWithPasskey().then(onDone))}
          >
            {t('signIn.passkey')}
          </Button>
        ) : null}
        {providers.map((id) => (
          <Button key={id} size="large" block onClick={() => run(() => signInWithProvider(id))}>
            {t('signIn.provider', { id })}
          </Button>
        ))}
      </div>
    </>
  );
}

function CodeStep({
  send,
  onDone,
}: {
  readonly send: (code: string, isBackup: boolean) => Promise<object>;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation();
  const [isBackup, setBackup] = useState(false);
  const { problem, busy, run, forget } = useAction(
    ({ code }: { code: string }) => send(code.trim(), isBackup),
    { onDone },
  );
  return (
    <DoorStep title={isBackup ? t('signIn.backupCode') : t('signIn.code')}>
      <Form layout="vertical" onFinish={run} key={String(isBackup)}>
        <Typography.Paragraph type="secondary">
          {isBackup ? t('signIn.backupCodeHint') : t('signIn.codeHint')}
        </Typography.Paragraph>
        <ProblemAlert error={problem} />
        <CodeField isBackup={isBackup} />
        <Button type="primary" htmlType="submit" size="large" block loading={busy}>
          {t('signIn.submit')}
        </Button>
      </Form>
      <Button
        type="link"
        className={layout.above2}
        onClick={() => {
          forget();
          setBackup(!isBackup);
        }}
      >
        {isBackup ? t('signIn.useCode') : t('signIn.useBackup')}
      </Button>
      <Typography.Paragraph type="secondary" className={layout.below0}>
        {t('signIn.lostBoth')}
      </Typography.Paragraph>
      <SignOutLink onDone={onDone} />
    </DoorStep>
  );
}

/** The password was handed out by somebody: nothing else is open before it is changed. */
function ChangeStep({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  return (
    <DoorStep title={t('signIn.change')}>
      <Alert type="info" showIcon title={t('signIn.changeHint')} className={layout.below3} />
      <PasswordForm size="large" onDone={onDone} />
      <SignOutLink onDone={onDone} />
    </DoorStep>
  );
}

function EnrolStep({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const begin = useAction(({ password }: { password: string }) => beginSecondFactor(password));
  const confirm = useAction(({ code }: { code: string }) => verifyCode(code.trim()), { onDone });
  const begun = begin.done;
  const secret = begun ? (new URL(begun.totpURI).searchParams.get('secret') ?? '') : '';
  return (
    <DoorStep title={t('signIn.enrol')}>
      <Typography.Paragraph type="secondary">{t('signIn.enrolHint')}</Typography.Paragraph>
      <ProblemAlert error={confirm.problem ?? begin.problem} />
      {begun ? (
        <Form layout="vertical" onFinish={confirm.run}>
          <QRCode value={begun.totpURI} className={layout.below3} />
          <Typography.Paragraph copyable={{ text: secret }}>
            {t('signIn.secret')}：
            <code data-testid="secret" className={layout.breaks}>
              {secret}
            </code>
          </Typography.Paragraph>
          <BackupCodes codes={begun.backupCodes} />
          <CodeField />
          <Button type="primary" htmlType="submit" size="large" block loading={confirm.busy}>
            {t('signIn.confirm')}
          </Button>
        </Form>
      ) : (
        <Form layout="vertical" onFinish={begin.run}>
          <Form.Item
            name="password"
            label={t('signIn.password')}
            rules={[{ required: true, message: t('common.required') }]}
          >
            <Input.Password autoComplete="current-password" size="large" />
          </Form.Item>
          <Button type="primary" htmlType="submit" size="large" block loading={begin.busy}>
            {t('signIn.begin')}
          </Button>
        </Form>
      )}
      <SignOutLink onDone={onDone} />
    </DoorStep>
  );
}

function CodeField({ isBackup = false }: { readonly isBackup?: boolean }) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name="code"
      label={isBackup ? t('signIn.backupCode') : t('signIn.code')}
      rules={[{ required: true, message: t('common.required') }]}
    >
      <Input
        autoFocus
        size="large"
        autoCapitalize="none"
        {...(isBackup
          ? { maxLength: 24, autoComplete: 'off' }
          : { maxLength: 12, inputMode: 'numeric', autoComplete: 'one-time-code' })}
      />
    </Form.Item>
  );
}

function SignOutLink({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  return (
    <Button type="link" className={layout.above2} onClick={() => void signOut().then(onDone)}>
      {t('signIn.signOut')}
    </Button>
  );
}
