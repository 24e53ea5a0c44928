// SPDX-License-Identifier: Apache-2.0
/** The recorder's pages: who is signed in decides what stands in the menu; the server decides what is allowed. */
import {
  AlertOutlined,
  ApiOutlined,
  AuditOutlined,
  BookOutlined,
  CarryOutOutlined,
  CloudServerOutlined,
  DashboardOutlined,
  ExportOutlined,
  LockOutlined,
  PlaySquareOutlined,
  SafetyCertificateOutlined,
  SettingOutlined,
  TableOutlined,
  TeamOutlined,
  VideoCameraOutlined,
} from '@ant-design/icons';
import { siteRegisters } from '@mingjing/contracts/registers';
import { readMe } from '@mingjing/contracts/site';
import { useQueryClient } from '@tanstack/react-query';
import {
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  useNavigate,
  useRouterState,
} from '@tanstack/react-router';
import { Alert, Modal, Spin } from 'antd';
import { type FunctionComponent, type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseSearch, stringifySearch } from '../frame/address.ts';
import { currentLanguage } from '../frame/language.ts';
import layout from '../frame/layout.module.css';
import { lazyPage } from '../frame/lazy-page.tsx';
import { LeaveGuard } from '../frame/leave-guard.tsx';
import { ProblemAlert } from '../frame/problem.tsx';
import { useSessionEnd } from '../frame/session-end.ts';
import { Shell } from '../frame/shell.tsx';
import { useAction } from '../frame/use-action.ts';
import { AlarmBell } from './alarm-bell.tsx';
import { type Person, type Session, signOut } from './api/session.ts';
import { FirstPasswordPage, OverThePage, SignInPage } from './sign-in/page.tsx';
import { EnteredSession, useSessionAnswer } from './use-session.ts';

const AlarmsPage = lazyPage(() => import('./alarms/page.tsx'), 'AlarmsPage');
const CamerasPage = lazyPage(() => import('./cameras/page.tsx'), 'CamerasPage');
const ExportsPage = lazyPage(() => import('./exports/page.tsx'), 'ExportsPage');
const HoldsPage = lazyPage(() => import('./holds/page.tsx'), 'HoldsPage');
const LivePage = lazyPage(() => import('./live/page.tsx'), 'LivePage');
const ObligationsPage = lazyPage(() => import('./obligations/page.tsx'), 'ObligationsPage');
const OverviewPage = lazyPage(() => import('./overview/page.tsx'), 'OverviewPage');
const PeoplePage = lazyPage(() => import('./people/page.tsx'), 'PeoplePage');
const PlanPage = lazyPage(() => import('./plan/page.tsx'), 'PlanPage');
const PlaybackPage = lazyPage(() => import('./playback/page.tsx'), 'PlaybackPage');
const RegisterPage = lazyPage(() => import('./register/page.tsx'), 'RegisterPage');
const RegistersPage = lazyPage(() => import('./registers/page.tsx'), 'RegistersPage');
const SettingsPage = lazyPage(() => import('./settings/page.tsx'), 'SettingsPage');
const SharingPage = lazyPage(() => import('./sharing/page.tsx'), 'SharingPage');
const UplinkPage = lazyPage(() => import('./uplink/page.tsx'), 'UplinkPage');

type Role = Person['role'];
interface PageEntry {
  readonly path: string;
  readonly text: string;
  readonly icon: ReactNode;
  readonly roles: readonly Role[];
  readonly component: FunctionComponent;
}

const everyone: readonly Role[] = ['administrator', 'manager', 'operator', 'auditor'];

