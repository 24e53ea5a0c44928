// SPDX-License-Identifier: Apache-2.0
/**
 * The case at a glance: the facts left; right what the law makes of them: range, row, tier, factors, conflicts,
 * limitation, procedure, the whole reasoning, and of every open question what each answer would change.
 */
import type { ThingView } from '@mingjing/contracts/desk';
import {
  awaited,
  conductWords,
  type FactId,
  findInstrument,
  type Response,
  targetWords,
} from '@mingjing/law';
import { Link } from '@tanstack/react-router';
import { Alert, Button, Card, Descriptions, Drawer, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { DecisionView } from '../../../law/decision-view.tsx';
import { provisionName } from '../../../law/provision-name.ts';
import { requestOf } from '../../../law/request-of.ts';
import { WhatIfView } from '../../../law/whatif-view.tsx';
import { factWord, valueWord } from '../../../law/words.ts';
import { CaseLetterButtons } from '../../law/parts/letter-buttons.tsx';
import {
  type CaseSeen,
  caseOf,
  type Finding,
  type Part,
  type Recommended,
  violationsOf,
} from './case-data.ts';
import { conductName } from './conduct-name.ts';
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
  const { t } = useTranslation();
  const { fact, value, reason, evidence, on, violation } = finding;
  return (
    <div className={`${layout.above2} ${layout.breaksWords}`}>
      {violation === undefined ? null : <Tag>{t('process.violationNo', { no: violation, conduct: '' })}</Tag>}
      <b>{factWord(fact as FactId, language)}</b>：{saidWord(value, language)}
      <br />
      {reason}（{evidence.join('、')}）<small>{on}</small>
    </div>
  );
}

const saidWord = (value: unknown, language: 'zh-CN' | 'en'): string => {
  if (value === true) return language === 'en' ? 'yes' : '是';
  if (value === false) return language === 'en' ? 'no' : '否';
  if (Array.isArray(value)) return value.map((one: { readonly name?: string }) => one.name ?? '').join('、');
  if (typeof value !== 'string') return String(value);
  return value in conductWords ? conductName(value) : valueWord(value, language);
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
          <Tag>{t(`process.${key}`)}</Tag>
          {[{ ...outcome, no: 1 }, ...(outcome.others ?? [])].map((part) => (
            <div key={part.no}>
              {outcome.others ? `${part.no}．` : null}
              {outcomeText(part, t)}
              <br />
              <small>{[part.reason, part.deviationReason, part.lawReason].filter(Boolean).join('；')}</small>
            </div>
          ))}
        </div>
      ))}
      {earlierFines.length > 0 ? (
        <Alert
          type="error"
          showIcon
          title={t('process.earlier')}
          description={<EarlierFines fines={earlierFines} />}
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

/** The decisions that already fined the act, each with the way to it. */
export function EarlierFines({ fines }: { readonly fines: NonNullable<CaseSeen['earlierFines']> }) {
  return fines.map(({ id, process = 'case', title, number }) => (
    <div key={id}>
      <Link to="/thing" search={{ process, id } as never} className={layout.underlined}>
        {title} {number}
      </Link>
    </div>
  ));
}

const outcomeText = (
  { instrument, fines, warning, confiscation }: Part,
  t: (key: string) => string,
): string =>
  [
    ...(warning ? [t('process.warning')] : []),
    ...fines.map(({ name, amountYuan }) => `${name} ${amountYuan} ${t('process.yuan')}`),
    ...confiscation,
    ...(fines.length === 0 && !warning && confiscation.length === 0 ? [t('process.noFine')] : []),
    `《${findInstrument(instrument)?.title ?? instrument}》`,
  ].join(' · ');

/** Each violation is decided apart. */
export function DiscretionCard({ thing, onTaken, onMoved }: Props) {
  const violations = violationsOf(caseOf(thing));
  return violations.map((violation) => (
    <ViolationCard
      key={violation.no}
      thing={thing}
      onTaken={onTaken}
      onMoved={onMoved}
      violation={violation}
      of={violations.length}
    />
  ));
}

function ViolationCard({
  thing,
  onTaken,
  onMoved,
  violation,
  of,
}: Props & { readonly violation: Recommended & { readonly no: number }; readonly of: number }) {
  const { t } = useTranslation();
  const { no, conduct, recommendation, facts, actDate } = violation;
  if (!recommendation) return null;
  const { response } = recommendation;
  const request = facts ? requestOf({ facts, actDate }) : undefined;
  const which = t('process.violationNo', { no, conduct: conduct ? conductName(conduct) : '' });
  return (
    <Card
      title={of === 1 ? t('process.range') : `${t('process.range')} · ${which}`}
      className={layout.below4}
    >
      {recommendation.problem === undefined ? null : (
        <Alert type="warning" showIcon title={recommendation.problem} className={layout.below3} />
      )}
      {response ? (
        <>
          <Questions thing={thing} response={response} onTaken={onTaken} onMoved={onMoved} violation={no} />
          <DecisionView response={response} />
          <Procedure response={response} />
          {no === 1 && thing.process === 'case' ? <CaseLetterButtons id={thing.id} /> : null}
          {request ? <WhatIfView request={request} /> : null}
        </>
      ) : null}
    </Card>
  );
}

/** An unknown fact asks its question here; the answer is a finding like any other. */
function Questions({
  thing,
  response,
  onTaken,
  onMoved,
  violation,
}: Props & { readonly response: Response; readonly violation: number }) {
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
            preset={{ fact: asking, violation }}
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
