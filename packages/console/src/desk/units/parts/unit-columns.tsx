// SPDX-License-Identifier: Apache-2.0
/** The columns of the list: which are shown is this browser's choice, by which it is sorted stands in the address. */
import { SettingOutlined } from '@ant-design/icons';
import type { UnitRow } from '@mingjing/contracts/desk';
import { Link } from '@tanstack/react-router';
import { Button, Checkbox, Popover, Space, type TableColumnType, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { showDay } from '../../../frame/time.ts';
import { UnitStateTag } from '../../unit-words.tsx';
import { useDeskSession } from '../../use-role.ts';
import type { UnitSearch } from './unit-search.ts';

/** Beside the name, which is always shown. */
const choosable = [
  'kind',
  'jurisdiction',
  'state',
  'due',
  'cameras',
  'storage',
  'creditCode',
  'account',
] as const;
type Column = (typeof choosable)[number];

const kept = 'mingjing.desk.units.hidden';

/** What this browser hides; a name that is no column any more is passed over. */
function readHidden(): readonly Column[] {
  const names = (localStorage.getItem(kept) ?? '').split(',');
  return choosable.filter((column) => names.includes(column));
}

export interface ShownColumns {
  /** A county's own officers have one county: its column is for organs above. */
  readonly offered: readonly Column[];
  readonly hidden: readonly Column[];
  readonly toggle: (column: Column) => void;
}

export function useShownColumns(): ShownColumns {
  const [hidden, setHidden] = useState(readHidden);
  const isCounty = (useDeskSession()?.organisation?.jurisdiction ?? '').length >= 6;
  return {
    offered: choosable.filter((column) => column !== 'jurisdiction' || !isCounty),
    hidden,
    toggle: (column) => {
      const next = hidden.includes(column) ? hidden.filter((one) => one !== column) : [...hidden, column];
      localStorage.setItem(kept, next.join());
      setHidden(next);
    },
  };
}

export function ColumnChooser({ offered, hidden, toggle }: ShownColumns) {
  const { t } = useTranslation();
  return (
    <Popover
      trigger="click"
      title={t('units.columns')}
      content={
        <Space orientation="vertical">
          {offered.map((column) => (
            <Checkbox key={column} checked={!hidden.includes(column)} onChange={() => toggle(column)}>
              {t(`units.${column}`)}
            </Checkbox>
          ))}
        </Space>
      }
    >
      <Button icon={<SettingOutlined />}>{t('units.columns')}</Button>
    </Popover>
  );
}

/** What a column is sorted by, and which way when nobody chose. */
const sortOf = { name: 'asc', due: 'asc', cameras: 'desc', storage: 'asc' } as const;
const upThenDown = ['ascend', 'descend'] as const;
export type SortableColumn = keyof typeof sortOf;

/** The search with another sort, as a heading was clicked. @param order undefined: as the list begins */
export function sortedBy(
  search: UnitSearch,
  column: SortableColumn | undefined,
  order: 'ascend' | 'descend' | null | undefined,
): UnitSearch {
  const { sort: _, direction: __, ...rest } = search;
  if (column === undefined || !order) return rest;
  const direction = order === 'ascend' ? 'asc' : 'desc';
  return { ...rest, sort: column, ...(direction !== sortOf[column] && { direction }) };
}

export function useUnitColumns(
  search: UnitSearch,
  { offered, hidden }: ShownColumns,
): readonly (TableColumnType<UnitRow> & { readonly key: string })[] {
  const { t } = useTranslation();
  const sorted = search.sort ?? 'name';
  const sorting = (column: SortableColumn) => ({
    sorter: true,
    sortDirections: sortOf[column] === 'asc' ? [...upThenDown] : [...upThenDown].reverse(),
    sortOrder:
      sorted === column
        ? (search.direction ?? sortOf[column]) === 'asc'
          ? ('ascend' as const)
          : ('descend' as const)
        : null,
  });
  const columns: Record<Column, Omit<TableColumnType<UnitRow>, 'title' | 'key'>> = {
    kind: { dataIndex: 'placeKind', width: 110 },
    jurisdiction: { dataIndex: 'jurisdiction', width: 110 },
    state: {
      width: 150,
      render: (_, unit) => <UnitStateTag state={unit.filingState} overdue={unit.overdue} />,
    },
    due: {
      width: 120,
      ...sorting('due'),
      render: (_, unit) => <span className="tabular">{unit.filingDueOn ?? '—'}</span>,
    },
    cameras: { dataIndex: 'cameraCount', width: 100, align: 'right', ...sorting('cameras') },
    storage: {
      width: 100,
      align: 'right',
      ...sorting('storage'),
      render: (_, { storageDays }) => (storageDays === null ? '—' : t('units.days', { count: storageDays })),
    },
    creditCode: { width: 190, render: (_, unit) => <code>{unit.creditCode ?? '—'}</code> },
    account: {
      width: 150,
      render: (_, unit) => <AccountCell unit={unit} />,
    },
  };
  return [
    {
      key: 'name',
      width: 240,
      title: t('units.name'),
      ...sorting('name'),
      render: (_, unit) => <NameCell unit={unit} />,
    },
    ...offered
      .filter((column) => !hidden.includes(column))
      .map((column) => ({ key: column, title: t(`units.${column}`), ...columns[column] })),
  ];
}

function NameCell({ unit }: { readonly unit: UnitRow }) {
  const { t } = useTranslation();
  return (
    <>
      <Link to="/unit" search={{ id: unit.id }}>
        {unit.name}
      </Link>{' '}
      {unit.keyUnit ? <Tag color="purple">{t('units.keyUnit')}</Tag> : null}
      {unit.counterTerrorKeyTarget ? <Tag color="purple">{t('units.counterTerrorKeyTarget')}</Tag> : null}
      <br />
      <Typography.Text type="secondary" className={layout.note}>
        {unit.address}
      </Typography.Text>
    </>
  );
}

/** Whether somebody of the unit can sign in, and when it was last reminded. */
function AccountCell({ unit: { account, remindedAt } }: { readonly unit: UnitRow }) {
  const { t } = useTranslation();
  return (
    <>
      {t(`units.accounts.${account}`)}
      {remindedAt === null ? null : (
        <Typography.Text type="secondary" className={`${layout.block} ${layout.small}`}>
          {t('units.reminded', { on: showDay(remindedAt) })}
        </Typography.Text>
      )}
    </>
  );
}
