// SPDX-License-Identifier: Apache-2.0
/** What the engine recommends under each instrument, what it leaves to a person, and how it got there. */
import {
  awaited,
  dispositionWords,
  effectWords,
  type Fine,
  factorWords,
  findInstrument,
  flagWords,
  inChinese,
  type Response,
  type Result,
  targetWords,
} from '@mingjing/law';
import { Alert, Card, Collapse, Descriptions, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../frame/language.ts';
import layout from '../frame/layout.module.css';
import { TraceTree } from './trace-tree.tsx';
import { dispositionWord, factWord } from './words.ts';

const colours: Readonly<Partial<Record<Result['disposition'], string>>> = {
  penalise: 'red',
  'check-failed': 'red',
  'late-filing': 'red',
  'access-not-compliant': 'red',
  'need-facts': 'orange',
  compliant: 'green',
  'access-compliant': 'green',
  'request-permitted': 'green',
};

const nameOf = (id: string | null) => (id === null ? '—' : (findInstrument(id)?.title ?? id));

export function DecisionView({ response }: { readonly response: Response }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  return (
    <>
      {response.simulation ? (
        <Alert type="warning" showIcon title={t('law.simulation')} className={layout.below3} />
      ) : null}
      {response.results.map((result) => (
        <ResultCard key={result.instrument ?? 'none'} result={result} />
      ))}
      {response.conflicts.map((conflict) => (
        <Alert
          key={conflict.about + conflict.between.join()}
          type="warning"
          showIcon
          className={layout.below3}
          title={`${t('law.conflicts')}：${conflict.between.map(nameOf).join(' ↔ ')}`}
          description={`${inChinese(conflict.why)} · ${t('law.resolutionHuman')}`}
        />
      ))}
      {response.questions.length > 0 ? (
        <Typography.Paragraph>
          {t('law.questions')}：{response.questions.map((fact) => factWord(fact, language)).join('、')}
        </Typography.Paragraph>
      ) : null}
      <Typography.Text type="secondary" className={`${layout.small} ${layout.breaks}`}>
        {t('law.receipt')}：{response.receipt.engine} · {response.receipt.data} · {response.receipt.at}
      </Typography.Text>
    </>
  );
}

function ResultCard({ result }: { readonly result: Result }) {
  const language = currentLanguage();
  const items = useItems(result);
  return (
    <Card
      size="small"
      className={layout.below3}
      title={<span lang="zh-CN">{nameOf(result.instrument)}</span>}
      extra={
        <Tag color={colours[result.disposition] ?? 'blue'}>
          {language === 'en' ? dispositionWord(result.disposition) : dispositionWords[result.disposition]}
        </Tag>
      }
    >
      <Descriptions
        size="small"
        column={1}
        items={items.map(([label, children], index) => ({ key: index, label, children }))}
      />
      {result.flags.map((flag) => (
        <Tag key={flag.code + flag.about} className={`${layout.manyLines} ${layout.below1}`}>
          {flagWords[flag.code]}：{inChinese(flag.about)}
        </Tag>
      ))}
      <More result={result} />
    </Card>
  );
}

const factWords = (ids: Result['questions'], language: ReturnType<typeof currentLanguage>): string =>
  ids.map((fact) => factWord(fact, language)).join('、');

/** Label and what stands there; nothing is said of what there is none of. */
function useItems(result: Result) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const facts = (ids: Result['questions']) => factWords(ids, language);
  const open = awaited(result);
  const waits = result.disposition === 'need-facts';
  return [
    open.length === 0 || waits ? null : [t('law.restsOn'), facts(open)],
    result.row === null
      ? null
      : [t('law.row'), <code key="row">{`${result.row} ${result.tier ?? ''}`}</code>],
    result.orders.length === 0 ? null : [t('law.orders'), result.orders.join('、')],
    result.warning ? [t('law.warning'), t('law.yes')] : null,
    result.fines.length === 0 ? null : [t('law.fines'), <FineList key="fines" fines={result.fines} />],
    result.reason === null
      ? null
      : [
          t('law.reason'),
          <span key="reason" lang="zh-CN">
            {inChinese(result.reason)}
          </span>,
        ],
    result.minDays === undefined || result.minDays === null
      ? null
      : [factWord('retentionDays', language), `≥ ${result.minDays}`],
    result.failed.length === 0 ? null : [dispositionWord('check-failed'), facts(result.failed)],
    open.length === 0 || !waits ? null : [t('law.questions'), facts(open)],
    result.possibleRows === undefined
      ? null
      : [t('law.possibleRows'), inChinese(result.possibleRows.join('、'))],
    result.factors.length === 0
      ? null
      : [
          t('law.factors'),
          result.factors
            .map(({ id, effect }) => `${factorWords[id] ?? id}（${effectWords[effect]}）`)
            .join('、'),
        ],
    result.requires.length === 0 ? null : [t('law.requires'), result.requires.join('、')],
    result.limitation.until === null ? null : [t('law.limitation'), result.limitation.why],
  ].filter((item) => item !== null);
}

/** How it got there, and what it left aside. */
function More({ result }: { readonly result: Result }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const { unexamined = [] } = result;
  return (
    <Collapse
      ghost
      size="small"
      items={[
        ...(unexamined.length === 0
          ? []
          : [
              {
                key: 'unexamined',
                label: t('law.unexamined', { count: unexamined.length }),
                children: factWords(unexamined, language),
              },
            ]),
        {
          key: 'trace',
          label: t('law.trace'),
          children: (
            <>
              <Typography.Paragraph type="secondary">{t('law.traceHint')}</Typography.Paragraph>
              <TraceTree node={result.trace} />
            </>
          ),
        },
      ]}
    />
  );
}

function FineList({ fines }: { readonly fines: readonly Fine[] }) {
  const { t } = useTranslation();
  return (
    <div>
      {fines.map((fine) => (
        <div key={fine.target}>
          {targetWords[fine.target]}：{fine.optional ? `${t('law.optional')} ` : ''}
          {fine.each ? `${t('law.each')} ` : ''}
          {fine.min === null ? `≤ ${fine.max}` : `${fine.min}–${fine.max}`} {t('law.yuan')}
        </div>
      ))}
      <Typography.Text type="secondary">{t('law.amountByPerson')}</Typography.Text>
    </div>
  );
}
