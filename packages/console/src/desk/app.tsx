// SPDX-License-Identifier: Apache-2.0
/** The desk's pages: the gate first, then what the role works with; public pages need neither. */
import {
  AuditOutlined,
  BankOutlined,
  CloudUploadOutlined,
  DashboardOutlined,
  EnvironmentOutlined,
  FileDoneOutlined,
  FolderOpenOutlined,
  InboxOutlined,
  ReadOutlined,
  SafetyOutlined,
  SearchOutlined,
  TeamOutlined,
  ToolOutlined,
  VideoCameraOutlined,
} from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  useNavigate,
  useRouterState,
} from '@tanstack/react-router';
import { Spin, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../frame/problem.tsx';
import { Shell } from '../frame/shell.tsx';
import { type DeskSession, type Role, readDeskSession, signOut } from './api/session.ts';
import { NotificationBell } from './notification-bell.tsx';
import { AuditPage } from './pages/audit.tsx';
import { FilingsPage } from './pages/filings.tsx';
import { ImportPage } from './pages/import.tsx';
import { LawPage } from './pages/law.tsx';
import { MapPage } from './pages/map.tsx';
import { OwnFilingPage } from './pages/own-filing.tsx';
import { PeoplePage } from './pages/people.tsx';
import { ThingPage } from './pages/process/thing-page.tsx';
import { ThingsPage } from './pages/process/things-page.tsx';
import { PublicDocumentPage } from './pages/public/document.tsx';
import { InvitationPage } from './pages/public/invitation.tsx';
import { PublicReceiptPage } from './pages/public/receipt.tsx';
import { PublicReportPage } from './pages/public/report.tsx';
import { PublicRequestPage } from './pages/public/request.tsx';
import { PublicSchedulePage } from './pages/public/schedule.tsx';
import { ReceivedPage } from './pages/received.tsx';
import { ReviewPage } from './pages/review.tsx';
import { SessionsPage } from './pages/sessions.tsx';
import { DeskSignInPage } from './pages/sign-in.tsx';
import { SystemsPage } from './pages/systems.tsx';
import { UnitPage } from './pages/unit.tsx';
import { UnitsPage } from './pages/units.tsx';
import { WorkbenchPage } from './pages/workbench.tsx';

interface PageEntry {
  readonly path: string;
  /** Absent: reached from another page, not from the menu. */
  readonly text?: string;
  readonly icon?: ReactNode;
  readonly roles: readonly Role[];
  readonly component: () => ReactNode;
}

const officials: readonly Role[] = [
  'supervisionOfficer',
  'caseOfficer',
  'legalReviewer',
  'organHead',
  'internalSupervisor',
  'administrator',
];
const units: readonly Role[] = ['unitManager', 'unitStaff'];
const everyone: readonly Role[] = [...officials, ...units, 'firm'];

/** Menu and routes are one list. */
const pages: readonly PageEntry[] = [
  { path: '/', text: 'workbench', icon: <DashboardOutlined />, roles: officials, component: WorkbenchPage },
  { path: '/own', text: 'own', icon: <FileDoneOutlined />, roles: units, component: OwnFilingPage },
  { path: '/units', text: 'units', icon: <BankOutlined />, roles: officials, component: UnitsPage },
  { path: '/unit', roles: officials, component: UnitPage },
  {
    path: '/systems',
    text: 'systems',
    icon: <VideoCameraOutlined />,
    roles: officials,
    component: SystemsPage,
  },
  { path: '/map', text: 'map', icon: <EnvironmentOutlined />, roles: officials, component: MapPage },
  {
    path: '/import',
    text: 'import',
    icon: <CloudUploadOutlined />,
    roles: ['supervisionOfficer', 'administrator'],
    component: ImportPage,
  },
  { path: '/filings', text: 'filings', icon: <FileDoneOutlined />, roles: officials, component: FilingsPage },
  { path: '/review', roles: officials, component: ReviewPage },
  {
    path: '/inspections',
    text: 'inspections',
    icon: <SearchOutlined />,
    roles: officials,
    component: () => <ThingsPage process="inspection" />,
  },
  {
    path: '/rectifications',
    text: 'rectifications',
    icon: <ToolOutlined />,
    roles: [...officials, ...units],
    component: () => <ThingsPage process="rectification" />,
  },
  {
    path: '/cases',
    text: 'cases',
    icon: <FolderOpenOutlined />,
    roles: [...officials, ...units],
    component: () => <ThingsPage process="case" />,
  },
  {
    path: '/footage-requests',
    text: 'footageRequests',
    icon: <VideoCameraOutlined />,
    roles: [...officials, ...units],
    component: () => <ThingsPage process="footage-request" />,
  },
  {
    path: '/complaints',
    text: 'complaints',
    icon: <InboxOutlined />,
    roles: officials,
    component: () => <ThingsPage process="complaint" />,
  },
  { path: '/thing', roles: everyone, component: ThingPage },
  { path: '/received', text: 'received', icon: <InboxOutlined />, roles: officials, component: ReceivedPage },
  { path: '/law', text: 'law', icon: <ReadOutlined />, roles: everyone, component: LawPage },
  {
    path: '/people',
    text: 'people',
    icon: <TeamOutlined />,
    roles: ['administrator', 'supervisionOfficer'],
    component: PeoplePage,
  },
  {
    path: '/audit',
    text: 'audit',
    icon: <AuditOutlined />,
    roles: ['internalSupervisor'],
    component: AuditPage,
  },
  { path: '/sessions', text: 'sessions', icon: <SafetyOutlined />, roles: everyone, component: SessionsPage },
];

function SignedIn() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const session = useQuery({
    queryKey: ['session'],
    queryFn: readDeskSession,
    retry: false,
    staleTime: 60_000,
  });
  if (session.isPending) return <Spin fullscreen />;
  if (session.isError) return <ProblemAlert error={session.error} onRetry={() => void session.refetch()} />;
  const { data } = session;
  if (data.gate !== 'open' || !data.user)
    return <DeskSignInPage session={data} onDone={() => void queries.invalidateQueries()} />;
  const allowed = pages.filter(({ roles }) => data.role !== undefined && roles.includes(data.role));
  const here = pages.find(({ path }) => path === pathname.replace(/(.)\/$/, '$1'));
  return (
    <Shell
      product={t('product')}
      place={data.organisation?.name ?? ''}
      items={allowed.flatMap(({ path, text, icon }) =>
        text ? [{ key: path, icon, label: t(`menu.${text}`) }] : [],
      )}
      selectedKey={pathname}
      onSelect={(key) => void navigate({ to: key })}
      person={personOf(data, t)}
      onSignOut={() => void signOut().then(() => queries.invalidateQueries({ queryKey: ['session'] }))}
      tools={
        <>
          {data.demo ? <Tag color="gold">{t('demo')}</Tag> : null}
          <NotificationBell />
        </>
      }
    >
      {here && !allowed.includes(here) ? (allowed[0]?.component() ?? null) : <Outlet />}
    </Shell>
  );
}

const personOf = ({ user, role }: DeskSession, t: (key: string) => string): string =>
  `${user?.name ?? ''} · ${role ? t(`role.${role}`) : ''}`;

function Landing() {
  return <WorkbenchPage />;
}

const rootRoute = createRootRoute({ component: Outlet });
const deskRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'desk',
  component: SignedIn,
  notFoundComponent: Landing,
});
const deskRoutes = pages.map(({ path, component }) =>
  createRoute({ getParentRoute: () => deskRoute, path, component }),
);
const open: readonly (readonly [string, () => ReactNode])[] = [
  ['/public/schedule', PublicSchedulePage],
  ['/public/receipt', PublicReceiptPage],
  ['/public/document', PublicDocumentPage],
  ['/public/report', PublicReportPage],
  ['/public/request', PublicRequestPage],
  ['/invitation/$token', InvitationPage],
];
const publicRoutes = open.map(([path, component]) =>
  createRoute({ getParentRoute: () => rootRoute, path, component }),
);

export const router = createRouter({
  routeTree: rootRoute.addChildren([deskRoute.addChildren(deskRoutes), ...publicRoutes]),
  basepath: '/desk',
});
