// SPDX-License-Identifier: Apache-2.0
/** Cameras: what they do, adding and changing with a test that says why it fails, removing. */
import { PlusOutlined } from '@ant-design/icons';
import { Button, Card, Empty, Input, Space, Table, type TableColumnsType, Tooltip, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import type { Camera } from '../api/footage.ts';
import { useCameras } from '../reads.ts';
import { useSession } from '../use-session.ts';
import { CameraForm } from './parts/camera-form.tsx';
import { deviationWords } from './parts/deviation-words.ts';
import { ManyCameras } from './parts/many-cameras.tsx';
import { HealthTag, PictureHealthView, usePictureHealth } from './parts/picture-health.tsx';
import { KeepCamera, Removal } from './parts/removal.tsx';
import { CameraStateTag } from './parts/state-tag.tsx';
import { KeepOn, SwitchOff } from './parts/switch-off.tsx';
import { Thumbnail, ThumbnailsButton, useThumbnails } from './parts/thumbnails.tsx';

export function CamerasPage() {
  const { t } = useTranslation();
  const cameras = useCameras(5000);
  const [edited, setEdited] = useState<Camera | 'new'>();
  const [many, setMany] = useState(false);
  const [stopping, setStopping] = useState<Camera>();
  const health = usePictureHealth();
  const [looked, setLooked] = useState<Camera>();
  const lookedHealth = looked && health.data?.get(looked.id);
  const [words, setWords] = useState('');
  const role = useSession().person?.role;
  const mayChange = role === 'administrator';
  const mayStop = mayChange || role === 'manager';
  const [removing, setRemoving] = useState<Camera>();
  const shown = (cameras.data ?? []).filter(({ id, name = '', address }) =>
    `${id} ${name} ${address}`.toLowerCase().includes(words.trim().toLowerCase()),
  );
  const thumbnails = useThumbnails();
  const columns = useCameraColumns({
    still: stillOf(thumbnails),
    health: (camera) => {
      const one = health.data?.get(camera.id);
      return one ? <HealthTag health={one} onOpen={() => setLooked(camera)} /> : '—';
    },
    ...(mayChange && { edit: setEdited }),
    ...(mayStop && { stop: setStopping, remove: setRemoving }),
  });
  return (
    <>
      <Typography.Title level={1}>{t('cameras.title')}</Typography.Title>
      <ProblemAlert error={cameras.error} onRetry={() => void cameras.refetch()} />
      <ProblemAlert error={health.error ?? thumbnails.problem} onRetry={() => void health.refetch()} />
      <Card classNames={{ body: layout.bare }}>
        <Head
          mayChange={mayChange}
          stills={role === 'auditor' ? null : <ThumbnailsButton thumbnails={thumbnails} />}
          onWords={setWords}
          onAdd={() => setEdited('new')}
          onMany={() => setMany(true)}
        />
        <Table<Camera>
          rowKey="id"
          loading={cameras.isPending}
          scroll={{ x: 980 }}
          pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: true }}
          dataSource={shown}
          locale={{
            emptyText: <Empty description={words === '' ? t('cameras.none') : t('common.nothing')} />,
          }}
          columns={columns}
        />
      </Card>
      {edited === undefined ? null : (
        <CameraForm camera={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />
      )}
      {many ? <ManyCameras onClose={() => setMany(false)} /> : null}
      {looked && lookedHealth ? (
        <PictureHealthView
          camera={looked}
          health={lookedHealth}
          maySettle={mayStop}
          onClose={() => setLooked(undefined)}
        />
      ) : null}
      {removing ? <Removal camera={removing} onClose={() => setRemoving(undefined)} /> : null}
      {stopping ? <SwitchOff camera={stopping} onClose={() => setStopping(undefined)} /> : null}
    </>
  );
}

/** Undefined while nobody asked for stills. */
const stillOf = ({ session, turn }: ReturnType<typeof useThumbnails>) =>
  session === undefined ? undefined : (camera: Camera) => <Thumbnail {...{ camera, session, turn }} />;

interface HeadProps {
  readonly mayChange: boolean;
  readonly stills: ReactNode;
  readonly onWords: (words: string) => void;
  readonly onAdd: () => void;
  readonly onMany: () => void;
}

function Head({ mayChange, stills, onWords, onAdd, onMany }: HeadProps) {
  const { t } = useTranslation();
  return (
    <Space wrap className={layout.inside4}>
      <Input.Search
        allowClear
        aria-label={t('cameras.search')}
        placeholder={t('cameras.search')}
        onChange={({ target }) => onWords(target.value)}
        className={layout.fieldWide}
      />
      {mayChange ? (
        <>
          <Button type="primary" icon={<PlusOutlined />} onClick={onAdd}>
            {t('cameras.add')}
          </Button>
          <Button onClick={onMany}>{t('cameras.many')}</Button>
        </>
      ) : null}
      {stills}
    </Space>
  );
}

