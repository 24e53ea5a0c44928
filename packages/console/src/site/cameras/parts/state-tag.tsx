// SPDX-License-Identifier: Apache-2.0
import { Tag, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { showInstant } from '../../../frame/time.ts';
import type { Camera } from '../../api/footage.ts';

const colours: Readonly<Record<Camera['state'], string>> = {
  recording: 'green',
  connecting: 'blue',
  waiting: 'orange',
  disabled: 'default',
  'stopped-by-pressure': 'red',
};

/** What a camera is doing, and in words why it is not recording. */
export function CameraStateTag({ camera }: { readonly camera: Camera }) {
  const { t } = useTranslation();
  const cause =
    camera.causeSentence && (currentLanguage() === 'en' ? camera.causeSentence.en : camera.causeSentence.zh);
  return (
    <Tooltip
      title={
        camera.sinceMs === undefined ? undefined : t('overview.since', { time: showInstant(camera.sinceMs) })
      }
    >
      <span>
        <Tag color={colours[camera.state]}>{t(`overview.stateWord.${camera.state}`)}</Tag>
        {cause === undefined ? null : <span className={layout.note}>{cause}</span>}
      </span>
    </Tooltip>
  );
}
