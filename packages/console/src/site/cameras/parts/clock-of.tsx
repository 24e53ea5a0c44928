// SPDX-License-Identifier: Apache-2.0
/** A camera's clock: how far it is off, and setting it where its ONVIF device is known. */
import { listCameras, setCameraClock } from '@mingjing/contracts/site';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import type { Camera } from '../../api/footage.ts';

export function ClockOf({ camera }: { readonly camera: Camera }) {
  const { t } = useTranslation();
  const set = useAction(() => call(setCameraClock, { body: { camera: camera.id } }), {
    refresh: [listCameras],
  });
  if (!camera.onvif) return null;
  const { done } = set;
  const seconds = (ms: number | undefined) => (ms === undefined ? '?' : (ms / 1000).toFixed(1));
  return (
    <div className={layout.below3} aria-live="polite">
      <Button loading={set.busy} onClick={() => set.run()}>
        {t('cameras.setClock')}
      </Button>
      <ProblemAlert error={set.problem} />
      {done?.kind === 'done' ? (
        <Alert
          type="success"
          className={layout.above2}
          title={t('cameras.clockSet', { before: seconds(done.beforeMs), after: seconds(done.afterMs) })}
        />
      ) : null}
      {done?.kind === 'failed' ? (
        <Alert
          type="error"
          className={layout.above2}
          title={currentLanguage() === 'en' ? done.sentence.en : done.sentence.zh}
        />
      ) : null}
    </div>
  );
}
