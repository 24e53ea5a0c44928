// SPDX-License-Identifier: Apache-2.0
/** Decided cases as a list: nobody is named; who it was is seen by opening the case, which is recorded. */
import type { ComparedCase } from '@mingjing/contracts/desk';
import type { FactId } from '@mingjing/law';
import { Link } from '@tanstack/react-router';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { ScrollingTable } from '../../../frame/scrolling-table.tsx';
import { factWord, valueWord } from '../../../law/words.ts';

export function CaseTable({
  cases,
  mine = null,
}: {
  readonly cases: readonly ComparedCase[];
  readonly mine?: string | null;
}) {
  const { t } = useTranslation();
  return (
    <ScrollingTable
      rowKey="id"
      size="small"
      scroll={{ x: 720 }}
      pagination={{ pageSize: 20, hideOnSinglePage: true }}
      dataSource={[...cases]}
      columns={[
        {
          title: t('consistency.decidedOn'),
          render: (_, { id, decidedOn }) => (
            <>
              <Link to="/thing" search={{ process: 'case', id }} className={layout.underlined}>
                {decidedOn}
              </Link>{' '}
              {id === mine ? <Tag color="red">{t('consistency.thisOne')}</Tag> : null}
            </>
          ),
        },
        { title: t('consistency.district'), dataIndex: 'district' },
        { title: t('consistency.officer'), dataIndex: 'officer' },
        {
          title: t('consistency.amount'),
          render: (_, { amountYuan, min, max }) => `${amountYuan}（${min}–${max}）`,
        },
        {
          title: t('process.facts'),
          render: (_, { facts }) => factsText(facts) || t('consistency.nothingRecorded'),
        },
        {
          title: t('consistency.deviations'),
          render: (_, { deviations, deviationReason }) => (
            <>
              {deviations.map((one) => (
                <Tag key={one} color="orange">
                  {t(`consistency.deviation.${one}`)}
                </Tag>
              ))}
              {deviationReason}
            </>
          ),
        },
      ]}
    />
  );
}

export function factsText(facts: Readonly<Record<string, unknown>>): string {
  const language = currentLanguage();
  const words: Readonly<Record<string, string>> =
    language === 'en' ? { true: 'yes', false: 'no' } : { true: '是', false: '否' };
  return Object.entries(facts)
    .map(
      ([fact, value]) =>
        `${factWord(fact as FactId, language)}：${words[String(value)] ?? valueWord(String(value), language)}`,
    )
    .join('；');
}
