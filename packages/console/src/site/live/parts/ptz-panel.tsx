// SPDX-License-Identifier: Apache-2.0
/** Turning the camera that is looked at alone. Where it looks is a question of law: said beside the buttons, each movement logged. */
import {
  ArrowDownOutlined,
  ArrowLeftOutlined,
  ArrowRightOutlined,
  ArrowUpOutlined,
  ZoomInOutlined,
  ZoomOutOutlined,
} from '@ant-design/icons';
import type { Asking } from '@mingjing/contracts';
import { type Camera, type Movement, moveCamera } from '@mingjing/contracts/site';
import { Button, Card, Typography } from 'antd';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import { MovedAlert } from './moved-alert.tsx';
import { Presets } from './presets.tsx';
import panel from './ptz-panel.module.css';

type Speed = Omit<Extract<Movement, { readonly act: 'move' }>, 'act'>;

/** Of the full speed: slow enough to stop where it is meant. */
const speed = 40;
const ways: readonly { readonly id: Way; readonly icon: ReactNode; readonly to: Speed }[] = [
  { id: 'up', icon: <ArrowUpOutlined />, to: { pan: 0, tilt: speed, zoom: 0 } },
  { id: 'left', icon: <ArrowLeftOutlined />, to: { pan: -speed, tilt: 0, zoom: 0 } },
  { id: 'right', icon: <ArrowRightOutlined />, to: { pan: speed, tilt: 0, zoom: 0 } },
  { id: 'down', icon: <ArrowDownOutlined />, to: { pan: 0, tilt: -speed, zoom: 0 } },
  { id: 'closer', icon: <ZoomInOutlined />, to: { pan: 0, tilt: 0, zoom: speed } },
  { id: 'wider', icon: <ZoomOutOutlined />, to: { pan: 0, tilt: 0, zoom: -speed } },
];
type Way = 'up' | 'left' | 'right' | 'down' | 'closer' | 'wider';

export function PtzPanel({ camera }: { readonly camera: Camera }) {
  const { t } = useTranslation();
  const act = useAction((body: Movement) =>
    call(moveCamera, { params: { camera: camera.id }, body } as Asking<typeof moveCamera>),
  );
  return (
    <Card size="small" title={t('live.ptz.title')} className={layout.above3}>
      <Typography.Paragraph type="secondary" className={layout.small}>
        {t('live.ptz.law')}
      </Typography.Paragraph>
      <ProblemAlert error={act.problem} />
      <MovedAlert moved={act.done} />
      <div className={`${layout.row} ${layout.wraps} ${layout.gap5}`}>
        <Arrows act={act.run} />
        <Presets camera={camera.id} onGo={(preset) => act.run({ act: 'go', preset })} />
      </div>
    </Card>
  );
}

/** Held down it turns, let go it stops: by pointer and by key. */
function Arrows({ act }: { readonly act: (movement: Movement) => void }) {
  const { t } = useTranslation();
  const turning = useRef(false);
  const begin = (to: Speed) => {
    if (turning.current) return;
    turning.current = true;
    act({ act: 'move', ...to });
  };
  const end = () => {
    if (!turning.current) return;
    turning.current = false;
    act({ act: 'stop' });
  };
  const isPress = (key: string) => key === ' ' || key === 'Enter';
  return (
    <div className={panel.arrows}>
      {ways.map(({ id, icon, to }) => (
        <Button
          key={id}
          className={panel[id]}
          icon={icon}
          aria-label={t(`live.ptz.${id}`)}
          onPointerDown={() => begin(to)}
          onPointerUp={end}
          onPointerLeave={end}
          onPointerCancel={end}
          onKeyDown={({ key }) => isPress(key) && begin(to)}
          onKeyUp={end}
          onBlur={end}
        />
      ))}
    </div>
  );
}
