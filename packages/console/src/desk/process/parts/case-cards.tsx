// SPDX-License-Identifier: Apache-2.0
/**
 * The case at a glance: the facts left; right what the law makes of them: range, row, tier, factors, conflicts,
 * limitation, procedure, the whole reasoning, and of every open question what each answer would change.
 */
import type { ThingView } from '@mingjing/contracts/desk';
import {
  awaited,
  type Conduct,
  conductWords,
  type FactId,
  findInstrument,
  type Response,
  targetWords,
} from '@mingjing/law';
import { Alert, Button, Card, Descriptions, Drawer, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { DecisionView } from '../../../law/decision-view.tsx';
import { provisionName } from '../../../law/provision-name.ts';
import { requestOf } from '../../../law/request-of.ts';
import { WhatIfView } from '../../../law/whatif-view.tsx';
import { conductWord, factWord, valueWord } from '../../../law/words.ts';
import { CaseLetterButtons } from '../../law/parts/letter-buttons.tsx';
import { type CaseSeen, caseOf, type Finding, type Outcome } from './case-data.ts';
import { StepBodyForm } from './step-form.tsx';

interface Props {
  readonly thing: ThingView;
  readonly onTaken: (taken: ThingView) => void;
  readonly onMoved: () => void;
}

export function CaseFacts({ thing }: { readonly thing: ThingView }) {
  const seen = caseOf(thing);
  if (seen.party === undefined) return null;
  return (
    <>
      <FactsCard seen={seen} />
      <OutcomesCard seen={seen} />
    </>
  );
}

function FactsCard({ seen }: { readonly seen: CaseSeen }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const { conduct, actDate, party, persons = [], findings = [] } = seen;
  return (
    <Card title={t('process.facts')} className={layout.below4}>
      <Descriptions
        column={1}
        size="small"
        items={[
          { key: 'party', label: t('process.party'), children: party?.name ?? '—' },
          {
            key: 'conduct',
            label: t('process.conduct'),
            children: conduct === undefined ? '—' : conductName(conduct),
          },
          { key: 'actDate', label: t('process.actDate'), children: actDate ?? t('process.unknown') },
          ...(persons.length === 0
            ? []
            : [
                {
                  key: 'persons',
                  label: t('process.responsible'),
                  children: persons.map(({ name, role }) => `${name}（${targetWords[role]}）`).join('、'),
                },
              ]),
          { key: 'summary', label: t('process.summary'), children: seen.summary },
        ]}
      />
      {findings.length === 0 ? t('process.noFacts') : null}
      {findings.map((finding, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: findings are appended, never reordered
        <FindingLine key={index} finding={finding} language={language} />
      ))}
    </Card>
  );
}

function FindingLine({
  finding,
  language,
}: {
  readonly finding: Finding;
  readonly language: 'zh-CN' | 'en';
}) {
  const { fact, value, reason, evidence, on } = finding;
  return (
    <div className={`${layout.above2} ${layout.breaksWords}`}>
      <b>{factWord(fact as FactId, language)}</b>：{saidWord(value, language)}
      <br />
      {reason}（{evidence.join('、')}）<small>{on}</small>
    </div>
  );
}

const saidWord = (value: unknown, language: 'zh-CN' | 'en'): string => {
  if (value === true) return language === 'en' ? 'yes' : '是';
  if (value === false) return language === 'en' ? 'no' : '否';
  return typeof value === 'string' ? valueWord(value, language) : String(value);
};

/** Proposed, noticed, decided: each as it stood, so that a difference is seen. */
function OutcomesCard({ seen }: { readonly seen: CaseSeen }) {
  const { t } = useTranslation();
  const { proposal, noticed, decision, earlierFines = [], owed } = seen;
  const shown = (
    [
      ['proposed', proposal],
      ['noticed', noticed],
      ['decided', decision],
    ] as const
  ).flatMap(([key, outcome]) => (outcome ? [{ key, outcome }] : []));
  if (shown.length === 0 && earlierFines.length === 0) return null;
  return (
    <Card title={t('process.outcome')} className={layout.below4}>
      {shown.map(({ key, outcome }) => (
        <div key={key} className={layout.below2}>
          <Tag>{t(`process.${key}`)}</Tag> {outcomeText(outcome, t)}
          <br />
          <small>{[outcome.reason, outcome.deviationReason].filter(Boolean).join('；')}</small>
        </div>
      ))}
      {earlierFines.length > 0 ? (
        <Alert
          type="error"
          showIcon
          title={`${t('process.earlier')}：${earlierFines.map(({ title }) => title).join('、')}`}
        />
      ) : null}
      {owed ? (
        <Alert
          type="info"
          className={layout.above2}
          title={t('process.owed', {
            fine: owed.fineYuan,
            surcharge: owed.surchargeYuan,
            paid: owed.paidYuan,
            open: owed.openYuan,
          })}
        />
      ) : null}
    </Card>
  );
}

const outcomeText = (
  { instrument, fines, warning, confiscation }: Outcome,
  t: (key: string) => string,
): string =>
  [
    ...(warning ? [t('process.warning')] : []),
    ...fines.map(({ name, amountYuan }) => `${name} ${amountYuan} ${t('process.yuan')}`),
    ...confiscation,
    ...(fines.length === 0 && !warning && confiscation.length === 0 ? [t('process.noFine')] : []),
    `《${findInstrument(instrument)?.title ?? instrument}》`,
  ].join(' · ');

export function DiscretionCard({ thing, onTaken, onMoved }: Props) {
  const { t } = useTranslation();
  const { recommendation, facts, actDate } = caseOf(thing);
  if (!recommendation) return null;
  const response = recommendation.response;
  const request = facts ? requestOf({ facts, actDate }) : undefined;
  return (
    <Card title={t('process.range')} className={layout.below4}>
      {recommendation.problem === undefined ? null : (
        <Alert type="warning" showIcon title={recommendation.problem} className={layout.below3} />
      )}
      {response ? (
        <>
          <Questions thing={thing} response={response} onTaken={onTaken} onMoved={onMoved} />
          <DecisionView response={response} />
          <Procedure response={response} />
          <CaseLetterButtons id={thing.id} />
          {request ? <WhatIfView request={request} /> : null}
        </>
      ) : null}
    </Card>
  );
}

/** An unknown fact asks its question here; the answer is a finding like any other. */
function Questions({ thing, response, onTaken, onMoved }: Props & { readonly response: Response }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const [asking, setAsking] = useState<FactId>();
  const questions = [...new Set([...response.questions, ...response.results.flatMap(awaited)])];
  const step = thing.allowed.find(({ action }) => action === 'add-finding');
  if (questions.length === 0) return null;
  return (
    <>
      <Alert
        type="warning"
        showIcon
        className={layout.below3}
        title={t('process.questions')}
        description={questions.map((fact) => (
          <div key={fact}>
            {factWord(fact, language)}{' '}
            {step ? (
              <Button size="small" onClick={() => setAsking(fact)}>
                {t('process.answerQuestion')}
              </Button>
            ) : null}
          </div>
        ))}
      />
      <Drawer
        open={asking !== undefined}
        onClose={() => setAsking(undefined)}
        destroyOnHidden
        size="min(520px, 100vw)"
        title={asking === undefined ? '' : factWord(asking, language)}
      >
        {step && asking !== undefined ? (
          <StepBodyForm
            thing={thing}
            step={step}
            preset={{ fact: asking }}
            onMoved={onMoved}
            onTaken={(taken) => {
              setAsking(undefined);
              onTaken(taken);
            }}
          />
        ) : null}
      </Drawer>
    </>
  );
}

function Procedure({ response }: { readonly response: Response }) {
  const { t } = useTranslation();
  const { hearing, legalReview, clocks } = response.procedure;
  return (
    <Descriptions
      size="small"
      column={1}
      className={layout.below3}
      title={t('law.procedure')}
      items={[
        { key: 'hearing', label: t('process.hearing'), children: t(`process.hearingIs.${hearing}`) },
        {
          key: 'review',
          label: t('process.legalReview'),
          children: legalReview ? t('process.reviewDue') : t('process.reviewNotDue'),
        },
        ...clocks.map(({ id, what, days, provision }) => ({
          key: id,
          label: what,
          children: `${days} · ${provisionName(provision)}`,
        })),
      ]}
    />
  );
}

export const conductName = (conduct: string): string =>
  conduct in conductWords ? conductWord(conduct as Conduct, currentLanguage()) : conduct;
