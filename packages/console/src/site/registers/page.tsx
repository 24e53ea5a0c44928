// SPDX-License-Identifier: Apache-2.0
/** One register as a list with search, filter, sorting, paging and a sheet; form and history from the same fields. */
import type { AnswerOf } from '@mingjing/contracts';
import { operationsOf, type Register, type RegisterRow, type RowQuery } from '@mingjing/contracts/registers';
import {
  Alert,
  Button,
  Card,
  Empty,
  Input,
  Select,
  Space,
  Switch,
  Table,
  type TableColumnsType,
  Tag,
  Typography,
} from 'antd';
import type { SorterResult } from 'antd/es/table/interface';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../../frame/address.ts';
import { linkTo } from '../../frame/call.ts';
import { currentLanguage } from '../../frame/language.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { showInstant } from '../../frame/time.ts';
import { useRead } from '../../frame/use-read.ts';
import { provisionName } from '../../law/provision-name.ts';
import { useSession } from '../use-session.ts';
import { useCells } from './parts/cells.ts';
import { OnNow } from './parts/on-now.tsx';
import { knownOf, RowInAddress } from './parts/row-address.ts';
import { RowDrawer } from './parts/row-drawer.tsx';
import { SheetModal } from './parts/sheet-modal.tsx';

const firstQuery: RowQuery = { sort: 'createdMs', order: 'desc', page: 1, size: 20 };

export function RegistersPage({ register }: { readonly register: Register }) {
  const { t } = useTranslation();
  const { person } = useSession();
  const [query, setQuery] = useState<RowQuery>(firstQuery);
  const asked = useAddress(RowInAddress);
  const known = knownOf(register, asked);
  const [opened, setOpened] = useState<RegisterRow | 'new' | undefined>(asked.write ? 'new' : undefined);
  const [brings, setBrings] = useState(false);
  const { list, sheet } = operationsOf(register);
  const rows = useRead(
    list,
    { query: { ...query, withdrawn: query.withdrawn ? 'true' : undefined } },
    { keepsBefore: true },
  );
  const language = currentLanguage() === 'en' ? 'en' : 'zh';
  const mayWrite = person !== undefined && register.writers.includes(person.role);
  const { sort: _sort, order: _order, page: _page, size: _size, withdrawn, ...filter } = query;
  const columns = useRowColumns(register, (id) => setOpened(rowOf(rows.data?.rows, id)));
  return (
    <>
      <Space wrap className={layout.below3}>
        <Typography.Title level={1} className={layout.flush}>
          {register.title[language]}
        </Typography.Title>
        {mayWrite ? (
          <Button type="primary" onClick={() => setOpened('new')}>
            {t('registers.write')}
          </Button>
        ) : null}
        <Button href={linkTo(sheet, { query: { ...filter, withdrawn: withdrawn ? 'true' : undefined } })}>
          {t('registers.sheet')}
        </Button>
        {mayWrite ? <Button onClick={() => setBrings(true)}>{t('registers.bring')}</Button> : null}
      </Space>
      <Typography.Paragraph type="secondary">
        {register.about[language]} {t('registers.askedBy')} {provisionName(register.obligation)}
      </Typography.Paragraph>
      {register.now ? <OnNow register={register} /> : null}
      <Filters register={register} query={query} onChange={setQuery} />
      <ProblemAlert error={rows.error} onRetry={() => void rows.refetch()} />
      <Lost lost={rows.data?.lost ?? []} />
      <Card classNames={{ body: layout.bare }}>
        <Rows
          rows={rows.data}
          isPending={rows.isPending}
          query={query}
          columns={columns}
          onQuery={setQuery}
          onOpen={setOpened}
        />
      </Card>
      <SheetModal register={register} isOpen={brings} onClose={() => setBrings(false)} />
      <RowDrawer
        register={register}
        opened={opened}
        mayWrite={mayWrite}
        known={known}
        onClose={() => setOpened(undefined)}
        onWritten={() => setOpened(undefined)}
      />
    </>
  );
}

/** Versions that the log knows and the register does not. */
function Lost({ lost }: { readonly lost: AnswerOf<RowOperations['list']>['lost'] }) {
  const { t } = useTranslation();
  if (lost.length === 0) return null;
  return (
    <Alert
      type="error"
      showIcon
      className={layout.below3}
      title={t('registers.lost', {
        count: lost.length,
        entries: lost.map(({ entry }) => entry).join(', '),
      })}
    />
  );
}

