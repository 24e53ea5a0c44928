// SPDX-License-Identifier: Apache-2.0
/** What the public handed in. Worked on later; kept and seen now. */
import {
  listCameraReports,
  listFootageRequests,
  openReportContact,
  openReportedComplaint,
  openRequestContact,
  readReportPhoto,
} from '@mingjing/contracts/desk';
import { Link } from '@tanstack/react-router';
import { Button, Card, Empty, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { call, linkTo } from '../../frame/call.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { ScrollingTable } from '../../frame/scrolling-table.tsx';
import { showInstant } from '../../frame/time.ts';
import { useAction } from '../../frame/use-action.ts';
import { useRead } from '../../frame/use-read.ts';
import { Phone } from '../phone.tsx';
import { useMay } from '../use-role.ts';

const paging = { pageSize: 20, hideOnSinglePage: true };

export function ReceivedPage() {
  const { t } = useTranslation();
  return (
    <>
      <Typography.Title level={1}>{t('public.receivedTitle')}</Typography.Title>
      <Reports />
      <Requests />
    </>
  );
}

function Reports() {
  const { t } = useTranslation();
  const reports = useRead(listCameraReports, {});
  const mayOpen = useMay(openReportContact);
  return (
    <>
      <ProblemAlert error={reports.error} />
      <Card title={t('public.reports')} classNames={{ body: layout.bare }} className={layout.below4}>
        <ScrollingTable
          rowKey="id"
          scroll={{ x: 720 }}
          loading={reports.isPending}
          locale={{ emptyText: <Empty description={t('common.nothing')} /> }}
          pagination={paging}
          dataSource={[...(reports.data ?? [])]}
          columns={[
            { title: t('public.at'), render: (_, row) => <Arrived {...row} /> },
            { title: t('public.place'), dataIndex: 'place' },
            { title: t('public.description'), dataIndex: 'description' },
            {
              title: t('public.contact'),
              render: (_, { id, contact }) =>
                contact === null ? (
                  '—'
                ) : (
                  <Phone
                    masked={contact}
                    open={
                      mayOpen
                        ? (purpose) => call(openReportContact, { params: { id }, query: { purpose } })
                        : undefined
                    }
                  />
                ),
            },
            {
              title: t('public.photos'),
              render: (_, { id, photos }) =>
                photos.map((photo, at) => (
                  <div key={photo}>
                    <a
                      href={linkTo(readReportPhoto, { params: { id, photo } })}
                      target="_blank"
                      rel="noreferrer"
                    >
                      {t('public.photo', { number: at + 1 })}
                    </a>
                  </div>
                )),
            },
            {
              title: t('public.handling'),
              render: (_, { id, thingId }) => (
                <Handling id={id} thingId={thingId} onOpened={() => void reports.refetch()} />
              ),
            },
          ]}
        />
      </Card>
    </>
  );
}

interface HandlingProps {
  readonly id: string;
  readonly thingId: string | null;
  readonly onOpened: () => void;
}

/** The complaint that a report became, or the button that makes it one. */
function Handling({ id, thingId, onOpened }: HandlingProps) {
  const { t } = useTranslation();
  const may = useMay(openReportedComplaint);
  const opening = useAction(() => call(openReportedComplaint, { params: { id } }), { onDone: onOpened });
  if (thingId !== null)
    return (
      <Link to="/thing" search={{ process: 'complaint', id: thingId }} className={layout.underlined}>
        {t('public.toComplaint')}
      </Link>
    );
  if (!may) return '—';
  return (
    <>
      <ProblemAlert error={opening.problem} />
      <Button size="small" loading={opening.busy} onClick={() => opening.run()}>
        {t('public.takeUp')}
      </Button>
    </>
  );
}

function Requests() {
  const { t } = useTranslation();
  const requests = useRead(listFootageRequests, {});
  const mayOpen = useMay(openRequestContact);
  return (
    <>
      <ProblemAlert error={requests.error} />
      <Card title={t('public.requests')} classNames={{ body: layout.bare }}>
        <ScrollingTable
          rowKey="id"
          scroll={{ x: 860 }}
          loading={requests.isPending}
          locale={{ emptyText: <Empty description={t('common.nothing')} /> }}
          pagination={paging}
          dataSource={[...(requests.data ?? [])]}
          columns={[
            { title: t('public.at'), render: (_, row) => <Arrived {...row} /> },
            { title: t('public.place'), dataIndex: 'place' },
            {
              title: t('public.range'),
              render: (_, { fromAt, toAt }) => (
                <>
                  {showInstant(fromAt)}
                  <br />
                  {showInstant(toAt)}
                </>
              ),
            },
            {
              title: t('public.name'),
              render: (_, { id, name, relation, contact }) => (
                <>
                  {name} · {t(`public.relations.${relation}`)}
                  <br />
                  <Phone
                    masked={contact}
                    open={
                      mayOpen
                        ? (purpose) => call(openRequestContact, { params: { id }, query: { purpose } })
                        : undefined
                    }
                  />
                </>
              ),
            },
            { title: t('public.reason'), dataIndex: 'reason' },
          ]}
        />
      </Card>
    </>
  );
}

/** When it came, and the number that whoever handed it in was given. */
function Arrived({ createdAt, number }: { readonly createdAt: string; readonly number: string }) {
  return (
    <>
      {showInstant(createdAt)}
      <br />
      {number}
    </>
  );
}
