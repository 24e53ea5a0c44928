// SPDX-License-Identifier: Apache-2.0
/** On a case: whether this fine is like the others. */
import { desk } from '@mingjing/contracts';
import { fewestCompared, readLikeCases, type ThingView } from '@mingjing/contracts/desk';
import { Alert, Card } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useRead } from '../../../frame/use-read.ts';
import { useRole } from '../../use-role.ts';
import { AmountStrip } from './amount-strip.tsx';
import { CaseTable } from './case-table.tsx';

export function LikeCases({ thing }: { readonly thing: ThingView }) {
  const { t } = useTranslation();
  const mayRead = useRole(...desk.readersOfReports);
  const like = useRead(readLikeCases, { params: { id: thing.id } }, { enabled: mayRead });
  if (!mayRead) return null;
  const { cases = [], alike = [], mine = null } = like.data ?? {};
  const same = cases.filter(({ id }) => alike.includes(id));
  return (
    <Card title={t('consistency.likeCases')} className={layout.below4} loading={like.isPending}>
      <ProblemAlert error={like.error} />
      {cases.length === 0 ? (
        t('consistency.none')
      ) : same.length < fewestCompared ? (
        <Alert type="info" title={t('consistency.tooFew', { count: same.length, fewest: fewestCompared })} />
      ) : (
        <>
          <p className={layout.above0}>
            {t('consistency.summary', summaryOf(same.map(({ amountYuan }) => amountYuan)))}
          </p>
          <AmountStrip cases={cases} alike={new Set(alike)} mine={mine} />
        </>
      )}
      {cases.length === 0 ? null : <CaseTable cases={same.length > 0 ? same : cases} mine={mine} />}
    </Card>
  );
}

export function summaryOf(amounts: readonly number[]) {
  const sorted = [...amounts].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median =
    sorted.length % 2 === 1
      ? (sorted[Math.floor(middle)] ?? 0)
      : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  return { count: sorted.length, median, lowest: sorted[0] ?? 0, highest: sorted.at(-1) ?? 0 };
}