type RowOperations = ReturnType<typeof operationsOf>;

interface RowsProps {
  readonly rows: AnswerOf<RowOperations['list']> | undefined;
  readonly isPending: boolean;
  readonly query: RowQuery;
  readonly columns: TableColumnsType<RegisterRow>;
  readonly onQuery: (query: RowQuery) => void;
  readonly onOpen: (row: RegisterRow) => void;
}

function Rows({ rows, isPending, query, columns, onQuery, onOpen }: RowsProps) {
  const { t } = useTranslation();
  return (
    <Table<RegisterRow>
      rowKey="id"
      size="small"
      loading={isPending}
      scroll={{ x: 'max-content' }}
      dataSource={rows?.rows ?? []}
      locale={{ emptyText: <Empty description={t('registers.none')} /> }}
      onRow={(row) => ({ onClick: () => onOpen(row), style: { cursor: 'pointer' } })}
      pagination={{
        current: query.page,
        pageSize: query.size,
        total: rows?.total ?? 0,
        showSizeChanger: true,
        showTotal: (total) => t('registers.total', { total }),
      }}
      onChange={({ current, pageSize }, _filters, sorter) => {
        const { columnKey, order } = sorter as SorterResult<RegisterRow>;
        onQuery({
          ...query,
          page: current ?? 1,
          size: pageSize ?? query.size,
          sort: order ? String(columnKey) : firstQuery.sort,
          order: order === 'ascend' ? 'asc' : 'desc',
        });
      }}
      columns={columns}
    />
  );
}

function useRowColumns(register: Register, open: (id: string) => void): TableColumnsType<RegisterRow> {
  const { t } = useTranslation();
  const show = useCells();
  const language = currentLanguage() === 'en' ? 'en' : 'zh';
  return [
    ...Object.entries(register.fields)
      .filter(([, { aside }]) => !aside)
      .map(([name, field]) => ({
        key: name,
        title: field[language],
        sorter: true,
        render: (_: unknown, row: RegisterRow) => show(field, row.values[name]) || '—',
      })),
    {
      key: 'createdMs',
      title: t('registers.written'),
      sorter: true,
      render: (_: unknown, { by, createdMs, version, withdrawn: gone, id, differs }: RegisterRow) => (
        <Space size={4} wrap>
          <Button type="link" size="small" onClick={() => open(id)}>
            {showInstant(createdMs).slice(0, 16)}
          </Button>
          {by.name}
          {gone ? <Tag color="red">{t('registers.withdrawn')}</Tag> : null}
          {differs ? <Tag color="red">{t('registers.differs')}</Tag> : null}
          {version > 1 && !gone ? <Tag>{t('registers.corrected')}</Tag> : null}
        </Space>
      ),
    },
  ];
}

const rowOf = (rows: readonly RegisterRow[] | undefined, id: string) => rows?.find((row) => row.id === id);

interface FiltersProps {
  readonly register: Register;
  readonly query: RowQuery;
  readonly onChange: (query: RowQuery) => void;
}

function Filters({ register, query, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const language = currentLanguage() === 'en' ? 'en' : 'zh';
  const choices = Object.entries(register.fields).flatMap(([name, field]) =>
    field.kind === 'choice' ? [{ name, field }] : [],
  );
  const narrowed = ({ field: _field, value: _value, ...rest }: RowQuery): RowQuery => ({ ...rest, page: 1 });
  return (
    <Space wrap className={layout.below3}>
      <Input.Search
        allowClear
        aria-label={t('common.search')}
        placeholder={t('common.search')}
        onSearch={(text) => onChange({ ...query, page: 1, text })}
        className={layout.fieldWide}
      />
      {choices.map(({ name, field }) => (
        <Select
          key={name}
          allowClear
          aria-label={field[language]}
          placeholder={field[language]}
          className={layout.atLeastNarrow}
          value={query.field === name ? (query.value ?? null) : null}
          options={Object.entries(field.choices).map(([value, words]) => ({ value, label: words[language] }))}
          onChange={(value: string | null | undefined) =>
            onChange(value ? { ...query, page: 1, field: name, value } : narrowed(query))
          }
        />
      ))}
      <span>
        <Switch
          size="small"
          aria-label={t('registers.showWithdrawn')}
          checked={query.withdrawn ?? false}
          onChange={(withdrawn) => onChange({ ...query, page: 1, withdrawn })}
        />{' '}
        {t('registers.showWithdrawn')}
      </span>
    </Space>
  );
}
