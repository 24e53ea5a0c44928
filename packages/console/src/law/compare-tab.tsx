// SPDX-License-Identifier: Apache-2.0
/** Every combination of facts that two schedules answer differently. */
import { compareSchedules, type Difference, getInstrument } from '@mingjing/law';
import { Table, Tag, Typography } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../frame/language.ts';
import { conductWord, factWord, valueWord } from './words.ts';

const colours = { heavier: 'red', lighter: 'green', different: 'default' } as const;

export function CompareTab() {
  const { t } = useTranslation();
  const language = currentLanguage();
  const comparison = useMemo(() => compareSchedules('bj-benchmark-old', 'bj-benchmark-2024-draft'), []);
  return (
    <>
      <Typography.Paragraph>
        {t('law.whichA')}：{getInstrument('bj-benchmark-old').title} · {t('law.whichB')}：
        {getInstrument('bj-benchmark-2024-draft').title}{' '}
        {t('law.differences', {
          combinations: comparison.combinations,
          different: comparison.different,
          heavier: comparison.heavier,
          lighter: comparison.lighter,
        })}
      </Typography.Paragraph>
      <Table<Difference>
        size="small"
        rowKey={({ facts }) => JSON.stringify(facts)}
        scroll={{ x: 720 }}
        pagination={{ pageSize: 20, showSizeChanger: true }}
        dataSource={[...comparison.differences]}
        columns={[
          {
            title: t('law.conduct'),
            render: (_, { facts }) => conductWord(facts.conduct, language),
            filters: [...new Set(comparison.differences.map(({ facts }) => facts.conduct))].map(
              (conduct) => ({
                text: conductWord(conduct, language),
                value: conduct,
              }),
            ),
            onFilter: (conduct, { facts }) => facts.conduct === conduct,
          },
          { title: t('law.facts'), render: (_, difference) => factsOf(difference, language) },
          { title: t('law.whichA'), render: (_, { a }) => <Side side={a} /> },
          { title: t('law.whichB'), render: (_, { b }) => <Side side={b} /> },
          {
            title: '',
            dataIndex: 'direction',
            filters: Object.keys(colours).map((direction) => ({
              text: t(`law.direction.${direction}`),
              value: direction,
            })),
            onFilter: (direction, row) => row.direction === direction,
            render: (direction: Difference['direction']) => (
              <Tag color={colours[direction]}>{t(`law.direction.${direction}`)}</Tag>
            ),
          },
        ]}
      />
    </>
  );
}

function Side({ side: { row, unit } }: { readonly side: Difference['a'] }) {
  const { t } = useTranslation();
  return (
    <>
      <code>{row}</code>
      <br />
      {unit === null ? t('law.noFine') : `${unit[0]}–${unit[1]} ${t('law.yuan')}`}
    </>
  );
}

const factsOf = ({ facts }: Difference, language: ReturnType<typeof currentLanguage>): string =>
  [
    valueWord(facts.actor, language),
    valueWord(facts.rectification, language),
    `${factWord('consequence', language)} ${valueWord(facts.consequence, language)}`,
    facts.refusesAfterOrder ? factWord('refusesAfterOrder', language) : '',
    facts.otherSerious ? factWord('otherSerious', language) : '',
  ]
    .filter((word) => word !== '')
    .join(' · ');
