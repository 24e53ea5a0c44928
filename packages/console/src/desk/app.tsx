// SPDX-License-Identifier: Apache-2.0
/** The desk's pages: the gate first, then what the role works with; public pages need neither. */
import { type DeskRole, desk, type Operation } from '@mingjing/contracts';
import {
  beginUnitImport,
  invite,
  listActs,
  listCameraReports,
  listDraws,
  listFilings,
  listSessions,
  listSystems,
  listUnitRegistrations,
  listUnits,
  listUnitsInside,
  readConsistency,
  readFiling,
  readOversight,
  readOwnDuty,
  readSession,
  readStatistics,
  readUnit,
  readWorkbench,
} from '@mingjing/contracts/desk';
import { useQueryClient } from '@tanstack/react-query';
import { createRootRoute, createRoute, createRouter, Navigate, Outlet } from '@tanstack/react-router';
import { Spin } from 'antd';
import { type FunctionComponent, useCallback, useState } from 'react';
import { parseSearch, stringifySearch } from '../frame/address.ts';
import { pagesWith } from '../frame/lazy-page.tsx';
import { LeaveGuard } from '../frame/leave-guard.tsx';
import { ProblemAlert } from '../frame/problem.tsx';
import { useSessionEnd } from '../frame/session-end.ts';
import { DeskSignInPage } from './sign-in/page.tsx';
import { type DeskSession, EnteredSession, useDeskSession, useSession } from './use-role.ts';

const lazyPage = pagesWith(async () => (await import('./texts.ts')).deskTexts);

/** The menu and all around it: who has not signed in does not wait for it. */
const DeskFrame = lazyPage(() => import('./desk-frame.tsx'), 'DeskFrame');
const AuditPage = lazyPage(() => import('./audit/page.tsx'), 'AuditPage');
const ConsistencyPage = lazyPage(() => import('./consistency/page.tsx'), 'ConsistencyPage');
const DrawsPage = lazyPage(() => import('./draws/page.tsx'), 'DrawsPage');
const ForbiddenPage = lazyPage(() => import('../frame/elsewhere.tsx'), 'ForbiddenPage');
const UnknownPage = lazyPage(() => import('../frame/elsewhere.tsx'), 'UnknownPage');
const FieldPage = lazyPage(() => import('./field/page.tsx'), 'FieldPage');
const FilingsPage = lazyPage(() => import('./filings/page.tsx'), 'FilingsPage');
const ImportPage = lazyPage(() => import('./import/page.tsx'), 'ImportPage');
const LawPage = lazyPage(() => import('./law/page.tsx'), 'LawPage');
const MapPage = lazyPage(() => import('./map/page.tsx'), 'MapPage');
const OversightPage = lazyPage(() => import('./oversight/page.tsx'), 'OversightPage');
const OwnFilingPage = lazyPage(() => import('./own-filing/page.tsx'), 'OwnFilingPage');
const PeoplePage = lazyPage(() => import('./people/page.tsx'), 'PeoplePage');
const ThingPage = lazyPage(() => import('./process/thing-page.tsx'), 'ThingPage');
const ThingsPage = lazyPage(() => import('./process/things-page.tsx'), 'ThingsPage');
const PublicDocumentPage = lazyPage(() => import('./public/document-page.tsx'), 'PublicDocumentPage');
const InvitationPage = lazyPage(() => import('./public/invitation-page.tsx'), 'InvitationPage');
const PublicLookUpPage = lazyPage(() => import('./public/look-up-page.tsx'), 'PublicLookUpPage');
const PublicReceiptPage = lazyPage(() => import('./public/receipt-page.tsx'), 'PublicReceiptPage');
const PublicRegisterPage = lazyPage(() => import('./public/register-page.tsx'), 'PublicRegisterPage');
const PublicReportPage = lazyPage(() => import('./public/report-page.tsx'), 'PublicReportPage');
const PublicRequestPage = lazyPage(() => import('./public/request-page.tsx'), 'PublicRequestPage');
const PublicSchedulePage = lazyPage(() => import('./public/schedule-page.tsx'), 'PublicSchedulePage');
const ReceivedPage = lazyPage(() => import('./received/page.tsx'), 'ReceivedPage');
const OwnChroniclePage = lazyPage(() => import('./chronicle/page.tsx'), 'OwnChroniclePage');
const OwnRecordersPage = lazyPage(() => import('./recorders/page.tsx'), 'OwnRecordersPage');
const RegistrationsPage = lazyPage(() => import('./registrations/page.tsx'), 'RegistrationsPage');
const ReviewPage = lazyPage(() => import('./review/page.tsx'), 'ReviewPage');
const SessionsPage = lazyPage(() => import('./sessions/page.tsx'), 'SessionsPage');
const StatisticsPage = lazyPage(() => import('./statistics/page.tsx'), 'StatisticsPage');
const SystemsPage = lazyPage(() => import('./systems/page.tsx'), 'SystemsPage');
const UnitPage = lazyPage(() => import('./unit/page.tsx'), 'UnitPage');
const UnitsPage = lazyPage(() => import('./units/page.tsx'), 'UnitsPage');
const WorkbenchPage = lazyPage(() => import('./workbench/page.tsx'), 'WorkbenchPage');

