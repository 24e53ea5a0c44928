// SPDX-License-Identifier: Apache-2.0
/** One county out of several: only for officers whose organ has organs below it. */
import { listServedPlaces } from '@mingjing/contracts/desk';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../frame/layout.module.css';
import { useRead } from '../frame/use-read.ts';
import { useDeskSession } from './use-role.ts';

interface Props {
  readonly value: string | undefined;
  readonly onChange: (county: string | undefined) => void;
}

export function CountyFilter({ value, onChange }: Props) {
  const { t } = useTranslation();
  const own = useDeskSession()?.organisation?.jurisdiction ?? '';
  const places = useRead(listServedPlaces, {});
  const below = (places.data ?? []).filter(({ code }) => code.startsWith(own) && code !== own);
  if (below.length === 0) return null;
  return (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={t('unit.jurisdiction')}
      placeholder={t('unit.jurisdiction')}
      className={layout.fieldWide}
      value={value ?? null}
      onChange={(county: string | null) => onChange(county ?? undefined)}
      options={below.map(({ code, name }) => ({ value: code, label: `${name} ${code}` }))}
    />
  );
}
