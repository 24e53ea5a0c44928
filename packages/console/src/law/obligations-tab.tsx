// SPDX-License-Identifier: Apache-2.0
/** Which duties a unit and its system have, with article, state and next step; the 13 inspection items beside. */
import {
  articleName,
  type Compliance,
  comply,
  type FactId,
  LawError,
  type ObligationResult,
  type ObligationState,
  obligations,
  parseObligationsRequest,
} from '@mingjing/law';
import { Alert, Col, Form, Row, Space, Table, type TableColumnsType, Tag, Typography } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../frame/language.ts';
import layout from '../frame/layout.module.css';
import { todayInChina } from '../frame/time.ts';
import { ComplianceSteps } from './compliance-steps.tsx';
import { FactField, type FactValues } from './fact-field.tsx';
import { placeClassWord, stateWord } from './words.ts';

const asked: readonly FactId[] = [
  'jurisdiction',
  'place',
  'isManagementUnit',
  'keyUnit',
  'acceptancePassed',
  'putIntoUse',
  'filed',
  'retentionDays',
];
const colours: Readonly<Record<ObligationState, string>> = {
  met: 'green',
  breached: 'red',
  unknown: 'orange',
  'not-applicable': 'default',
};

export function ObligationsTab() {
  const { t } = useTranslation();
  const language = currentLanguage();
  const [facts, setFacts] = useState<FactValues>({ jurisdiction: 'beijing', place: '宾馆' });
  const answer = useMemo(() => answerTo(facts), [facts]);
  const columns = useDutyColumns('duties' in answer ? answer.duties : new Map());
  return (
    <>
      <Form layout="vertical" component="div" aria-label={t('law.obligationsFor')}>
        <Row gutter={12}>
          {asked.map((fact) => (
            <Col key={fact} xs={24} sm={12} lg={6}>
              <FactField
                fact={fact}
                value={facts[fact]}
                asked={false}
                problem={'problem' in answer && answer.path === `facts.${fact}` ? answer.problem : undefined}
                onChange={(value) =>
                  setFacts(({ [fact]: _, ...rest }) =>
                    value === undefined ? rest : { ...rest, [fact]: value },
                  )
                }
              />
            </Col>
          ))}
        </Row>
      </Form>
      {'problem' in answer ? (
        <Alert type="error" showIcon title={t('law.invalid', { problem: answer.problem })} />
      ) : (
        <>
          <Typography.Paragraph>
            {t('law.placeRead')}：{answer.place.text || '—'} →{' '}
            {placeClassWord(answer.place.placeClass, language)}
          </Typography.Paragraph>
          <Space wrap size={4} className={layout.below3} aria-label={t('law.checklist')}>
            {answer.checklist.map(({ item, state }) => (
              <Tag key={item} color={colours[state]}>
                {t('law.checklistItem', { item })} {stateWord(state, language)}
              </Tag>
            ))}
          </Space>
          <Table<ObligationResult>
            size="small"
            rowKey="id"
            scroll={{ x: 900 }}
            pagination={{ pageSize: 20, showSizeChanger: true }}
            dataSource={answer.results.filter(({ state }) => state !== 'not-applicable')}
            columns={columns}
          />
        </>
      )}
    </>
  );
}

function useDutyColumns(duties: ReadonlyMap<string, Compliance>): TableColumnsType<ObligationResult> {
  const { t } = useTranslation();
  const language = currentLanguage();
  const stateTag = (state: ObligationState) => <Tag color={colours[state]}>{stateWord(state, language)}</Tag>;
  return [
    { title: '', dataIndex: 'id', width: 92 },
    {
      title: t('law.act'),
      render: (_, one) => (
        <span lang="zh-CN">
          <strong>{one.title}</strong>
          <br />
          {one.act}
          <br />
          <Typography.Text type="secondary">{articleName(one.provision)}</Typography.Text>
        </span>
      ),
    },
    {
      title: t('law.state'),
      dataIndex: 'state',
      width: 100,
      filters: (['met', 'breached', 'unknown'] as const).map((state) => ({
        text: stateWord(state, language),
        value: state,
      })),
      onFilter: (state, one) => one.state === state,
      render: stateTag,
    },
    {
      title: t('law.reasons'),
      render: (_, one) => <span lang="zh-CN">{one.reasons.join('；')}</span>,
    },
    {
      title: t('law.nextStep'),
      render: (_, one) => <ComplianceSteps duty={duties.get(one.id)} consequence={t('law.breachLeadsTo')} />,
    },
  ];
}

type Answer = ReturnType<typeof obligations> & { readonly duties: ReadonlyMap<string, Compliance> };

function answerTo(facts: FactValues): Answer | { problem: string; path: string } {
  try {
    const parsed = parseObligationsRequest({ facts });
    const question = { facts: parsed.facts, evidence: parsed.evidence, asOf: parsed.asOf ?? todayInChina() };
    return {
      ...obligations(question.facts, question.evidence, question.asOf),
      duties: new Map(comply(question).map((duty) => [duty.obligation, duty])),
    };
  } catch (error) {
    if (!(error instanceof LawError)) throw error;
    return { problem: error.message, path: String(error.facts['path'] ?? '') };
  }
}
