// SPDX-License-Identifier: Apache-2.0
/** The register: search, filters, saved filters, pages loaded on, export; a new unit is registered here. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Card, Checkbox, Empty, Input, Select, Space, Table, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../frame/problem.tsx';
import {
  type FilingState,
  listUnits,
  listViews,
  saveView,
  type UnitQuery,
  type UnitRow,
  unitsSheet,
} from '../api/registry.ts';
import { RegisterUnit } from './units/register-unit.tsx';

const states: readonly FilingState[] = ['unfiled', 'pending', 'returned', 'filed', 'notRequired'];
export const stateColours: Readonly<Record<FilingState, string>> = {
  unfiled: 'default',
  pending: 'blue',
  returned: 'orange',
  filed: 'green',
  notRequired: 'default',
};
const known = ['words', 'placeKind', 'filingState', 'overdue', 'storageBelow', 'keyUnit', 'sort'];

const fromAddress = (): UnitQuery =>
  Object.fromEntries(
    [...new URLSearchParams(location.search)]
      .filter(([name]) => known.includes(name))
      .map(([name, value]) => [name, value.replaceAll('"', '')]),
  );

export function UnitsPage() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [query, setQuery] = useState<UnitQuery>(fromAddress);
  const [adding, setAdding] = useState(false);
  const views = useQuery({ queryKey: ['views'], queryFn: listViews });
  const units = useInfiniteQuery({
    queryKey: ['units', query],
    queryFn: ({ pageParam }) => listUnits(query, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const set = (name: string, value: string | undefined) =>
    setQuery(({ [name]: _, ...rest }) =>
      value === undefined || value === '' ? rest : { ...rest, [name]: value },
    );
  const first = units.data?.pages[0];
  const rows = units.data?.pages.flatMap((page) => page.units) ?? [];
  return (
    <>
      <Space wrap style={{ marginBottom: 12 }}>
        <Typography.Title level={1} style={{ fontSize: 22, margin: 0 }}>
          {t('units.title')}
        </Typography.Title>
        {first ? (
          <Typography.Text type="secondary" role="status">
            {t(first.totalIsExact ? 'units.total' : 'units.moreThan', { total: first.total })}
          </Typography.Text>
        ) : null}
        <Button type="primary" onClick={() => setAdding(true)}>
          {t('units.add')}
        </Button>
        <Button href={unitsSheet(query)}>{t('units.export')}</Button>
      </Space>
      <Card styles={{ body: { padding: 0 } }}>
        <Space wrap style={{ padding: 16 }}>
          <Input.Search
            allowClear
            defaultValue={query['words']}
            aria-label={t('units.search')}
            placeholder={t('units.search')}
            style={{ width: 280 }}
            onSearch={(words) => set('words', words.trim())}
          />
          <Select
            allowClear
            aria-label={t('units.state')}
            placeholder={t('units.state')}
            style={{ minWidth: 120 }}
            value={query['filingState'] ?? null}
            onChange={(value: string | null) => set('filingState', value ?? undefined)}
            options={states.map((value) => ({ value, label: t(`filing.state.${value}`) }))}
          />
          <Checkbox
            checked={query['overdue'] === 'true'}
            onChange={({ target }) => set('overdue', target.checked ? 'true' : undefined)}
          >
            {t('units.onlyOverdue')}
          </Checkbox>
          <Checkbox
            checked={query['storageBelow'] === '30'}
            onChange={({ target }) => set('storageBelow', target.checked ? '30' : undefined)}
          >
            {t('units.shortStorage')}
          </Checkbox>
          <Checkbox
            checked={query['keyUnit'] === 'true'}
            onChange={({ target }) => set('keyUnit', target.checked ? 'true' : undefined)}
          >
            {t('units.keyUnit')}
          </Checkbox>
          <Select
            aria-label={t('units.sort')}
            value={query['sort'] ?? 'name'}
            style={{ minWidth: 150 }}
            onChange={(value: string) => set('sort', value)}
            options={(['name', 'updated', 'cameras', 'due'] as const).map((value) => ({
              value,
              label: t(`units.sorts.${value}`),
            }))}
          />
          <Select
            aria-label={t('units.views')}
            placeholder={t('units.views')}
            style={{ minWidth: 140 }}
            value={null}
            onChange={(id: string | null) =>
              setQuery(views.data?.find((view) => view.id === id)?.query ?? {})
            }
            options={(views.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
          <SaveView
            onSave={async (name) => {
              await saveView(name, query);
              await views.refetch();
              message.success(t('common.saved'));
            }}
          />
        </Space>
        <ProblemAlert error={units.error} onRetry={() => void units.refetch()} />
        <Table<UnitRow>
          rowKey="id"
          loading={units.isPending}
          scroll={{ x: 820 }}
          pagination={false}
          dataSource={rows}
          locale={{ emptyText: <Empty description={t('common.nothing')} /> }}
          columns={[
            {
              title: t('units.name'),
              render: (_, unit) => (
                <>
                  <Link to="/unit" search={{ id: unit.id }}>
                    {unit.name}
                  </Link>{' '}
                  {unit.keyUnit ? <Tag color="purple">{t('units.keyUnit')}</Tag> : null}
                  <br />
                  <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                    {unit.address} · {unit.creditCode ?? '—'}
                  </Typography.Text>
                </>
              ),
            },
            { title: t('units.placeKind'), dataIndex: 'placeKind' },
            {
              title: t('units.state'),
              render: (_, unit) => (
                <>
                  <Tag color={stateColours[unit.filingState]}>{t(`filing.state.${unit.filingState}`)}</Tag>
                  {unit.overdue ? <Tag color="red">{t('units.overdue')}</Tag> : null}
                </>
              ),
            },
            { title: t('units.due'), render: (_, unit) => unit.filingDueOn ?? '—' },
            { title: t('units.cameras'), align: 'right', dataIndex: 'cameraCount' },
            {
              title: t('units.storage'),
              align: 'right',
              render: (_, { storageDays }) =>
                storageDays === null ? (
                  '—'
                ) : (
                  <Typography.Text {...(storageDays < 30 ? { type: 'danger' as const } : {})}>
                    {t('units.days', { days: storageDays })}
                  </Typography.Text>
                ),
            },
          ]}
        />
        {units.hasNextPage ? (
          <div style={{ padding: 16, textAlign: 'center' }}>
            <Button loading={units.isFetchingNextPage} onClick={() => void units.fetchNextPage()}>
              {t('units.more')}
            </Button>
          </div>
        ) : null}
      </Card>
      {adding ? (
        <RegisterUnit
          onClose={(changed) => {
            setAdding(false);
            if (changed) void units.refetch();
          }}
        />
      ) : null}
    </>
  );
}

function SaveView({ onSave }: { readonly onSave: (name: string) => Promise<void> }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const ask = () => {
    let name = '';
    modal.confirm({
      title: t('units.saveView'),
      content: (
        <Input
          aria-label={t('units.viewName')}
          placeholder={t('units.viewName')}
          maxLength={60}
          onChange={({ target }) => (name = target.value)}
        />
      ),
      onOk: async () => {
        if (name.trim() === '') throw new Error('no name');
        await onSave(name.trim());
      },
    });
  };
  return <Button onClick={ask}>{t('units.saveView')}</Button>;
}
