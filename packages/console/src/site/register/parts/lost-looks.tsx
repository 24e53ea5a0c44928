// SPDX-License-Identifier: Apache-2.0
/** Looks that the evidence log knows and the register does not: somebody removed their rows. */
import type { LostLook } from '@mingjing/contracts/site';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { showInstant } from '../../../frame/time.ts';
import { useAllCameras } from '../../use-all-cameras.ts';

const mostShown = 20;

export function LostLooks({ lost }: { readonly lost: readonly LostLook[] }) {
  const { t } = useTranslation();
  const { nameOf } = useAllCameras();
  if (lost.length === 0) return null;
  return (
    <Alert
      type="error"
      showIcon
      className={layout.foot}
      title={t('register.lost', { count: lost.length })}
      description={
        <ul className={`${layout.flush} ${layout.indented}`}>
          {lost.slice(0, mostShown).map(({ entry, atMs, purpose, cameras }) => (
            <li key={entry}>
              {t('register.lostLine', {
                entry,
                at: showInstant(atMs),
                purpose,
                cameras: cameras.map(nameOf).join('、'),
              })}
            </li>
          ))}
        </ul>
      }
    />
  );
}