interface RowActs {
  readonly still: ((camera: Camera) => ReactNode) | undefined;
  readonly health: (camera: Camera) => ReactNode;
  /** Absent: this person may not. */
  readonly edit?: (camera: Camera) => void;
  readonly remove?: (camera: Camera) => void;
  readonly stop?: (camera: Camera) => void;
}

function useCameraColumns({ still, health, edit, remove, stop }: RowActs): TableColumnsType<Camera> {
  const { t } = useTranslation();
  return [
    ...(still
      ? [{ title: t('cameras.still'), width: 136, render: (_: unknown, camera: Camera) => still(camera) }]
      : []),
    {
      title: t('cameras.name'),
      sorter: (a, b) => (a.name ?? a.id).localeCompare(b.name ?? b.id, 'zh-CN'),
      render: (_, { id, name, address }) => (
        <>
          <strong>{name ?? id}</strong> <Typography.Text type="secondary">{id}</Typography.Text>
          <br />
          <Typography.Text type="secondary" className={`${layout.small} ${layout.breaks}`}>
            {address}
          </Typography.Text>
        </>
      ),
    },
    {
      title: t('cameras.state'),
      filters: (['recording', 'connecting', 'waiting', 'disabled', 'stopped-by-pressure'] as const).map(
        (state) => ({ text: t(`overview.stateWord.${state}`), value: state }),
      ),
      onFilter: (state, camera) => camera.state === state,
      render: (_, camera) => (
        <>
          <CameraStateTag camera={camera} />
          {camera.offAsked ? (
            <div className={layout.note}>{t('cameras.offAsked', { ...camera.offAsked })}</div>
          ) : null}
          {camera.removalAsked ? (
            <div className={layout.note}>{t('cameras.removalAsked', { ...camera.removalAsked })}</div>
          ) : null}
        </>
      ),
    },
    { title: t('cameras.health'), render: (_, camera) => health(camera) },
    { title: t('cameras.picture'), render: (_, camera) => <Picture camera={camera} /> },
    {
      title: t('cameras.rate'),
      align: 'right',
      sorter: (a, b) => (a.bitsPerSecond ?? 0) - (b.bitsPerSecond ?? 0),
      render: (_, { bitsPerSecond = 0 }) => (
        <span className="tabular">{(bitsPerSecond / 1e6).toFixed(2)} Mbit/s</span>
      ),
    },
    { title: t('cameras.reconnects'), align: 'right', dataIndex: 'reconnects' },
    { title: t('cameras.clock'), render: (_, camera) => <ClockOffset camera={camera} /> },
    ...(stop
      ? [
          {
            title: '',
            width: 250,
            render: (_: unknown, camera: Camera) => <Acts camera={camera} {...{ edit, remove, stop }} />,
          },
        ]
      : []),
  ];
}

function Picture({ camera }: { readonly camera: Camera }) {
  if (camera.codec === undefined) return <>—</>;
  const quirks = Object.entries(camera.deviations ?? {});
  const words = `${camera.codec} ${camera.width ?? '?'}×${camera.height ?? '?'} · ${(camera.framesPerSecond ?? 0).toFixed(0)} fps`;
  if (quirks.length === 0) return <>{words}</>;
  return (
    <Tooltip title={quirks.map(([id, count]) => <div key={id}>{deviationWords(id, count)}</div>)}>
      <span className={layout.explained}>{words}</span>
    </Tooltip>
  );
}

function ClockOffset({ camera: { clockOffsetMs } }: { readonly camera: Camera }) {
  const { t } = useTranslation();
  if (clockOffsetMs === undefined) return <>—</>;
  const seconds = (Math.abs(clockOffsetMs) / 1000).toFixed(1);
  if (Math.abs(clockOffsetMs) < 2000) return <>{t('cameras.clockFine')}</>;
  return <>{t(clockOffsetMs > 0 ? 'cameras.clockAhead' : 'cameras.clockBehind', { seconds })}</>;
}

interface ActsProps {
  readonly camera: Camera;
  readonly edit: RowActs['edit'] | undefined;
  readonly remove: RowActs['remove'] | undefined;
  readonly stop: NonNullable<RowActs['stop']>;
}

/** What this person may do about a camera. */
function Acts({ camera, edit, remove, stop }: ActsProps) {
  const { t } = useTranslation();
  return (
    <Space wrap>
      {edit ? (
        <Button size="small" onClick={() => edit(camera)}>
          {t('common.edit')}
        </Button>
      ) : null}
      {camera.enabled ? (
        <Button size="small" onClick={() => stop(camera)}>
          {t(camera.offAsked ? 'cameras.offAgree' : 'cameras.off')}
        </Button>
      ) : null}
      {edit && camera.offAsked ? <KeepOn camera={camera} /> : null}
      {remove ? (
        <Button size="small" danger onClick={() => remove(camera)}>
          {t(camera.removalAsked ? 'cameras.removeAgree' : 'common.delete')}
        </Button>
      ) : null}
      {remove && camera.removalAsked ? <KeepCamera camera={camera} /> : null}
    </Space>
  );
}
