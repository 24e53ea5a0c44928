// SPDX-License-Identifier: Apache-2.0
/** Looks and requests that the evidence log knows and the register does not: somebody removed their rows. */
import type { LostLook, LostRequest } from '@mingjing/contracts/site';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { showInstant } from '../../../frame/time.ts';
import { useAllCameras } from '../../use-all-cameras.ts';

const mostShown = 20;

interface LostLooksProps {
  readonly lost: readonly LostLook[];
  readonly requests: readonly LostRequest[];
}

export function LostLooks({ lost, requests }: LostLooksProps) {
  const { t } = useTranslation();
  const { nameOf } = useAllCameras();
  if (lost.length + requests.length === 0) return null;
  const lines = [
    ...lost.map(({ entry, atMs, purpose, cameras }) => {
      const facts = { entry, at: showInstant(atMs), purpose, cameras: cameras.map(nameOf).join('、') };
      return { entry, line: t('register.lostLine', facts) };
    }),
    ...requests.map(({ entry, atMs, state }) => {
      const facts = { entry, at: showInstant(atMs), state: t(`register.states.${state}`) };
      return { entry, line: t('register.lostRequestLine', facts) };
    }),
  ];
  return (
    <Alert
      type="error"
      showIcon
      className={layout.foot}
      title={t('register.lost', { count: lines.length })}
      description={
        <ul className={`${layout.flush} ${layout.indented}`}>
          {lines.slice(0, mostShown).map(({ entry, line }) => (
            <li key={entry}>{line}</li>
          ))}
        </ul>
      }
    />
  );
}