interface PageEntry {
  readonly path: string;
  /** Absent: reached from another page, not from the menu. */
  readonly text?: string;
  /** What it shows first: whoever may call that sees the page. Absent: everybody who is signed in. */
  readonly opens?: Operation;
  /** Whose work it is, where more may call than have it to do. */
  readonly roles?: readonly DeskRole[];
  readonly component: FunctionComponent;
}

/** Menu and routes are one list. */
const pages: readonly PageEntry[] = [
  {
    path: '/',
    text: 'workbench',
    opens: readWorkbench,
    component: WorkbenchPage,
  },
  { path: '/own', text: 'own', opens: readOwnDuty, component: OwnFilingPage },
  {
    path: '/recorders',
    text: 'recorders',
    roles: desk.units,
    component: OwnRecordersPage,
  },
  {
    path: '/chronicle',
    text: 'chronicle',
    roles: desk.units,
    component: OwnChroniclePage,
  },
  { path: '/units', text: 'units', opens: listUnits, component: UnitsPage },
  { path: '/unit', opens: readUnit, component: UnitPage },
  {
    path: '/systems',
    text: 'systems',
    opens: listSystems,
    component: SystemsPage,
  },
  { path: '/map', text: 'map', opens: listUnitsInside, component: MapPage },
  {
    path: '/import',
    text: 'import',
    opens: beginUnitImport,
    component: ImportPage,
  },
  {
    path: '/filings',
    text: 'filings',
    opens: listFilings,
    component: FilingsPage,
  },
  { path: '/review', opens: readFiling, component: ReviewPage },
  { path: '/draws', text: 'draws', opens: listDraws, component: DrawsPage },
  {
    path: '/inspections',
    text: 'inspections',
    roles: desk.officials,
    component: () => <ThingsPage process="inspection" />,
  },
  {
    path: '/off-site-inspections',
    text: 'offSiteInspections',
    roles: desk.officialsAndUnits,
    component: () => <ThingsPage process="off-site-inspection" />,
  },
  {
    path: '/rectifications',
    text: 'rectifications',
    roles: desk.officialsAndUnits,
    component: () => <ThingsPage process="rectification" />,
  },
  {
    path: '/cases',
    text: 'cases',
    roles: desk.officialsAndUnits,
    component: () => <ThingsPage process="case" />,
  },
  {
    path: '/on-the-spot-penalties',
    text: 'onTheSpotPenalties',
    roles: desk.officialsAndUnits,
    component: () => <ThingsPage process="on-the-spot-penalty" />,
  },
  {
    path: '/consistency',
    text: 'consistency',
    opens: readConsistency,
    component: ConsistencyPage,
  },
  {
    path: '/statistics',
    text: 'statistics',
    opens: readStatistics,
    component: StatisticsPage,
  },
  {
    path: '/oversight',
    text: 'oversight',
    opens: readOversight,
    component: OversightPage,
  },
  {
    path: '/footage-requests',
    text: 'footageRequests',
    roles: desk.officialsAndUnits,
    component: () => <ThingsPage process="footage-request" />,
  },
  {
    path: '/complaints',
    text: 'complaints',
    roles: desk.officials,
    component: () => <ThingsPage process="complaint" />,
  },
  { path: '/thing', component: ThingPage },
  {
    path: '/received',
    text: 'received',
    opens: listCameraReports,
    component: ReceivedPage,
  },
  {
    path: '/registrations',
    text: 'registrations',
    opens: listUnitRegistrations,
    component: RegistrationsPage,
  },
  { path: '/law', text: 'law', component: LawPage },
  {
    path: '/people',
    text: 'people',
    opens: invite,
    component: PeoplePage,
  },
  {
    path: '/audit',
    text: 'audit',
    opens: listActs,
    component: AuditPage,
  },
  {
    path: '/sessions',
    text: 'sessions',
    opens: listSessions,
    component: SessionsPage,
  },
];

