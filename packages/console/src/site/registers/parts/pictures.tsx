// SPDX-License-Identifier: Apache-2.0
/** From a row to its pictures: playback at its instant, where the look is registered like any other. */

import { site } from '@mingjing/contracts';
import type { Register, RegisterRow } from '@mingjing/contracts/registers';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../use-session.ts';

/** So that what led to it is seen too. */
const leadMs = 10_000;

interface Props {
  readonly register: Register;
  readonly values: RegisterRow['values'];
}

export function Pictures({ register, values }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { person } = useSession();
  const viewers: readonly string[] = site.viewers;
  const valueOfKind = (kind: string) => {
    const name = Object.keys(register.fields).find(
      (field) => register.fields[field]?.kind === kind && (values[field] ?? null) !== null,
    );
    return name === undefined ? undefined : values[name];
  };
  const [camera, instant] = [valueOfKind('camera'), valueOfKind('instant')];
  if (!person || !viewers.includes(person.role) || camera === undefined || typeof instant !== 'number')
    return null;
  const search = {
    cameras: String(camera),
    fromMs: instant - leadMs * 6,
    toMs: instant + leadMs * 12,
    atMs: instant - leadMs,
  };
  return (
    <Button type="primary" onClick={() => void navigate({ to: '/playback', search })}>
      {t('registers.pictures')}
    </Button>
  );
}
