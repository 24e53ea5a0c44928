// SPDX-License-Identifier: Apache-2.0
import type { UnitRow } from '@mingjing/contracts/desk';
import { Empty, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Ticked } from './batch-bar.tsx';
import { type SortableColumn, sortedBy, type useUnitColumns } from './unit-columns.tsx';
import type { UnitSearch } from './unit-search.ts';

interface Props {
  readonly search: UnitSearch;
  readonly columns: ReturnType<typeof useUnitColumns>;
  readonly rows: readonly UnitRow[];
  readonly loading: boolean;
  readonly ticked: readonly Ticked[];
  readonly onTick: (ticked: readonly Ticked[]) => void;
  readonly onChange: (search: UnitSearch) => void;
}

/** One page of the list: rows are ticked across pages, headings sort. */
export function UnitTable({ search, columns, rows, loading, ticked, onTick, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Table<UnitRow>
      rowKey="id"
      rowSelection={{
        columnWidth: 48,
        // The table's own "all" stands in a hidden row too, where a keyboard gets lost.
        columnTitle: t('units.batch.tick'),
        hideSelectAll: true,
        preserveSelectedRowKeys: true,
        getCheckboxProps: ({ name }) => ({ 'aria-label': `${t('units.batch.tick')} ${name}` }),
        selectedRowKeys: ticked.map(({ id }) => id),
        onChange: (ids, chosen) =>
          onTick(
            ids.map((id, at) => ({
              id: String(id),
              name: chosen[at]?.name ?? ticked.find((one) => one.id === id)?.name ?? '',
            })),
          ),
      }}
      onChange={(_pages, _filters, sorter) => {
        const { columnKey, order } = [sorter].flat()[0] ?? {};
        onChange(sortedBy(search, columnKey as SortableColumn | undefined, order));
      }}
      size="middle"
      loading={loading}
      scroll={{ x: 1160 }}
      pagination={false}
      dataSource={[...rows]}
      locale={{ emptyText: <Empty description={t('units.none')} /> }}
      columns={[...columns]}
    />
  );
}