/** Menu and routes are one list. */
const pages: readonly PageEntry[] = [
  { path: '/', text: 'overview', icon: <DashboardOutlined />, roles: everyone, component: OverviewPage },
  {
    path: '/plan',
    text: 'plan',
    icon: <CarryOutOutlined />,
    roles: ['administrator', 'manager', 'auditor'],
    component: PlanPage,
  },
  { path: '/alarms', text: 'alarms', icon: <AlertOutlined />, roles: everyone, component: AlarmsPage },
  {
    path: '/live',
    text: 'live',
    icon: <TableOutlined />,
    roles: ['administrator', 'manager', 'operator'],
    component: LivePage,
  },
  {
    path: '/playback',
    text: 'playback',
    icon: <PlaySquareOutlined />,
    roles: ['administrator', 'manager', 'operator'],
    component: PlaybackPage,
  },
  { path: '/register', text: 'register', icon: <AuditOutlined />, roles: everyone, component: RegisterPage },
  {
    path: '/exports',
    text: 'exports',
    icon: <ExportOutlined />,
    roles: ['administrator', 'manager', 'operator'],
    component: ExportsPage,
  },
  {
    path: '/holds',
    text: 'holds',
    icon: <LockOutlined />,
    roles: ['administrator', 'manager', 'auditor'],
    component: HoldsPage,
  },
  {
    path: '/obligations',
    text: 'obligations',
    icon: <SafetyCertificateOutlined />,
    roles: ['administrator', 'manager', 'auditor'],
    component: ObligationsPage,
  },
  {
    path: '/cameras',
    text: 'cameras',
    icon: <VideoCameraOutlined />,
    roles: ['administrator', 'manager'],
    component: CamerasPage,
  },
  {
    path: '/uplink',
    text: 'uplink',
    icon: <CloudServerOutlined />,
    roles: everyone,
    component: UplinkPage,
  },
  {
    path: '/sharing',
    text: 'sharing',
    icon: <ApiOutlined />,
    roles: ['administrator', 'manager', 'auditor'],
    component: SharingPage,
  },
  {
    path: '/people',
    text: 'people',
    icon: <TeamOutlined />,
    roles: ['administrator'],
    component: PeoplePage,
  },
  {
    path: '/settings',
    text: 'settings',
    icon: <SettingOutlined />,
    roles: everyone,
    component: SettingsPage,
  },
];

function SignedIn() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const session = useSessionAnswer();
  const [before, setBefore] = useState<Session>();
  const leave = useAction(() => signOut(), { refresh: [readMe], onDone: () => setBefore(undefined) });
  const open = session.data?.person ? session.data : undefined;
  if (open && open !== before) setBefore(open);
  const look = useCallback(
    () => void queryClient.invalidateQueries({ queryKey: [readMe.id] }),
    [queryClient],
  );
  useSessionEnd(open !== undefined, look);

  if (session.isPending) return <Spin fullscreen />;
  const { person, unitName } = open ?? before ?? { person: undefined, unitName: '' };
  if (!person) {
    if (session.isError) return <ProblemAlert error={session.error} onRetry={() => void session.refetch()} />;
    return <SignInPage onSignedIn={() => void queryClient.invalidateQueries()} />;
  }
  if (person.mustChangePassword)
    return <FirstPasswordPage user={person.user} onSignedIn={() => void queryClient.invalidateQueries()} />;
  const allowed = pages.filter((page) => page.roles.includes(person.role));
  const language = currentLanguage() === 'en' ? 'en' : 'zh';
  const registers = siteRegisters.filter(({ readers }) => readers?.includes(person.role) ?? true);
  return (
    <Shell
      product={t('product')}
      place={unitName}
      items={[
        ...allowed.map(({ path, text, icon }) => ({ key: path, icon, label: t(`menu.${text}`) })),
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
      onSignOut={() => leave.run()}
    >
      <LeaveGuard />
      <EnteredSession value={open ?? before} key={person.id}>
        <Outlet />
      </EnteredSession>
      {open || session.isError ? null : <SignInAgain />}
    </Shell>
  );
}

/** The session ended while somebody worked: signing in over the page, which keeps what was typed. */
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

const rootRoute = createRootRoute({ component: SignedIn, notFoundComponent: OverviewPage });
const routes = pages.map(({ path, component }) =>
  createRoute({ getParentRoute: () => rootRoute, path, component }),
);

const registerRoutes = siteRegisters.map((register) =>
  createRoute({
    getParentRoute: () => rootRoute,
    path: `/registers/${register.id}`,
    component: () => <RegistersPage key={register.id} register={register} />,
  }),
);

export const router = createRouter({
  routeTree: rootRoute.addChildren([...routes, ...registerRoutes]),
  basepath: import.meta.env.DEV ? '/site' : '/',
  parseSearch,
  stringifySearch,
});
