// SPDX-License-Identifier: Apache-2.0
/** What one does to the pictures of a look: play, move in time, speed, sound, stills, and the range one marks. */

import {
  AlertOutlined,
  CameraOutlined,
  CaretRightOutlined,
  ExportOutlined,
  LockOutlined,
  PauseOutlined,
  QuestionCircleOutlined,
  StepBackwardOutlined,
  StepForwardOutlined,
} from '@ant-design/icons';
import { suspiciousEvents } from '@mingjing/contracts/registers';
import { useNavigate } from '@tanstack/react-router';
import { Button, Popover, Segmented, Select, Space, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { apiBase } from '../../../frame/request.ts';
import { showInstant } from '../../../frame/time.ts';
import type { AccessSession } from '../../api/access.ts';
import type { PlaybackState } from '../../media/playback-player.ts';
import { speeds } from './look-address.ts';
import type { PlayerKeys } from './player-keys.ts';

/** Ends of the range somebody marks, epoch ms. */
export interface Marked {
  readonly fromMs?: number;
  readonly toMs?: number;
}

interface ControlsProps {
  readonly state: PlaybackState;
  readonly session: AccessSession;
  readonly shown: readonly string[];
  readonly names: (camera: string) => string;
  readonly acts: PlayerKeys;
  readonly marked: Marked;
  readonly heard: string | undefined;
  readonly onHear: (camera: string | undefined) => void;
  readonly onSpeed: (speed: number) => void;
}

export function Controls(props: ControlsProps) {
  const { state, acts } = props;
  const { t } = useTranslation();
  return (
    <Space wrap className={layout.above3}>
      <Button
        type="primary"
        icon={state.paused ? <CaretRightOutlined /> : <PauseOutlined />}
        onClick={acts.toggle}
      >
        {state.paused ? t('playback.play') : t('playback.pause')}
      </Button>
      <Button onClick={() => acts.skip(-10_000)}>{t('playback.back')}</Button>
      <Button onClick={() => acts.skip(10_000)}>{t('playback.on')}</Button>
      <Button
        aria-label={t('playback.stepBack')}
        icon={<StepBackwardOutlined />}
        onClick={() => acts.step(-1)}
      />
      <Button aria-label={t('playback.stepOn')} icon={<StepForwardOutlined />} onClick={() => acts.step(1)} />
      <Segmented
        aria-label={t('playback.speed')}
        value={state.speed}
        options={speeds.map((speed) => ({ value: speed, label: `${speed}×` }))}
        onChange={props.onSpeed}
      />
      <Typography.Text className="tabular" strong data-position={Math.round(state.positionMs)}>
        {showInstant(state.positionMs)}
      </Typography.Text>
      {state.speed > 4 ? (
        <Typography.Text type="secondary">{t('playback.fast', { speed: state.speed })}</Typography.Text>
      ) : null}
      <Sound {...props} />
      <Stills {...props} />
      <Report {...props} />
      <Marking {...props} />
      <Popover trigger="click" content={<div className={layout.popover}>{t('playback.keyList')}</div>}>
        <Button type="text" icon={<QuestionCircleOutlined />}>
          {t('playback.keys')}
        </Button>
      </Popover>
    </Space>
  );
}

function Sound({ state, names, heard, onHear }: ControlsProps) {
  const { t } = useTranslation();
  if (state.speed > 4) return null;
  if (state.sounding.length === 0)
    return <Typography.Text type="secondary">{t('playback.noSound')}</Typography.Text>;
  return (
    <Select
      aria-label={t('playback.silent')}
      value={heard ?? ''}
      onChange={(camera) => onHear(camera === '' ? undefined : camera)}
      className={layout.fieldNarrow}
      options={[
        { value: '', label: t('playback.silent') },
        ...state.sounding.map((camera) => ({
          value: camera,
          label: t('playback.sound', { camera: names(camera) }),
        })),
      ]}
    />
  );
}

function Stills({ state, session, shown, names }: ControlsProps) {
  const { t } = useTranslation();
  const stills = shown.map((camera) => (
    <Button
      key={camera}
      icon={<CameraOutlined />}
      href={`${apiBase}/api/media/${session.id}/snapshot/${encodeURIComponent(camera)}?atMs=${Math.round(state.positionMs)}`}
      target="_blank"
    >
      {shown.length > 1 ? t('playback.snapshotOf', { camera: names(camera) }) : t('playback.snapshot')}
    </Button>
  ));
  return <Space wrap>{stills}</Space>;
}

/** What looks suspicious goes into its register with the camera and the moment, the range can be held beside it. */
function Report({ state, shown }: ControlsProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search = { write: 1, camera: shown[0], atMs: Math.round(state.positionMs) };
  return (
    <Button
      icon={<AlertOutlined />}
      onClick={() => void navigate({ to: `/registers/${suspiciousEvents.id}`, search })}
    >
      {t('playback.report')}
    </Button>
  );
}

function Marking({ acts, marked: { fromMs, toMs }, session }: ControlsProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const range = fromMs !== undefined && toMs !== undefined && fromMs < toMs ? { fromMs, toMs } : undefined;
  const leadTo = (to: '/exports' | '/holds') =>
    range &&
    void navigate({
      to,
      search: {
        cameras: session.cameras.join(','),
        fromMs: Math.round(range.fromMs),
        toMs: Math.round(range.toMs),
      },
    });
  return (
    <Space wrap>
      <Button onClick={() => acts.mark('from')}>{t('playback.markFrom')}</Button>
      <Button onClick={() => acts.mark('to')}>{t('playback.markTo')}</Button>
      {range ? (
        <>
          <span className="tabular">
            {t('playback.range', { from: showInstant(range.fromMs), to: showInstant(range.toMs) })}
          </span>
          <Button icon={<ExportOutlined />} onClick={() => leadTo('/exports')}>
            {t('playback.exportRange')}
          </Button>
          <Button icon={<LockOutlined />} onClick={() => leadTo('/holds')}>
            {t('playback.holdRange')}
          </Button>
        </>
      ) : null}
    </Space>
  );
}
