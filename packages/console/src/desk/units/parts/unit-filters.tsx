// SPDX-License-Identifier: Apache-2.0
import { filingStates, unitAccounts } from '@mingjing/contracts/desk';
import { Button, Checkbox, Input, Select, Space } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { CountyFilter } from '../../county-filter.tsx';
import type { UnitSearch } from './unit-search.ts';

const kinds = ['宾馆', '学校', '商场', '医院', '网吧', '停车场', '住宅小区', '餐馆', '银行', '加油站'];
const sorts = ['name', 'updated', 'cameras', 'due', 'storage'] as const;

interface Props {
  readonly search: UnitSearch;
  readonly onChange: (search: UnitSearch) => void;
}

/** Another sort begins the way it is usually read. */
const withoutDirection = ({ direction: _, ...search }: UnitSearch): UnitSearch => search;

export function UnitFilters({ search, onChange }: Props) {
  const { t } = useTranslation();
  const asked = search.words ?? '';
  const [words, setWords] = useState(asked);
  useEffect(() => setWords(asked), [asked]);
  const set = (name: keyof UnitSearch, value: string) => onChange({ ...search, [name]: value });
  const tick = (name: keyof UnitSearch, value: string, label: string) => (
    <Checkbox
      checked={String(search[name] ?? '') === value}
      onChange={({ target }) => set(name, target.checked ? value : '')}
    >
      {label}
    </Checkbox>
  );
  return (
    <search>
      <Space wrap size={[12, 8]} className={layout.below3}>
        <Input.Search
          allowClear
          value={words}
          aria-label={t('units.search')}
          placeholder={t('units.search')}
          maxLength={100}
          onChange={({ target }) => setWords(target.value)}
          onSearch={(value) => set('words', value.trim())}
          className={layout.popover}
        />
        <Choice
          field="kind"
          value={search.placeKind}
          onChange={(value) => set('placeKind', value)}
          choices={kinds.map((value) => ({ value, label: value }))}
        />
        <Choice
          field="state"
          value={search.filingState}
          onChange={(value) => set('filingState', value)}
          choices={filingStates.map((value) => ({ value, label: t(`units.states.${value}`) }))}
        />
        <Choice
          field="account"
          value={search.account}
          onChange={(value) => set('account', value)}
          choices={unitAccounts.map((value) => ({ value, label: t(`units.accounts.${value}`) }))}
        />
        <Select
          aria-label={t('units.sort')}
          value={search.sort ?? 'name'}
          onChange={(value: string) =>
            onChange({ ...withoutDirection(search), sort: value as UnitSearch['sort'] })
          }
          className={layout.fieldNarrow}
          options={sorts.map((value) => ({ value, label: t(`units.sorts.${value}`) }))}
        />
        <CountyFilter value={search.jurisdiction} onChange={(county) => set('jurisdiction', county ?? '')} />
        {tick('overdue', 'true', t('units.overdue'))}
        {tick('dueSoon', 'true', t('units.dueSoon'))}
        {tick('keyUnit', 'true', t('units.keyUnit'))}
        {tick('counterTerrorKeyTarget', 'true', t('units.counterTerrorKeyTarget'))}
        {tick('storageShort', 'true', t('units.storageShort'))}
        {Object.keys(search).length > 0 ? (
          <Button type="link" onClick={() => onChange({})}>
            {t('units.clear')}
          </Button>
        ) : null}
      </Space>
    </search>
  );
}

interface ChoiceProps {
  /** Its name among the words of the page. */
  readonly field: 'kind' | 'state' | 'account';
  readonly value: string | undefined;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** Empty: any. */
  readonly onChange: (value: string) => void;
}

function Choice({ field, value, choices, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  const name = t(`units.${field}`);
  return (
    <Select
      showSearch
      aria-label={name}
      value={value ?? ''}
      onChange={onChange}
      className={layout.fieldNarrow}
      options={[{ value: '', label: `${name}：${t('units.any')}` }, ...choices]}
    />
  );
}
