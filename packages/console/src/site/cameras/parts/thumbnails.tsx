// SPDX-License-Identifier: Apache-2.0
/** Stills in the list of cameras: part of this person's watch, which is registered when they are asked for. */
import { openDuty } from '@mingjing/contracts/site';
import { Button, Tooltip } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import { useAction } from '../../../frame/use-action.ts';
import type { Camera } from '../../api/footage.ts';
import picture from '../../media/picture.module.css';

/** Each still is decoded on the recorder, and counts as shown. */
const newEveryMs = 60_000;

/** @returns the watch they belong to, once somebody asked for them */
export function useThumbnails() {
  const [session, setSession] = useState<string>();
  const [turn, setTurn] = useState(0);
  const opening = useAction(() => call(openDuty, { body: {} }), { onDone: ({ id }) => setSession(id) });
  useEffect(() => {
    if (session === undefined) return;
    const timer = window.setInterval(() => {
      if (document.visibilityState === 'visible') setTurn((before) => before + 1);
    }, newEveryMs);
    return () => window.clearInterval(timer);
  }, [session]);
  return {
    session,
    turn,
    busy: opening.busy,
    problem: opening.problem,
    show: () => opening.run(undefined),
    hide: () => setSession(undefined),
  };
}

type Thumbnails = ReturnType<typeof useThumbnails>;

export function ThumbnailsButton({ thumbnails }: { readonly thumbnails: Thumbnails }) {
  const { t } = useTranslation();
  if (thumbnails.session !== undefined)
    return <Button onClick={thumbnails.hide}>{t('cameras.thumbnailsHide')}</Button>;
  return (
    <Tooltip title={t('cameras.thumbnailsHint')}>
      <Button loading={thumbnails.busy} onClick={thumbnails.show}>
        {t('cameras.thumbnails')}
      </Button>
    </Tooltip>
  );
}

interface ThumbnailProps {
  readonly camera: Camera;
  readonly session: string;
  readonly turn: number;
}

export function Thumbnail({ camera, session, turn }: ThumbnailProps) {
  const { t } = useTranslation();
  const [failed, setFailed] = useState<number>();
  if (camera.state !== 'recording') return <>—</>;
  if (failed === turn) return <>{t('cameras.thumbnailNone')}</>;
  return (
    <img
      className={picture.thumbnail}
      loading="lazy"
      src={`/api/media/${session}/snapshot/${encodeURIComponent(camera.id)}?turn=${turn}`}
      alt={t('cameras.thumbnailOf', { name: camera.name ?? camera.id })}
      onError={() => setFailed(turn)}
    />
  );
}
