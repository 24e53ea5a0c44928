// SPDX-License-Identifier: Apache-2.0
/** 裁量一致性: for the reviewer, whether like cases were fined alike. No ranking of persons; names only by opening a case. */
import type { AnswerOf } from '@mingjing/contracts';
import { fewestCompared, readConsistency } from '@mingjing/contracts/desk';
import { type Conduct, findInstrument } from '@mingjing/law';
import { Alert, Card, Form, Input, Select, Spin, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../frame/language.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { ScrollingTable } from '../../frame/scrolling-table.tsx';
import { useRead } from '../../frame/use-read.ts';
import { conductWord } from '../../law/words.ts';
import { AmountStrip } from './parts/amount-strip.tsx';
import { CaseTable } from './parts/case-table.tsx';
import { summaryOf } from './parts/like-cases.tsx';
import { PairTable } from './parts/pair-table.tsx';
import { ReplayCard } from './parts/replay-card.tsx';

export function ConsistencyPage() {
  const { t } = useTranslation();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [group, setGroup] = useState<string>();
  const read = useRead(
    readConsistency,
    { query: { ...(from !== '' && { from }), ...(to !== '' && { to }) } },
    { keepsBefore: true },
  );
  if (read.isPending) return <Spin />;
  const { cases = [], pairs = [], tests = [], whole = true } = read.data ?? {};
  const groups = [
    ...Map.groupBy(cases, ({ conduct, instrument, row }) => `${conduct} ${instrument} ${row ?? ''}`),
  ].sort(([, a], [, b]) => b.length - a.length);
  const chosen = groups.find(([key]) => key === group) ?? groups[0];
  const shown = chosen?.[1] ?? [];
  const byId = new Map(cases.map((one) => [one.id, one]));
  return (
    <>
      <Typography.Title level={1}>{t('consistency.title')}</Typography.Title>
      <Typography.Paragraph type="secondary">{t('consistency.intro')}</Typography.Paragraph>
      <ProblemAlert error={read.error} onRetry={() => void read.refetch()} />
      {whole ? null : (
        <Alert type="warning" showIcon title={t('consistency.notWhole')} className={layout.below4} />
      )}
      <Form layout="inline" component="div" className={`${layout.below4} ${layout.rowGap3}`}>
        <GroupChoice groups={groups} chosen={chosen?.[0] ?? null} onGroup={setGroup} />
        <Form.Item label={t('consistency.from')} htmlFor="from">
          <Input id="from" type="date" value={from} onChange={({ target }) => setFrom(target.value)} />
        </Form.Item>
        <Form.Item label={t('consistency.to')} htmlFor="to">
          <Input id="to" type="date" value={to} onChange={({ target }) => setTo(target.value)} />
        </Form.Item>
      </Form>
      <Card title={t('consistency.distribution')} className={layout.below4}>
        <Distribution cases={shown} />
        <CaseTable cases={shown} />
      </Card>
      <Card title={t('consistency.deviations')} className={layout.below4}>
        <CaseTable cases={cases.filter(({ deviations }) => deviations.length > 0)} />
      </Card>
      <Card title={t('consistency.pairs')} className={layout.below4}>
        <p className={layout.above0}>{t('consistency.pairsIntro')}</p>
        <PairTable
          pairs={pairs.flatMap(({ low, high }) => {
            const [a, b] = [byId.get(low), byId.get(high)];
            return a && b ? [{ low: a, high: b }] : [];
          })}
        />
      </Card>
      <Card title={t('consistency.districts')} className={layout.below4}>
        <p className={layout.above0}>{t('consistency.testIntro')}</p>
        <TestTable tests={tests} />
      </Card>
      <ReplayCard />
    </>
  );
}

type Consistency = AnswerOf<typeof readConsistency>;
type Cases = Consistency['cases'];

interface GroupChoiceProps {
  readonly groups: readonly (readonly [string, Cases])[];
  readonly chosen: string | null;
  readonly onGroup: (group: string) => void;
}

/** Cases are alike in conduct, instrument and row. */
function GroupChoice({ groups, chosen, onGroup }: GroupChoiceProps) {
  const { t } = useTranslation();
  const language = currentLanguage();
  return (
    <Form.Item label={t('consistency.group')} htmlFor="group">
      <Select
        id="group"
        className={layout.atLeastWide}
        value={chosen}
        onChange={onGroup}
        options={groups.map(([value, [first, ...rest]]) => ({
          value,
          label: `${first ? conductWord(first.conduct as Conduct, language) : ''} · ${
            findInstrument(first?.instrument ?? '')?.shortTitle ?? ''
          } · ${rest.length + 1}`,
        }))}
      />
    </Form.Item>
  );
}

/** Too few are not compared. */
function Distribution({ cases }: { readonly cases: Cases }) {
  const { t } = useTranslation();
  if (cases.length === 0) return t('consistency.none');
  if (cases.length < fewestCompared)
    return (
      <Alert type="info" title={t('consistency.tooFew', { count: cases.length, fewest: fewestCompared })} />
    );
  return (
    <>
      <p className={layout.above0}>
        {t('consistency.summary', summaryOf(cases.map(({ amountYuan }) => amountYuan)))}
      </p>
      <AmountStrip cases={cases} alike={new Set(cases.map(({ id }) => id))} mine={null} />
    </>
  );
}

function TestTable({ tests }: { readonly tests: Consistency['tests'] }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  return (
    <ScrollingTable
      rowKey={({ conduct, row, a, b }) => `${conduct} ${row} ${a} ${b}`}
      size="small"
      scroll={{ x: 560 }}
      pagination={false}
      locale={{ emptyText: t('consistency.noTests') }}
      dataSource={[...tests]}
      columns={[
        {
          title: t('process.conduct'),
          render: (_, one) => conductWord(one.conduct as Conduct, language),
        },
        {
          title: t('consistency.district'),
          render: (_, one) => `${one.a}（${one.countA}） · ${one.b}（${one.countB}）`,
        },
        { title: 'p', render: (_, one) => one.p.toPrecision(3) },
        { title: t('consistency.comparisons'), dataIndex: 'comparisons' },
        { title: t('consistency.adjusted'), render: (_, one) => one.adjusted.toPrecision(3) },
      ]}
    />
  );
}
