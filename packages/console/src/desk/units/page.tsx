// SPDX-License-Identifier: Apache-2.0
/** The register as a list. Filters stand in the address, so that a search can be sent to a colleague. */
import { listUnits, makeUnit, type UnitRow } from '@mingjing/contracts/desk';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Card, Empty, Space, Table, type TableColumnsType, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stringifySearch, useAddress } from '../../frame/address.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { useRead } from '../../frame/use-read.ts';
import { UnitStateTag } from '../unit-words.tsx';
import { useMay } from '../use-role.ts';
import { DuplicatesDrawer } from './parts/duplicates-drawer.tsx';
import { ExportButton } from './parts/export-button.tsx';
import { UnitFilters } from './parts/unit-filters.tsx';
import { UnitFormDrawer } from './parts/unit-form-drawer.tsx';
import { UnitSearch } from './parts/unit-search.ts';
import { ViewsMenu } from './parts/views-menu.tsx';

export function UnitsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search = useAddress(UnitSearch);
  const mayWrite = useMay(makeUnit);
  const [open, setOpen] = useState<'form' | 'duplicates'>();
  /** Keys of the pages before this one; the last is the one shown. */
  const [turned, setTurned] = useState<{ readonly of: string; readonly keys: readonly string[] }>({
    of: '',
    keys: [],
  });
  const text = stringifySearch(search);
  const keys = turned.of === text ? turned.keys : [];
  const page = useRead(listUnits, { query: { ...search, after: keys.at(-1) } }, { keepsBefore: true });
  const change = (to: UnitSearch) => void navigate({ to: '/units', search: to });
  const next = page.data?.next ?? null;
  const columns = useUnitColumns();
  return (
    <>
      <Space wrap className={`${layout.full} ${layout.spread} ${layout.below3}`}>
        <Typography.Title level={1} className={layout.flush}>
          {t('units.title')}
        </Typography.Title>
        <Space wrap>
          {mayWrite ? (
            <Button type="primary" onClick={() => setOpen('form')}>
              {t('units.make')}
            </Button>
          ) : null}
          <Button onClick={() => setOpen('duplicates')}>{t('units.duplicates')}</Button>
          <ViewsMenu search={search} onChoose={change} />
          <ExportButton search={search} />
        </Space>
      </Space>
      <UnitFilters search={search} onChange={change} />
      <ProblemAlert error={page.error} onRetry={() => void page.refetch()} />
      <Card classNames={{ body: layout.bare }}>
        <p role="status" className={`${layout.flush} ${layout.inside3}`}>
          {page.data === undefined
            ? ' '
            : t(page.data.totalIsExact ? 'units.total' : 'units.more', { count: page.data.total })}
        </p>
        <Table<UnitRow>
          rowKey="id"
          size="middle"
          loading={page.isFetching}
          scroll={{ x: 980 }}
          pagination={false}
          dataSource={[...(page.data?.units ?? [])]}
          locale={{ emptyText: <Empty description={t('units.none')} /> }}
          columns={columns}
        />
        <Turn
          onBefore={keys.length === 0 ? undefined : () => setTurned({ of: text, keys: keys.slice(0, -1) })}
          onNext={next === null ? undefined : () => setTurned({ of: text, keys: [...keys, next] })}
        />
      </Card>
      <UnitFormDrawer
        open={open === 'form'}
        onClose={() => setOpen(undefined)}
        onSaved={(id) => void navigate({ to: '/unit', search: { id } })}
      />
      <DuplicatesDrawer
        open={open === 'duplicates'}
        mayDecide={mayWrite}
        onClose={() => setOpen(undefined)}
      />
    </>
  );
}

interface TurnProps {
  readonly onBefore: (() => void) | undefined;
  readonly onNext: (() => void) | undefined;
}

/** Page for page; undefined: there is none. */
function Turn({ onBefore, onNext }: TurnProps) {
  const { t } = useTranslation();
  return (
    <Space className={layout.inside3}>
      <Button disabled={!onBefore} onClick={onBefore}>
        {t('units.previous')}
      </Button>
      <Button disabled={!onNext} onClick={onNext}>
        {t('units.next')}
      </Button>
    </Space>
  );
}

function useUnitColumns(): TableColumnsType<UnitRow> {
  const { t } = useTranslation();
  return [
    {
      title: t('units.name'),
      render: (_, unit) => (
        <>
          <Link to="/unit" search={{ id: unit.id }}>
            {unit.name}
          </Link>{' '}
          {unit.keyUnit ? <Tag color="purple">{t('units.keyUnit')}</Tag> : null}
          <br />
          <Typography.Text type="secondary" className={layout.note}>
            {unit.address}
          </Typography.Text>
        </>
      ),
    },
    { title: t('units.kind'), dataIndex: 'placeKind', width: 110 },
    { title: t('unit.jurisdiction'), dataIndex: 'jurisdiction', width: 110 },
    {
      title: t('units.state'),
      width: 150,
      render: (_, unit) => <UnitStateTag state={unit.filingState} overdue={unit.overdue} />,
    },
    {
      title: t('units.due'),
      width: 120,
      render: (_, unit) => <span className="tabular">{unit.filingDueOn ?? '—'}</span>,
    },
    { title: t('units.cameras'), dataIndex: 'cameraCount', width: 90, align: 'right' },
    {
      title: t('units.storage'),
      width: 90,
      align: 'right',
      render: (_, { storageDays }) => (storageDays === null ? '—' : t('units.days', { count: storageDays })),
    },
    {
      title: t('units.creditCode'),
      width: 200,
      render: (_, unit) => <code>{unit.creditCode ?? '—'}</code>,
    },
  ];
}
