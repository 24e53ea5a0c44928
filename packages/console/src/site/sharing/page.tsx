// SPDX-License-Identifier: Apache-2.0
/** The connections over GB/T 28181: every platform above and every device below, as they are now. */
import { type LowerDevice, readSharing, type UpperPlatform } from '@mingjing/contracts/site';
import { Alert, Button, Card, Empty, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { ScrollingTable } from '../../frame/scrolling-table.tsx';
import { showInstant } from '../../frame/time.ts';
import { useRead } from '../../frame/use-read.ts';
import { useSession } from '../use-session.ts';
import { DeviceView } from './parts/device-view.tsx';
import { SelfTest } from './parts/self-test.tsx';

const refreshMs = 5000;

export function SharingPage() {
  const { t } = useTranslation();
  const sharing = useRead(readSharing, {}, { refetchInterval: refreshMs });
  const { configured = true, localId, upper = [], devices = [] } = sharing.data ?? {};
  const role = useSession().person?.role;
  const mayTest = role === 'administrator' || role === 'manager';
  const [tested, setTested] = useState<string>();
  const [opened, setOpened] = useState<string>();
  const platform = upper.find(({ id }) => id === tested);
  const device = devices.find(({ id }) => id === opened);
  return (
    <>
      <Typography.Title level={1}>{t('sharing.title')}</Typography.Title>
      <ProblemAlert error={sharing.error} onRetry={() => void sharing.refetch()} />
      {configured ? null : (
        <Alert type="info" showIcon title={t('sharing.notConfigured')} description={t('sharing.howTo')} />
      )}
      {localId === undefined ? null : (
        <>
          <Typography.Paragraph>{t('sharing.own', { id: localId })}</Typography.Paragraph>
          <Card title={t('sharing.upper')} className={layout.below4}>
            <UpperTable rows={upper} {...(mayTest && { onTest: setTested })} />
          </Card>
          <Card title={t('sharing.devices')}>
            <DeviceTable rows={devices} onOpen={setOpened} />
          </Card>
        </>
      )}
      {platform ? <SelfTest platform={platform} onClose={() => setTested(undefined)} /> : null}
      {device ? <DeviceView device={device} onClose={() => setOpened(undefined)} /> : null}
    </>
  );
}

interface UpperTableProps {
  readonly rows: readonly UpperPlatform[];
  /** Absent: this person may not. */
  readonly onTest?: (id: string) => void;
}

function UpperTable({ rows, onTest }: UpperTableProps) {
  const { t } = useTranslation();
  return (
    <ScrollingTable<UpperPlatform>
      rowKey="id"
      dataSource={[...rows]}
      pagination={false}
      scroll={{ x: 980 }}
      locale={{ emptyText: <Empty description={t('sharing.noUpper')} /> }}
      columns={[
        { title: t('sharing.id'), render: (_, one) => <Place {...one} /> },
        {
          title: t('sharing.state'),
          render: (_, { registered, problem }) => (
            <>
              <Registered is={registered} /> {problem}
            </>
          ),
        },
        { title: t('sharing.keepalive'), render: (_, one) => <Instant ms={one.lastKeepaliveMs} /> },
        { title: t('sharing.channels'), align: 'right', dataIndex: 'channels' },
        {
          title: t('sharing.sessions'),
          render: (_, { sessions }) =>
            sessions.length === 0
              ? 0
              : sessions.map(({ channel, kind, sinceMs }) => (
                  <div key={`${channel}/${sinceMs}`}>
                    {t(`sharing.kind.${kind}`)} {channel}
                  </div>
                )),
        },
        {
          title: t('sharing.controls'),
          render: (_, { controls }) =>
            controls
              ? t('sharing.controlsBy', {
                  name: controls.allowedBy,
                  what: controls.allow
                    .map((one) => t(`sharing.may.${one === 'reboot' ? 'reboot' : 'ptz'}`))
                    .join('、'),
                })
              : t('sharing.controlsNone'),
        },
        ...(onTest
          ? [
              {
                title: '',
                render: (_: unknown, { id }: UpperPlatform) => (
                  <Button size="small" onClick={() => onTest(id)}>
                    {t('sharing.test')}
                  </Button>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

interface DeviceTableProps {
  readonly rows: readonly LowerDevice[];
  readonly onOpen: (id: string) => void;
}

function DeviceTable({ rows, onOpen }: DeviceTableProps) {
  const { t } = useTranslation();
  return (
    <ScrollingTable<LowerDevice>
      rowKey="id"
      dataSource={[...rows]}
      pagination={{ pageSize: 20, hideOnSinglePage: true }}
      scroll={{ x: 760 }}
      locale={{ emptyText: <Empty description={t('sharing.noDevices')} /> }}
      columns={[
        { title: t('sharing.id'), render: (_, one) => <Place {...one} /> },
        { title: t('sharing.state'), render: (_, { registered }) => <Registered is={registered} /> },
        { title: t('sharing.keepalive'), render: (_, one) => <Instant ms={one.lastKeepaliveMs} /> },
        { title: t('sharing.channels'), align: 'right', render: (_, { channels }) => channels.length },
        { title: t('sharing.sessions'), align: 'right', dataIndex: 'sessions' },
        {
          title: '',
          render: (_, { id }) => (
            <Button size="small" onClick={() => onOpen(id)}>
              {t('sharing.openDevice')}
            </Button>
          ),
        },
      ]}
    />
  );
}

function Place(props: {
  readonly id: string;
  readonly name?: string | undefined;
  readonly address?: string | undefined;
  readonly transport?: string | undefined;
}) {
  return (
    <>
      <strong>{props.id}</strong> {props.name}
      <br />
      <Typography.Text type="secondary">
        {props.address === undefined ? '—' : `${props.address} ${props.transport ?? ''}`}
      </Typography.Text>
    </>
  );
}

function Registered({ is }: { readonly is: boolean }) {
  const { t } = useTranslation();
  return <Tag color={is ? 'green' : 'orange'}>{t(is ? 'sharing.registered' : 'sharing.notRegistered')}</Tag>;
}

const Instant = ({ ms }: { readonly ms: number | undefined }) => (
  <>{ms === undefined ? '—' : showInstant(ms)}</>
);
