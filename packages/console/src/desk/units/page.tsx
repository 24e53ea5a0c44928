// SPDX-License-Identifier: Apache-2.0
/** The register as a list. Filters stand in the address, so that a search can be sent to a colleague. */
import { listUnits, makeUnit, type UnitRow } from '@mingjing/contracts/desk';
import { useNavigate } from '@tanstack/react-router';
import { Button, Card, Space, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stringifySearch, useAddress } from '../../frame/address.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { useRead } from '../../frame/use-read.ts';
import { useMay } from '../use-role.ts';
import { BatchBar, type Ticked } from './parts/batch-bar.tsx';
import { DuplicatesDrawer } from './parts/duplicates-drawer.tsx';
import { ExportButton } from './parts/export-button.tsx';
import { ColumnChooser, useShownColumns, useUnitColumns } from './parts/unit-columns.tsx';
import { UnitFilters } from './parts/unit-filters.tsx';
import { UnitFormDrawer } from './parts/unit-form-drawer.tsx';
import { UnitSearch } from './parts/unit-search.ts';
import { UnitTable } from './parts/unit-table.tsx';
import { ViewsMenu } from './parts/views-menu.tsx';

/** Those ticked before and every row of the page. */
const withPage = (ticked: readonly Ticked[], rows: readonly UnitRow[]): readonly Ticked[] => [
  ...ticked,
  ...rows.filter(({ id }) => ticked.every((one) => one.id !== id)).map(({ id, name }) => ({ id, name })),
];

interface Turned {
  /** The search whose pages were turned. */
  readonly of: string;
  readonly keys: readonly string[];
}

export function UnitsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search = useAddress(UnitSearch);
  const mayWrite = useMay(makeUnit);
  const [open, setOpen] = useState<'form' | 'duplicates'>();
  /** Keys of the pages before this one; the last is the one shown. */
  const [turned, setTurned] = useState<Turned>({ of: '', keys: [] });
  const text = stringifySearch(search);
  const keys = turned.of === text ? turned.keys : [];
  const page = useRead(listUnits, { query: { ...search, after: keys.at(-1) } }, { keepsBefore: true });
  const change = (to: UnitSearch) => void navigate({ to: '/units', search: to });
  const next = page.data?.next ?? null;
  const shown = useShownColumns();
  const columns = useUnitColumns(search, shown);
  const [ticked, setTicked] = useState<readonly Ticked[]>([]);
  return (
    <>
      <Heading
        onMake={mayWrite ? () => setOpen('form') : undefined}
        onDuplicates={() => setOpen('duplicates')}
      >
        <ViewsMenu search={search} onChoose={change} />
        <ExportButton search={search} />
        <ColumnChooser {...shown} />
      </Heading>
      <UnitFilters search={search} onChange={change} />
      <ProblemAlert error={page.error} onRetry={() => void page.refetch()} />
      <Card classNames={{ body: layout.bare }}>
        <p role="status" className={`${layout.flush} ${layout.inside3}`}>
          {page.data === undefined
            ? ' '
            : t(page.data.totalIsExact ? 'units.total' : 'units.more', { count: page.data.total })}
        </p>
        <BatchBar
          ticked={ticked}
          search={search}
          total={page.data?.total ?? 0}
          onPage={() => setTicked(withPage(ticked, page.data?.units ?? []))}
          onClear={() => setTicked([])}
        />
        <UnitTable
          search={search}
          columns={columns}
          rows={page.data?.units ?? []}
          loading={page.isFetching}
          ticked={ticked}
          onTick={setTicked}
          onChange={change}
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

interface HeadingProps {
  /** Undefined: this person registers no units. */
  readonly onMake: (() => void) | undefined;
  readonly onDuplicates: () => void;
  readonly children: ReactNode;
}

function Heading({ onMake, onDuplicates, children }: HeadingProps) {
  const { t } = useTranslation();
  return (
    <Space wrap className={`${layout.full} ${layout.spread} ${layout.below3}`}>
      <Typography.Title level={1} className={layout.flush}>
        {t('units.title')}
      </Typography.Title>
      <Space wrap>
        {onMake ? (
          <Button type="primary" onClick={onMake}>
            {t('units.make')}
          </Button>
        ) : null}
        <Button onClick={onDuplicates}>{t('units.duplicates')}</Button>
        {children}
      </Space>
    </Space>
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
