// SPDX-License-Identifier: Apache-2.0
/** The register of looks: what waits for a person, the entries, and the counter where others ask to look. */

import type { AnswerOf } from '@mingjing/contracts';
import { listSessions, readOverview, readRegister, readRegisterDays } from '@mingjing/contracts/site';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Card, DatePicker, Drawer, Empty, Input, Select, Space, Table, Tag, Typography } from 'antd';
import type { SorterResult } from 'antd/es/table/interface';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../frame/language.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { showInstant } from '../../frame/time.ts';
import { useRead } from '../../frame/use-read.ts';
import type { AccessSession } from '../api/access.ts';
import { type RegisterFilter, type RegisterQuery, registerFile } from '../api/register.ts';
import { instantOf } from '../beijing-range.ts';
import { useAllCameras } from '../use-all-cameras.ts';
import { useSession } from '../use-session.ts';
import { CounterForm } from './parts/counter-form.tsx';
import { EntryDetail } from './parts/entry-detail.tsx';
import { LostLooks } from './parts/lost-looks.tsx';
import { Pending } from './parts/pending.tsx';
import { askerOf, stateColours } from './parts/words.ts';

const firstQuery: RegisterQuery = { sort: 'number', order: 'desc', page: 1, size: 20 };

export function RegisterPage() {
  const { t } = useTranslation();
  const { person } = useSession();
  const queries = useQueryClient();
  const [query, setQuery] = useState<RegisterQuery>(firstQuery);
  const [counter, setCounter] = useState(false);
  const [opened, setOpened] = useState<number>();
  const reads = person?.role !== 'operator';
  const register = useRead(
    readRegister,
    { query },
    { enabled: reads, keepsBefore: true, refetchInterval: 15_000 },
  );
  const { sort: _, order: __, page: ___, size: ____, ...filter } = query;
  const refresh = () => {
    for (const { id } of [readRegister, readRegisterDays, listSessions, readOverview])
      void queries.invalidateQueries({ queryKey: [id] });
  };
  const entry = register.data?.rows.find(({ number }) => number === opened);
  return (
    <>
      <Space wrap className={layout.below3}>
        <Typography.Title level={1} className={layout.flush}>
          {t('register.title')}
        </Typography.Title>
        {person?.role === 'auditor' ? null : (
          <Button type="primary" onClick={() => setCounter(true)}>
            {t('register.counter')}
          </Button>
        )}
      </Space>
      <Pending onChanged={refresh} />
      {reads ? (
        <Card classNames={{ body: layout.bare }}>
          <Filters filter={filter} onChange={(change) => setQuery({ ...query, ...change, page: 1 })} />
          <ProblemAlert error={register.error} onRetry={() => void register.refetch()} />
          <LostLooks lost={register.data?.lost ?? []} requests={register.data?.lostRequests ?? []} />
          <Days filter={filter} />
          <Looks
            answer={register.data}
            isPending={register.isPending}
            query={query}
            onQuery={setQuery}
            onOpen={setOpened}
          />
        </Card>
      ) : null}
      <Drawer
        open={counter}
        size="large"
        title={t('register.counter')}
        onClose={() => {
          setCounter(false);
          refresh();
        }}
        destroyOnHidden
      >
        <CounterForm onRegistered={refresh} />
      </Drawer>
      <Drawer
        open={entry !== undefined}
        size="large"
        title={t('register.detail', { number: opened ?? '' })}
        onClose={() => setOpened(undefined)}
      >
        {entry ? <EntryDetail entry={entry} onChanged={refresh} /> : null}
      </Drawer>
    </>
  );
}

interface LooksProps {
  readonly answer: AnswerOf<typeof readRegister> | undefined;
  readonly isPending: boolean;
  readonly query: RegisterQuery;
  readonly onQuery: (query: RegisterQuery) => void;
  readonly onOpen: (number: number) => void;
}

function Looks({ answer, isPending, query, onQuery, onOpen }: LooksProps) {
  const { t } = useTranslation();
  const columns = useColumns(onOpen);
  return (
    <Table<AccessSession>
      rowKey="number"
      size="middle"
      loading={isPending}
      scroll={{ x: 900 }}
      locale={{ emptyText: <Empty description={t('common.nothing')} /> }}
      dataSource={[...(answer?.rows ?? [])]}
      pagination={{
        current: query.page,
        pageSize: query.size,
        total: answer?.total ?? 0,
        showSizeChanger: true,
        showTotal: (total) => String(total),
        style: { paddingInline: 16 },
      }}
      onChange={({ current = 1, pageSize = 20 }, _filters, sorter) =>
        onQuery({ ...query, page: current, size: pageSize, ...orderOf(sorter) })
      }
      columns={columns}
    />
  );
}