function SignedIn() {
  const queries = useQueryClient();
  const session = useSession();
  const [before, setBefore] = useState<DeskSession>();
  const open = session.data?.gate === 'open' && session.data.user ? session.data : undefined;
  if (open && open !== before) setBefore(open);
  const look = useCallback(() => void queries.invalidateQueries({ queryKey: [readSession.id] }), [queries]);
  useSessionEnd(open !== undefined, look);
  const entered = open ?? before;
  if (session.isPending) return <Spin fullscreen />;
  if (!entered) {
    if (session.isError) return <ProblemAlert error={session.error} onRetry={() => void session.refetch()} />;
    return <DeskSignInPage session={session.data} onDone={() => void queries.invalidateQueries()} />;
  }
  return (
    // Another person who signs in over the page gets pages of his own.
    <EnteredSession value={entered} key={entered.user?.id}>
      <DeskFrame
        entered={entered}
        ended={open ? undefined : session.data}
        items={pages.filter((page) => isFor(page, entered.role))}
        onLeft={() => {
          setBefore(undefined);
          look();
        }}
      >
        <Outlet />
      </DeskFrame>
    </EnteredSession>
  );
}

/** A page as its person meets it. Who has no workbench starts at the first page of the menu; other people's work says so. */
function GuardedPage({ page }: { readonly page: PageEntry }) {
  const role = useDeskSession()?.role;
  if (isFor(page, role)) return <page.component />;
  const first = pages.find((one) => one.text !== undefined && isFor(one, role));
  return page.path === '/' && first ? <Navigate to={first.path} replace /> : <ForbiddenPage />;
}

const isFor = ({ opens, roles }: PageEntry, role: DeskRole | undefined): boolean => {
  const whose: Operation['roles'] = roles ?? opens?.roles ?? 'session';
  return role !== undefined && (typeof whose === 'string' || whose.includes(role));
};

const rootRoute = createRootRoute({
  component: () => (
    <>
      <LeaveGuard />
      <Outlet />
    </>
  ),
});
const deskRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'desk',
  component: SignedIn,
});
const deskRoutes = pages.map((page) =>
  createRoute({
    getParentRoute: () => deskRoute,
    path: page.path,
    component: () => <GuardedPage page={page} />,
  }),
);
const open: readonly (readonly [string, FunctionComponent])[] = [
  // Opens without a network, so without asking who is there: what it shows lies behind the phone's own PIN.
  ['/field', FieldPage],
  ['/public/schedule', PublicSchedulePage],
  ['/public/receipt', PublicReceiptPage],
  ['/public/document', PublicDocumentPage],
  ['/public/register', PublicRegisterPage],
  ['/public/look-up', PublicLookUpPage],
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
  defaultNotFoundComponent: UnknownPage,
  defaultErrorComponent: ({ error }) => <ProblemAlert error={error} />,
  parseSearch,
  stringifySearch,
});
