// SPDX-License-Identifier: Apache-2.0
/** The recorder's pages: who is signed in decides what stands in the menu; the server decides what is allowed. */
import {
  AlertOutlined,
  ApiOutlined,
  AuditOutlined,
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
import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router';
import { Spin } from 'antd';
import { type FunctionComponent, type ReactNode, useCallback, useState } from 'react';
import { parseSearch, stringifySearch } from '../frame/address.ts';
import { pagesWith } from '../frame/lazy-page.tsx';
import { LeaveGuard } from '../frame/leave-guard.tsx';
import { ProblemAlert } from '../frame/problem.tsx';
import { useSessionEnd } from '../frame/session-end.ts';
import { useAction } from '../frame/use-action.ts';
import { type Person, type Session, signOut } from './api/session.ts';
import { FirstPasswordPage, SignInPage } from './sign-in/page.tsx';
import { EnteredSession, useSession, useSessionAnswer } from './use-session.ts';

const lazyPage = pagesWith(async () => (await import('./texts.ts')).siteTexts);

/** The menu and all around it: who has not signed in does not wait for it. */
const SiteFrame = lazyPage(() => import('./site-frame.tsx'), 'SiteFrame');
const AlarmsPage = lazyPage(() => import('./alarms/page.tsx'), 'AlarmsPage');
const CamerasPage = lazyPage(() => import('./cameras/page.tsx'), 'CamerasPage');
const ForbiddenPage = lazyPage(() => import('../frame/elsewhere.tsx'), 'ForbiddenPage');
const UnknownPage = lazyPage(() => import('../frame/elsewhere.tsx'), 'UnknownPage');
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
  const queryClient = useQueryClient();
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
  return (
    <SiteFrame
      person={person}
      place={unitName}
      pages={pages.filter((page) => page.roles.includes(person.role))}
      ended={!open && !session.isError}
      onSignOut={() => leave.run()}
    >
      <LeaveGuard />
      <EnteredSession value={open ?? before} key={person.id}>
        <Outlet />
      </EnteredSession>
    </SiteFrame>
  );
}

/** Other people's work says that it is theirs. */
function ForRoles({ roles, children }: { readonly roles: readonly Role[]; readonly children: ReactNode }) {
  const { person } = useSession();
  return person && roles.includes(person.role) ? children : <ForbiddenPage />;
}

const rootRoute = createRootRoute({ component: SignedIn, notFoundComponent: UnknownPage });
const routes = pages.map(({ path, roles, component: Page }) =>
  createRoute({
    getParentRoute: () => rootRoute,
    path,
    component: () => (
      <ForRoles roles={roles}>
        <Page />
      </ForRoles>
    ),
  }),
);

const registerRoutes = siteRegisters.map((register) =>
  createRoute({
    getParentRoute: () => rootRoute,
    path: `/registers/${register.id}`,
    component: () => (
      <ForRoles roles={register.readers ?? everyone}>
        <RegistersPage key={register.id} register={register} />
      </ForRoles>
    ),
  }),
);

export const router = createRouter({
  routeTree: rootRoute.addChildren([...routes, ...registerRoutes]),
  basepath: import.meta.env.DEV ? '/site' : '/',
  parseSearch,
  stringifySearch,
});