function useColumns(onOpen: (number: number) => void) {
  const { t } = useTranslation();
  const { nameOf } = useAllCameras();
  const english = currentLanguage() === 'en';
  return [
    {
      title: t('register.number'),
      dataIndex: 'number',
      key: 'number',
      sorter: true,
      width: 96,
      render: (_: unknown, entry: AccessSession) => <NumberCell entry={entry} onOpen={onOpen} />,
    },
    {
      title: t('register.when'),
      dataIndex: 'requestedMs',
      key: 'requestedMs',
      sorter: true,
      render: (atMs: number) => <span className="tabular">{showInstant(atMs)}</span>,
    },
    {
      title: t('register.who'),
      key: 'person',
      sorter: true,
      render: (_: unknown, entry: AccessSession) => (
        <>
          {askerOf(entry)}
          <br />
          <Typography.Text type="secondary">
            {t('register.handledBy')} {entry.handledBy.name}
          </Typography.Text>
        </>
      ),
    },
    {
      title: t('register.purpose'),
      key: 'purpose',
      sorter: true,
      render: (_: unknown, entry: AccessSession) => (
        <>
          {english ? entry.purposeWords.en : entry.purposeWords.zh}
          {entry.purposeText === '' ? '' : ` · ${entry.purposeText}`}
        </>
      ),
    },
    {
      title: t('register.kind'),
      key: 'kind',
      sorter: true,
      width: 100,
      render: (_: unknown, { kind }: AccessSession) => t(`register.kinds.${kind}`),
    },
    {
      title: t('common.cameras'),
      render: (_: unknown, { cameras }: AccessSession) => cameras.map(nameOf).join('、'),
    },
    {
      title: t('register.state'),
      width: 130,
      render: (_: unknown, { state }: AccessSession) => (
        <Tag color={stateColours[state]}>{t(`register.states.${state}`)}</Tag>
      ),
    },
  ];
}

interface NumberCellProps {
  readonly entry: AccessSession;
  readonly onOpen: (number: number) => void;
}

function NumberCell({ entry: { number, differs }, onOpen }: NumberCellProps) {
  const { t } = useTranslation();
  return (
    <>
      <Button type="link" size="small" onClick={() => onOpen(number)}>
        {number}
      </Button>
      {differs ? <Tag color="red">{t('register.differs')}</Tag> : null}
    </>
  );
}

function orderOf(
  sorter: SorterResult<AccessSession> | SorterResult<AccessSession>[],
): Pick<RegisterQuery, 'sort' | 'order'> {
  const one = Array.isArray(sorter) ? sorter[0] : sorter;
  if (!one?.order || typeof one.columnKey !== 'string') return { sort: 'number', order: 'desc' };
  return { sort: one.columnKey as RegisterQuery['sort'], order: one.order === 'ascend' ? 'asc' : 'desc' };
}

function Filters({
  filter,
  onChange,
}: {
  readonly filter: RegisterFilter;
  readonly onChange: (change: RegisterFilter) => void;
}) {
  const { t } = useTranslation();
  const cameras = useAllCameras();
  const pick = (
    name: 'kind' | 'state' | 'requester',
    values: readonly string[],
    texts: string,
    label: string,
  ) => (
    <Select
      allowClear
      aria-label={label}
      placeholder={label}
      className={layout.atLeastNarrow}
      value={filter[name] ?? null}
      onChange={(value: string | null) => onChange({ [name]: value ?? undefined })}
      options={values.map((value) => ({ value, label: t(`register.${texts}.${value}`) }))}
    />
  );
  return (
    <Space wrap className={layout.inside4}>
      <Input.Search
        allowClear
        aria-label={t('register.search')}
        placeholder={t('register.search')}
        className={layout.fieldWide}
        onSearch={(text) => onChange({ text })}
      />
      <Between from="fromMs" to="toMs" label={t('register.requestedBetween')} onChange={onChange} />
      <Between from="showsMs" to="showsToMs" label={t('register.showsBetween')} onChange={onChange} />
      {pick('kind', ['live', 'playback', 'export'], 'kinds', t('register.kind'))}
      {pick('requester', ['staff', 'officials', 'citizen', 'platform'], 'requester', t('register.who'))}
      {pick(
        'state',
        ['incomplete', 'awaiting-decision', 'open', 'closed', 'refused'],
        'states',
        t('register.state'),
      )}
      <Select
        allowClear
        aria-label={t('common.camera')}
        placeholder={t('common.camera')}
        className={layout.atLeastNarrow}
        onChange={(camera: string | undefined) => onChange({ camera } as RegisterFilter)}
        options={[...cameras.options]}
      />
      <Button href={registerFile('xlsx', filter)}>{t('register.xlsx')}</Button>
      <Button href={registerFile('pdf', filter)} target="_blank">
        {t('register.pdf')}
      </Button>
    </Space>
  );
}

interface BetweenProps {
  readonly from: 'fromMs' | 'showsMs';
  readonly to: 'toMs' | 'showsToMs';
  readonly label: string;
  readonly onChange: (change: RegisterFilter) => void;
}

/** When it was registered, or what the footage shows: whole days. */
function Between({ from, to, label, onChange }: BetweenProps) {
  const { t } = useTranslation();
  return (
    <DatePicker.RangePicker
      aria-label={label}
      placeholder={[label, t('common.to')]}
      onChange={(range) =>
        onChange({
          [from]: range?.[0] ? instantOf(range[0].startOf('day')) : undefined,
          [to]: range?.[1] ? instantOf(range[1].add(1, 'day').startOf('day')) : undefined,
        } as RegisterFilter)
      }
    />
  );
}

function Days({ filter }: { readonly filter: RegisterFilter }) {
  const { t } = useTranslation();
  const days = useRead(readRegisterDays, { query: filter }, { take: ({ days }) => days });
  if (!days.data || days.data.length === 0) return null;
  return (
    <details className={layout.foot}>
      <summary>{t('register.days')}</summary>
      <ul className={`${layout.around2} ${layout.indented}`}>
        {days.data.slice(0, 31).map((day) => (
          <li key={day.day}>{t('register.dayLine', { ...day })}</li>
        ))}
      </ul>
    </details>
  );
}
