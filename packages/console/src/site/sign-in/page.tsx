// SPDX-License-Identifier: Apache-2.0
/** Signing in: password, then the second factor where there is one, then a password of one's own. */

import { readMe } from '@mingjing/contracts/site';
import { Alert, Button, Form, Input, Typography } from 'antd';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import door from '../../frame/door.module.css';
import layout from '../../frame/layout.module.css';
import { LanguageButton, Mark } from '../../frame/mark.tsx';
import { ProblemAlert } from '../../frame/problem.tsx';
import { useAction } from '../../frame/use-action.ts';
import { changePassword, confirmSecondFactor, signIn } from '../api/session.ts';

interface Props {
  readonly onSignedIn: () => void;
}

/** Within a dialog over a page that is still there, a step has no page of its own. */
export const OverThePage = createContext(false);

/** The page around the small forms before the console proper. */
export function DoorStep({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const { t } = useTranslation();
  if (useContext(OverThePage)) return children;
  return (
    <main className={door.page}>
      <div className={`${door.card} ${door.paper}`}>
        <div className={`${layout.row} ${layout.middle} ${layout.gap3} ${layout.below4}`}>
          <Mark size={34} />
          <Typography.Text strong className={`${layout.lead} ${layout.grows}`}>
            {t('product')}
          </Typography.Text>
          <LanguageButton />
        </div>
        <Typography.Title level={1} className={`${layout.large} ${layout.above0}`}>
          {title}
        </Typography.Title>
        {children}
      </div>
    </main>
  );
}

export function SignInPage({ onSignedIn }: Props) {
  const { t } = useTranslation();
  const [needsCode, setNeedsCode] = useState(false);
  const { run, busy, problem } = useAction((step: () => ReturnType<typeof signIn>) => step(), {
    onDone: ({ kind }) => {
      if (kind === 'second-factor') setNeedsCode(true);
      else onSignedIn();
    },
  });

  return (
    <DoorStep title={needsCode ? t('signIn.code') : t('signIn.title')}>
      <ProblemAlert error={problem} />
      {needsCode ? (
        <Form
          layout="vertical"
          onFinish={({ code }: { code: string }) => run(() => confirmSecondFactor(code))}
        >
          <Typography.Paragraph type="secondary">{t('signIn.codeHint')}</Typography.Paragraph>
          <Form.Item
            name="code"
            label={t('signIn.code')}
            rules={[{ required: true, message: t('common.required') }]}
          >
            <Input autoFocus inputMode="numeric" autoComplete="one-time-code" size="large" />
          </Form.Item>
          <Submit busy={busy} text={t('signIn.submit')} />
        </Form>
      ) : (
        <Form
          layout="vertical"
          onFinish={({ user, password }: { user: string; password: string }) =>
            run(() => signIn(user, password))
          }
        >
          <Form.Item
            name="user"
            label={t('signIn.user')}
            rules={[{ required: true, message: t('common.required') }]}
          >
            <Input autoFocus autoComplete="username" autoCapitalize="none" size="large" />
          </Form.Item>
          <Form.Item
            name="password"
            label={t('signIn.password')}
            rules={[{ required: true, message: t('common.required') }]}
          >
            <Input.Password autoComplete="current-password" size="large" />
          </Form.Item>
          <Submit busy={busy} text={t('signIn.submit')} />
          <Typography.Paragraph
            type="secondary"
            className={`${layout.above3} ${layout.below0} ${layout.note}`}
          >
            {t('signIn.first')}
          </Typography.Paragraph>
        </Form>
      )}
    </DoorStep>
  );
}

/** The printed one-time password is replaced before anything else. */
export function FirstPasswordPage({ user, onSignedIn }: Props & { readonly user: string }) {
  const { t } = useTranslation();
  return (
    <DoorStep title={t('signIn.mustChange')}>
      <Alert type="info" showIcon title={t('signIn.mustChangeHint')} className={layout.below4} />
      <PasswordForm user={user} onChanged={onSignedIn} />
    </DoorStep>
  );
}

export function PasswordForm({ user, onChanged }: { readonly user: string; readonly onChanged: () => void }) {
  const { t } = useTranslation();
  const change = useAction(
    async ({ current, next }: { current: string; next: string }) => {
      await changePassword(current, next);
      // A new password ends every sign-in, this one too.
      await signIn(user, next);
    },
    { refresh: [readMe], onDone: onChanged },
  );
  const required = { required: true, message: t('common.required') };
  return (
    <Form layout="vertical" onFinish={change.run}>
      <ProblemAlert error={change.problem} />
      <Form.Item name="current" label={t('signIn.current')} rules={[required]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="next"
        label={t('signIn.next')}
        rules={[required, { min: 10, message: t('signIn.mustChangeHint') }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('signIn.again')}
        dependencies={['next']}
        rules={[
          required,
          ({ getFieldValue }) => ({
            validator: (_, value: string) =>
              value === getFieldValue('next')
                ? Promise.resolve()
                : Promise.reject(new Error(t('signIn.different'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Submit busy={change.busy} text={t('signIn.change')} />
    </Form>
  );
}

const Submit = ({ busy, text }: { readonly busy: boolean; readonly text: string }) => (
  <Button type="primary" htmlType="submit" size="large" block loading={busy}>
    {text}
  </Button>
);
