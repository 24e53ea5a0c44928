// SPDX-License-Identifier: Apache-2.0
/** One device below: where it is, what it says it is, its channels and which of them are recorded. */
import type { LowerDevice } from '@mingjing/contracts/site';
import { Link } from '@tanstack/react-router';
import { Descriptions, Drawer, Empty, Input, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { ScrollingTable } from '../../../frame/scrolling-table.tsx';
import { showInstant } from '../../../frame/time.ts';

type Channel = LowerDevice['channels'][number];

export function DeviceView(props: { readonly device: LowerDevice; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { device } = props;
  const [words, setWords] = useState('');
  const shown = device.channels.filter(({ id, name }) =>
    `${id} ${name}`.toLowerCase().includes(words.trim().toLowerCase()),
  );
  return (
    <Drawer
      open
      size="large"
      title={device.name === undefined ? device.id : `${device.name} · ${device.id}`}
      onClose={props.onClose}
    >
      <About device={device} />
      <Input.Search
        allowClear
        aria-label={t('sharing.searchChannel')}
        placeholder={t('sharing.searchChannel')}
        onChange={({ target }) => setWords(target.value)}
        className={`${layout.fieldWide} ${layout.below3}`}
      />
      <Channels channels={shown} isNarrowed={words !== ''} />
    </Drawer>
  );
}

const instant = (ms: number | undefined): string => (ms === undefined ? '—' : showInstant(ms));

/** Where it is and what it says it is. */
function About({ device }: { readonly device: LowerDevice }) {
  const { t } = useTranslation();
  return (
    <Descriptions
      size="small"
      column={1}
      className={layout.below3}
      items={[
        {
          key: 'state',
          label: t('sharing.state'),
          children: t(device.registered ? 'sharing.registered' : 'sharing.notRegistered'),
        },
        { key: 'since', label: t('sharing.since'), children: instant(device.registeredSinceMs) },
        { key: 'keepalive', label: t('sharing.keepalive'), children: instant(device.lastKeepaliveMs) },
        {
          key: 'address',
          label: t('sharing.address'),
          children: device.address === undefined ? '—' : `${device.address} ${device.transport ?? ''}`,
        },
        {
          key: 'maker',
          label: t('sharing.maker'),
          children: [device.manufacturer, device.model].filter(Boolean).join(' ') || '—',
        },
        { key: 'sessions', label: t('sharing.sessions'), children: device.sessions },
      ]}
    />
  );
}

interface ChannelsProps {
  readonly channels: readonly Channel[];
  readonly isNarrowed: boolean;
}

function Channels({ channels, isNarrowed }: ChannelsProps) {
  const { t } = useTranslation();
  return (
    <ScrollingTable<Channel>
      rowKey="id"
      dataSource={[...channels]}
      pagination={{ pageSize: 20, hideOnSinglePage: true }}
      scroll={{ x: 480 }}
      locale={{
        emptyText: <Empty description={t(isNarrowed ? 'common.nothing' : 'sharing.noChannelsYet')} />,
      }}
      columns={[
        {
          title: t('sharing.channel'),
          sorter: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
          render: (_, { id, name }) => (
            <>
              <strong>{name}</strong>
              <br />
              {id}
            </>
          ),
        },
        {
          title: t('sharing.state'),
          filters: [
            { text: t('sharing.online'), value: true },
            { text: t('sharing.offline'), value: false },
          ],
          onFilter: (value, { isOnline }) => isOnline === value,
          render: (_, { isOnline }) => (
            <Tag color={isOnline ? 'green' : 'orange'}>
              {t(isOnline ? 'sharing.online' : 'sharing.offline')}
            </Tag>
          ),
        },
        {
          title: t('sharing.recordedAs'),
          render: (_, { camera }) =>
            camera === undefined ? <Link to="/cameras">{t('sharing.notRecorded')}</Link> : camera,
        },
      ]}
    />
  );
}
