// SPDX-License-Identifier: Apache-2.0
/** One camera of a look: its picture under a glass, and under that what it is called. The picture's own clock stays free. */
import { ZoomInOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import picture from '../../media/picture.module.css';
import { Zoom } from '../../media/zoom.tsx';
import { type Glass, nextZoom } from '../../media/zoom-scale.ts';

interface ScreenProps {
  readonly name: string;
  readonly camera: string;
  /** Why there is nothing to see. */
  readonly note: string | undefined;
  /** What is waited for. */
  readonly waiting: string | undefined;
  readonly glass: Glass;
  readonly onGlass: (change: (glass: Glass) => Glass) => void;
  readonly onVideo: (video: HTMLVideoElement | null) => void;
}

export function Screen({ name, camera, note, waiting, glass, onGlass, onVideo }: ScreenProps) {
  const { t } = useTranslation();
  return (
    <figure className={picture.frame}>
      <div className={picture.picture}>
        <Zoom glass={glass} onGlass={onGlass}>
          <video
            ref={onVideo}
            muted
            playsInline
            data-camera={camera}
            aria-label={name}
            className={picture.video}
          />
        </Zoom>
        {note === undefined ? null : (
          <div className={picture.note} role="status">
            {note}
          </div>
        )}
        {waiting !== undefined && note === undefined ? (
          <div className={picture.waiting} role="status">
            {waiting}
          </div>
        ) : null}
      </div>
      <figcaption className={picture.bar}>
        <span className={`${layout.grows} ${layout.cut}`}>{name}</span>
        <Button
          type="text"
          size="small"
          aria-label={t('playback.zoom', { scale: Number(glass.scale.toFixed(1)) })}
          icon={<ZoomInOutlined className={picture.onDark} />}
          className={picture.onDark}
          onClick={() => onGlass(nextZoom)}
        >
          {glass.scale > 1 ? `${Number(glass.scale.toFixed(1))}×` : null}
        </Button>
      </figcaption>
    </figure>
  );
}
