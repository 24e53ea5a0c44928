// SPDX-License-Identifier: Apache-2.0
/** One county out of several: to filter a list by, for officers whose organ has organs below it, and to register a unit in. */
import { listServedPlaces } from '@mingjing/contracts/desk';
import { Select } from 'antd';
import { useState } from 'react';
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

interface PickerProps {
  /** Given by the form's item. */
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (code: string) => void;
  /** Codes that are offered; absent: of the person's own range. */
  readonly offers?: (code: string) => boolean;
}

/** A county by the name of its police or by its code; a code of a street or village below one may be typed whole. */
export function CountyPicker({ id, value, onChange, offers }: PickerProps) {
  const { t } = useTranslation();
  const own = useDeskSession()?.organisation?.jurisdiction ?? '';
  const [typed, setTyped] = useState('');
  const places = useRead(listServedPlaces, {});
  const offered = (places.data ?? []).filter(({ code }) => (offers ? offers(code) : code.startsWith(own)));
  const finer = [typed, value ?? ''].filter(
    (code, at, all) =>
      /^\d{7,12}$/.test(code) &&
      all.indexOf(code) === at &&
      offered.some((place) => code.startsWith(place.code)),
  );
  return (
    <Select<string>
      {...(id !== undefined && { id })}
      showSearch={{ optionFilterProp: 'label', onSearch: (text) => setTyped(text.trim()) }}
      loading={places.isPending}
      placeholder={t('public.jurisdictionHint')}
      value={value || null}
      {...(onChange && { onChange })}
      options={[
        ...offered.map(({ code, name }) => ({ value: code.padEnd(6, '0'), label: `${name} ${code}` })),
        ...finer.map((code) => ({ value: code, label: code })),
      ]}
    />
  );
}
