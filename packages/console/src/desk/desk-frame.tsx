// SPDX-License-Identifier: Apache-2.0
/** What stands around every page of a person who has signed in: menu, bell, language, person. */
import { readSession } from '@mingjing/contracts/desk';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { Alert, Modal, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../frame/layout.module.css';
import { Shell } from '../frame/shell.tsx';
import { OverThePage } from './door-step.tsx';
import { menuIcons } from './menu-icons.tsx';
import { NotificationBell } from './notification-bell.tsx';
import { DeskSignInPage } from './sign-in/page.tsx';
import { signOut } from './sign-in/parts/library.ts';
import type { DeskSession } from './use-role.ts';

interface DeskFrameProps {
  readonly entered: DeskSession;
  /** What the server says of a session that ended meanwhile; absent: it goes on. */
  readonly ended: DeskSession | undefined;
  /** The pages of this person's menu; those without a text are reached from another page. */
  readonly items: readonly { readonly path: string; readonly text?: string }[];
  readonly onLeft: () => void;
  readonly children: ReactNode;
}

export function DeskFrame({ entered, ended, items, onLeft, children }: DeskFrameProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const leave = async () => {
    await signOut();
    onLeft();
  };
  return (
    <>
      <Shell
        product={t('product')}
        place={entered.organisation?.name ?? ''}
        items={items.flatMap(({ path, text }) =>
          text ? [{ key: path, icon: menuIcons[text], label: t(`menu.${text}`) }] : [],
        )}
        selectedKey={pathname}
        onSelect={(key) => void navigate({ to: key })}
        person={personOf(entered, t)}
        onSignOut={() => void leave()}
        tools={
          <>
            {entered.demo ? <Tag color="gold">{t('demo')}</Tag> : null}
            <NotificationBell />
          </>
        }
      >
        {children}
      </Shell>
      {ended ? <SignInAgain session={ended} /> : null}
    </>
  );
}

/** The session ended while somebody worked: signing in over the page, which keeps what was typed. */
function SignInAgain({ session }: { readonly session: DeskSession }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const again = () =>
    void queries.invalidateQueries({
      predicate: ({ queryKey, state }) => queryKey[0] === readSession.id || state.status === 'error',
    });
  return (
    <Modal open title={t('frame.sessionEnded')} closable={false} keyboard={false} footer={null} zIndex={2000}>
      <Alert type="info" showIcon title={t('frame.sessionEndedHint')} className={layout.below3} />
      <OverThePage value>
        <DeskSignInPage session={session} onDone={again} />
      </OverThePage>
    </Modal>
  );
}

const personOf = ({ user, role }: DeskSession, t: (key: string) => string): string =>
  `${user?.name ?? ''} · ${role ? t(`role.${role}`) : ''}`;
