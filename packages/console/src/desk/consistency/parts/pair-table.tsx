// SPDX-License-Identifier: Apache-2.0
/** Two cases a line that agree on every recorded fact and differ in amount. */
import type { ComparedCase } from '@mingjing/contracts/desk';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { ScrollingTable } from '../../../frame/scrolling-table.tsx';
import { factsText } from './case-table.tsx';

interface Pair {
  readonly low: ComparedCase;
  readonly high: ComparedCase;
}

export function PairTable({ pairs }: { readonly pairs: readonly Pair[] }) {
  const { t } = useTranslation();
  return (
    <ScrollingTable
      rowKey={({ low, high }) => `${low.id} ${high.id}`}
      size="small"
      scroll={{ x: 640 }}
      pagination={{ pageSize: 10, hideOnSinglePage: true }}
      locale={{ emptyText: t('consistency.noPairs') }}
      dataSource={[...pairs]}
      columns={[
        { title: t('consistency.lower'), render: (_, { low }) => <Side one={low} /> },
        { title: t('consistency.higher'), render: (_, { high }) => <Side one={high} /> },
        {
          title: t('consistency.apart'),
          render: (_, { low, high }) => high.amountYuan - low.amountYuan,
        },
        {
          title: t('process.facts'),
          render: (_, { low }) => factsText(low.facts) || t('consistency.nothingRecorded'),
        },
      ]}
    />
  );
}

function Side({ one }: { readonly one: ComparedCase }) {
  return (
    <>
      <Link to="/thing" search={{ process: 'case', id: one.id }} className={layout.underlined}>
        {one.decidedOn}
      </Link>{' '}
      {one.amountYuan}（{one.min}–{one.max}） · {one.district}
    </>
  );
}
