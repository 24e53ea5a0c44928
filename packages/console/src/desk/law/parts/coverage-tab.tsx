// SPDX-License-Identifier: Apache-2.0
/** Every clause of the source texts, with what is made of it or the reason why nothing is. */
import { coverageOfLaw } from '@mingjing/contracts/desk';
import { type Clause, type ClauseUses, nameOfUse } from '@mingjing/law';
import { Input, Skeleton, Table, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useRead } from '../../../frame/use-read.ts';

const colours = { modelled: 'green', 'not-modelled': 'default', unaccounted: 'red' } as const;
const kinds = [
  'obligations',
  'rules',
  'rows',
  'parameters',
  'tests',
] as const satisfies readonly (keyof ClauseUses)[];

export function CoverageTab() {
  const { t } = useTranslation();
  const { data, error, refetch } = useRead(coverageOfLaw, {}, { staleTime: Number.POSITIVE_INFINITY });
  const [words, setWords] = useState('');
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active />;
  const { clauses, counts } = data;
  const seeds = [...new Set(clauses.map(({ seed }) => seed))];
  return (
    <>
      <Typography.Paragraph>
        {t('law.coverageIntro', {
          modelled: counts.modelled,
          not: counts['not-modelled'],
          open: counts.unaccounted,
        })}
      </Typography.Paragraph>
      <Input.Search
        allowClear
        aria-label={t('law.coverageWords')}
        placeholder={t('law.coverageWords')}
        onChange={({ target }) => setWords(target.value.trim())}
        className={`${layout.fieldWide} ${layout.below3}`}
      />
      <Table<Clause>
        size="small"
        rowKey={({ seed, number }) => `${seed} ${number}`}
        scroll={{ x: 820 }}
        pagination={{ pageSize: 20, showSizeChanger: true }}
        locale={{ emptyText: t('law.nothing') }}
        dataSource={clauses.filter(({ text }) => text.includes(words))}
        columns={[
          {
            title: t('law.source'),
            width: 100,
            filters: seeds.map((seed) => ({ text: seed.slice(0, 3), value: seed })),
            onFilter: (seed, one) => one.seed === seed,
            render: (_, { seed, number }) => `${seed.slice(0, 3)}-${String(number).padStart(3, '0')}`,
          },
          {
            title: t('law.clause'),
            dataIndex: 'text',
            render: (text: string) => <span lang="zh-CN">{text}</span>,
          },
          {
            title: t('law.state'),
            dataIndex: 'status',
            width: 110,
            filters: (Object.keys(colours) as (keyof typeof colours)[]).map((status) => ({
              text: t(`law.coverageStatus.${status}`),
              value: status,
            })),
            onFilter: (status, one) => one.status === status,
            render: (status: Clause['status']) => (
              <Tag color={colours[status]}>{t(`law.coverageStatus.${status}`)}</Tag>
            ),
          },
          {
            title: t('law.madeOf'),
            width: 300,
            render: (_, { uses, reason }) => <Uses uses={uses} reason={reason} />,
          },
        ]}
      />
    </>
  );
}

function Uses({ uses, reason }: Pick<Clause, 'uses' | 'reason'>) {
  const { t } = useTranslation();
  const used = kinds.filter((kind) => uses[kind].length > 0);
  if (used.length === 0) return <span lang="zh-CN">{reason ?? '—'}</span>;
  return used.map((kind) => (
    <div key={kind} className={layout.breaksWords}>
      <Typography.Text type="secondary">{t(`law.uses.${kind}`)}</Typography.Text>{' '}
      <span lang="zh-CN">{uses[kind].map((id) => nameOfUse(kind, id)).join('、')}</span>
    </div>
  ));
}
