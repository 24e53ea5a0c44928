// SPDX-License-Identifier: Apache-2.0
/** The internal supervisor's page: who looked at or changed what, when and why. */
import type { QueryOf } from '@mingjing/contracts';
import { type Act, exportActs, listActs, readCheckpoint } from '@mingjing/contracts/desk';
import {
  Alert,
  Button,
  Card,
  DatePicker,
  Empty,
  Input,
  Select,
  Space,
  type TableColumnsType,
  Tag,
  Typography,
} from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { linkTo } from '../../frame/call.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { ScrollingTable } from '../../frame/scrolling-table.tsx';
import { showInstant } from '../../frame/time.ts';
import { useRead } from '../../frame/use-read.ts';
import { ActDetail } from './parts/detail.tsx';

type Filter = QueryOf<typeof listActs>;

export function AuditPage() {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<Filter>({});
  const acts = useRead(listActs, { query: filter }, { keepsBefore: true });
  const checkpoint = useRead(readCheckpoint, {});
  const set = (change: Filter) => setFilter(({ before: _, ...rest }) => ({ ...rest, ...change }));
  const { before: _before, ...exported } = filter;
  const columns = useColumns();
  return (
    <>
      <Typography.Title level={1}>{t('audit.title')}</Typography.Title>
      <Alert type="info" showIcon title={t('audit.intro')} className={layout.below4} />
      <Card classNames={{ body: layout.bare }}>
        <Filters exported={exported} onSet={set} />
        <ProblemAlert error={acts.error} onRetry={() => void acts.refetch()} />
        <ScrollingTable<Act>
          rowKey="id"
          size="small"
          loading={acts.isPending}
          scroll={{ x: 1080 }}
          pagination={false}
          locale={{ emptyText: <Empty description={t('common.nothing')} /> }}
          dataSource={[...(acts.data?.acts ?? [])]}
          columns={columns}
        />
        <Space className={layout.inside4}>
          <Button disabled={filter.before === undefined} onClick={() => set({})}>
            {t('audit.newest')}
          </Button>
          <Button
            disabled={!acts.data?.next}
            onClick={() => setFilter({ ...filter, ...(acts.data?.next ? { before: acts.data.next } : {}) })}
          >
            {t('audit.older')}
          </Button>
        </Space>
      </Card>
      {checkpoint.data?.note ? (
        <Card size="small" title={t('audit.checkpoint')} className={layout.above4}>
          <pre className={`${layout.flush} ${layout.keepsLines} ${layout.breaks}`}>
            {checkpoint.data.note}
          </pre>
        </Card>
      ) : null}
    </>
  );
}

interface FiltersProps {
  readonly exported: Filter;
  readonly onSet: (change: Filter) => void;
}

function Filters({ exported, onSet }: FiltersProps) {
  const { t } = useTranslation();
  return (
    <Space wrap className={layout.inside4}>
      <Input.Search
        allowClear
        aria-label={t('audit.search')}
        placeholder={t('audit.search')}
        className={layout.fieldWide}
        onSearch={(words) => onSet({ words: words.trim() })}
      />
      <DatePicker.RangePicker
        aria-label={t('audit.at')}
        onChange={(range) =>
          onSet({ from: range?.[0]?.format('YYYY-MM-DD'), to: range?.[1]?.format('YYYY-MM-DD') })
        }
      />
      <Select
        allowClear
        aria-label={t('audit.kind')}
        placeholder={t('audit.kind')}
        className={layout.atLeastNarrow}
        onChange={(kind: Filter['kind']) => onSet({ kind })}
        options={(['read', 'write'] as const).map((value) => ({ value, label: t(`audit.${value}`) }))}
      />
      <Button href={linkTo(exportActs, { query: exported })}>{t('audit.export')}</Button>
    </Space>
  );
}

function useColumns(): TableColumnsType<Act> {
  const { t, i18n } = useTranslation();
  return [
    { title: t('audit.at'), render: (_, { at }) => <span className="tabular">{showInstant(at)}</span> },
    {
      title: t('audit.person'),
      render: (_, { person, role }) => (
        <span className={layout.oneLine}>
          {person}
          <br />
          <Typography.Text type="secondary">
            {i18n.exists(`role.${role}`) ? t(`role.${role}`) : ''}
          </Typography.Text>
        </span>
      ),
    },
    {
      title: t('audit.kind'),
      render: (_, { kind, exported }) =>
        exported ? (
          <Tag color="purple">{t('audit.exported')}</Tag>
        ) : (
          <Tag color={kind === 'write' ? 'orange' : 'blue'}>{t(`audit.${kind}`)}</Tag>
        ),
    },
    { title: t('audit.action'), render: (_, act) => <Action act={act} /> },
    { title: t('audit.subject'), render: (_, act) => <Subject act={act} /> },
    { title: t('audit.purpose'), dataIndex: 'purpose' },
    {
      title: t('audit.outcome'),
      render: (_, { outcome }) =>
        i18n.exists(`audit.outcomes.${outcome}`) ? t(`audit.outcomes.${outcome}`) : outcome,
    },
    { title: t('audit.logIndex'), dataIndex: 'logIndex', align: 'right' },
  ];
}

function Action({ act: { action, words, detail } }: { readonly act: Act }) {
  const { i18n } = useTranslation();
  return (
    <>
      <span>{i18n.language === 'en' ? words.en : words.zh}</span>
      <ActDetail detail={detail} />
      <Typography.Text type="secondary" className={`${layout.small} ${layout.breaks}`}>
        {action}
      </Typography.Text>
    </>
  );
}

function Subject({ act: { names, subjectIds } }: { readonly act: Act }) {
  const { t } = useTranslation();
  if (names.length > 0)
    return (
      <>
        {names.slice(0, 3).join('、')}
        {names.length > 3 ? t('audit.andMore', { count: subjectIds.length - 3 }) : ''}
      </>
    );
  return (
    <Typography.Text type="secondary" className={`${layout.small} ${layout.breaks}`}>
      {subjectIds.slice(0, 2).join(' ') || '—'}
    </Typography.Text>
  );
}
