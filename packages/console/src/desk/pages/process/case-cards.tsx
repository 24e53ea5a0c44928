// SPDX-License-Identifier: Apache-2.0
/** The case at a glance: the facts left, what the law makes of them right. The amount is a person's, inside the range. */
import type { ThingView } from '@mingjing/contracts/desk';
import {
  awaited,
  dispositionWords,
  factTable,
  getInstrument,
  type Response,
  type Result,
  targetWords,
} from '@mingjing/law';
import { Alert, Card, Col, Descriptions, Row, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { provisionName } from '../../../law/provision-name.ts';
import { conductName } from './step-fields.ts';

interface CaseSeen {
  readonly conduct?: string;
  readonly summary?: string;
  readonly actDate?: string;
  readonly findings?: readonly {
    readonly fact: string;
    readonly value: unknown;
    readonly reason: string;
    readonly evidence: readonly string[];
  }[];
  readonly recommendation?: {
    readonly kind: string;
    readonly response?: Response;
    readonly problem?: string;
  };
  readonly owed?: {
    readonly fineYuan: number;
    readonly surchargeYuan: number;
    readonly paidYuan: number;
    readonly openYuan: number;
  } | null;
  readonly earlierFines?: readonly { readonly id: string; readonly title: string }[];
}

const nameOf = (fact: string): string =>
  (factTable as Readonly<Record<string, { readonly zh: string }>>)[fact]?.zh ?? fact;

const valueWord = (value: unknown): string =>
  value === true ? '是' : value === false ? '否' : String(value);

export function CaseCards({ thing }: { readonly thing: ThingView }) {
  const { t } = useTranslation();
  const seen = thing.data as CaseSeen;
  if (seen.conduct === undefined) return null;
  const { recommendation, earlierFines = [], owed } = seen;
  return (
    <Row gutter={16}>
      <Col xs={24} lg={12}>
        <Card title={t('process.facts')} style={{ marginBottom: 16 }}>
          <Descriptions
            column={1}
            size="small"
            items={[
              { key: 'conduct', label: conductName(seen.conduct), children: seen.actDate ?? '—' },
              { key: 'summary', label: '', children: seen.summary },
              ...(seen.findings ?? []).map(({ fact, value, reason, evidence }, index) => ({
                key: String(index),
                label: nameOf(fact),
                children: `${valueWord(value)}。${reason}（${evidence.join('、')}）`,
              })),
            ]}
          />
          {(seen.findings ?? []).length === 0 ? t('process.noFacts') : null}
        </Card>
      </Col>
      <Col xs={24} lg={12}>
        <Card title={t('process.range')} style={{ marginBottom: 16 }}>
          {recommendation?.response?.results.map((result) => (
            <ResultLine key={result.instrument ?? ''} result={result} />
          ))}
          {recommendation?.problem === undefined ? null : (
            <Alert type="warning" title={recommendation.problem} />
          )}
          {recommendation?.response?.conflicts.map(({ why }) => (
            <Alert key={why} type="info" title={why} style={{ marginTop: 8 }} />
          ))}
          {earlierFines.length > 0 ? (
            <Alert
              type="error"
              title={`${t('process.earlier')}：${earlierFines.map(({ title }) => title).join('、')}`}
            />
          ) : null}
          {owed ? (
            <Alert
              type="info"
              style={{ marginTop: 8 }}
              title={t('process.owed', {
                fine: owed.fineYuan,
                surcharge: owed.surchargeYuan,
                paid: owed.paidYuan,
                open: owed.openYuan,
              })}
            />
          ) : null}
        </Card>
      </Col>
    </Row>
  );
}

function ResultLine({ result }: { readonly result: Result }) {
  const { t } = useTranslation();
  const { instrument, disposition, row, fines, orders, warning, unexamined = [], articles } = result;
  const questions = awaited(result);
  return (
    <div style={{ marginBottom: 12 }}>
      <b>{instrument === null ? '—' : `《${getInstrument(instrument).title}》`}</b>{' '}
      <Tag>{dispositionWords[disposition]}</Tag> {row ? <Tag color="blue">{row}</Tag> : null}
      {warning ? <Tag color="orange">警告</Tag> : null}
      <div>{orders.join('、')}</div>
      {fines.map(({ target, min, max }) => (
        <div key={target}>
          {targetWords[target]}：{min ?? 0}–{max} 元
        </div>
      ))}
      {questions.length > 0 ? (
        <div>
          {t('process.questions')}
          {questions.map(nameOf).join('、')}
        </div>
      ) : null}
      {unexamined.length > 0 ? (
        <div style={{ opacity: 0.7 }}>
          {t('process.unexamined')}
          {unexamined.map(nameOf).join('、')}
        </div>
      ) : null}
      <div style={{ opacity: 0.7, fontSize: 12 }}>
        {articles.map(({ provision }) => provisionName(provision)).join('；')}
      </div>
    </div>
  );
}
