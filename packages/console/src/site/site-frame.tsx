// SPDX-License-Identifier: Apache-2.0
/** What stands around every page of a person who has signed in: menu, registers, alarms, language, person. */
import { BookOutlined } from '@ant-design/icons';
import { siteRegisters } from '@mingjing/contracts/registers';
import { readMe } from '@mingjing/contracts/site';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { Alert, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../frame/language.ts';
import layout from '../frame/layout.module.css';
import { Shell } from '../frame/shell.tsx';
import { AlarmBell } from './alarm-bell.tsx';
import type { Person } from './api/session.ts';
import { OverThePage, SignInPage } from './sign-in/page.tsx';

interface SiteFrameProps {
  readonly person: Person;
  /** Name of the unit. */
  readonly place: string;
  /** The pages of this person's menu. */
  readonly pages: readonly { readonly path: string; readonly text: string; readonly icon: ReactNode }[];
  /** The session ended while somebody worked. */
  readonly ended: boolean;
  readonly onSignOut: () => void;
  readonly children: ReactNode;
}

export function SiteFrame({ person, place, pages, ended, onSignOut, children }: SiteFrameProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const language = currentLanguage() === 'en' ? 'en' : 'zh';
  const registers = siteRegisters.filter(({ readers }) => readers?.includes(person.role) ?? true);
  return (
    <Shell
      product={t('product')}
      place={place}
      items={[
        ...pages.map(({ path, text, icon }) => ({ key: path, icon, label: t(`menu.${text}`) })),
        {
          key: 'registers',
          icon: <BookOutlined />,
          label: t('registers.menu'),
          children: registers.map(({ id, title }) => ({ key: `/registers/${id}`, label: title[language] })),
        },
      ]}
      selectedKey={pathname}
      onSelect={(key) => void navigate({ to: key })}
      person={`${person.name} · ${t(`role.${person.role}`)}`}
      tools={<AlarmBell maySee={person.role !== 'auditor'} />}
      onSignOut={onSignOut}
    >
      {children}
      {ended ? <SignInAgain /> : null}
    </Shell>
  );
}

/** Signing in over the page, which keeps what was typed. */
function SignInAgain() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const again = () =>
    void queries.invalidateQueries({
      predicate: ({ queryKey, state }) => queryKey[0] === readMe.id || state.status === 'error',
    });
  return (
    <Modal open title={t('frame.sessionEnded')} closable={false} keyboard={false} footer={null} zIndex={2000}>
      <Alert type="info" showIcon title={t('frame.sessionEndedHint')} className={layout.below3} />
      <OverThePage value>
        <SignInPage onSignedIn={again} />
      </OverThePage>
    </Modal>
  );
}
