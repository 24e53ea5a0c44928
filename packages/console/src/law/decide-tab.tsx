// SPDX-License-Identifier: Apache-2.0
/** The decide form: facts on the left, the recommendation and its whole reasoning on the right, live. */
import {
  awaited,
  type DecidableInstrumentId,
  decidableInstruments,
  decide,
  type FactId,
  factTable,
  findInstrument,
  LawError,
  parseRequest,
  type Request,
  type Response,
} from '@mingjing/law';
import { Alert, Button, Col, DatePicker, Form, Row, Select } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../frame/language.ts';
import layout from '../frame/layout.module.css';
import { todayInChina } from '../frame/time.ts';
import { DecisionView } from './decision-view.tsx';
import { FactField, type FactValues } from './fact-field.tsx';
import { WhatIfView } from './whatif-view.tsx';
import { factWord } from './words.ts';

const firstFacts: readonly FactId[] = [
  'jurisdiction',
  'actor',
  'place',
  'conduct',
  'rectification',
  'consequence',
];
const start: FactValues = {
  jurisdiction: 'beijing',
  actor: 'unit',
  conduct: 'build-missing',
  rectification: 'notOrdered',
  consequence: 'none',
};

interface Problem {
  readonly path: string;
  readonly sentence: string;
}

/** @param actions what may be done with a request that has an answer */
export function DecideTab({ actions }: { readonly actions?: (request: Request) => ReactNode }) {
  const { t } = useTranslation();
  const [facts, setFacts] = useState<FactValues>(start);
  const [shown, setShown] = useState<readonly FactId[]>(firstFacts);
  const [chosen, setChosen] = useState<readonly DecidableInstrumentId[]>([]);
  const [actDate, setActDate] = useState<string>();
  const [decisionDate, setDecisionDate] = useState<string>(todayInChina());

  const answer = useMemo(
    () => answerTo({ facts, chosen, actDate, decisionDate }),
    [facts, chosen, actDate, decisionDate],
  );
  const asked = 'response' in answer ? questionsOf(answer.response) : [];
  const fields = [...shown, ...asked.filter((fact) => !shown.includes(fact))];
  const problemOf = (path: string) =>
    'problem' in answer && answer.problem.path === path ? answer.problem.sentence : undefined;
  const more = (Object.keys(factTable) as FactId[]).filter(
    (fact) => !fields.includes(fact) && fact !== 'persons',
  );

  return (
    <Row gutter={[24, 16]}>
      <Col xs={24} lg={9}>
        <Form layout="vertical" component="div">
          {fields.map((fact) => (
            <FactField
              key={fact}
              fact={fact}
              value={facts[fact]}
              asked={asked.includes(fact)}
              problem={problemOf(`facts.${fact}`)}
              onChange={(value) => setFacts((before) => withFact(before, fact, value))}
            />
          ))}
          <AddFact facts={more} onFact={(fact) => setShown((before) => [...before, fact])} />
          <Days
            actDate={actDate}
            decisionDate={decisionDate}
            problemOf={problemOf}
            onActDate={setActDate}
            onDecisionDate={(day) => setDecisionDate(day ?? todayInChina())}
          />
          <InstrumentChoice chosen={chosen} onChosen={setChosen} />
          <Button
            onClick={() => {
              setFacts({ conduct: 'build-missing' });
              setShown(firstFacts);
              setChosen([]);
              setActDate(undefined);
            }}
          >
            {t('law.reset')}
          </Button>
        </Form>
      </Col>
      <Col xs={24} lg={15} aria-live="polite">
        {'response' in answer ? (
          <>
            <DecisionView response={answer.response} />
            {actions?.(answer.request)}
            <WhatIfView request={answer.request} />
          </>
        ) : (
          <Alert type="error" showIcon title={t('law.invalid', { problem: answer.problem.sentence })} />
        )}
      </Col>
    </Row>
  );
}

interface Asked {
  readonly facts: FactValues;
  readonly chosen: readonly DecidableInstrumentId[];
  readonly actDate: string | undefined;
  readonly decisionDate: string;
}

function answerTo({
  facts,
  chosen,
  actDate,
  decisionDate,
}: Asked): { request: Request; response: Response } | { problem: Problem } {
  try {
    const request = parseRequest(
      {
        facts,
        ...(chosen.length > 0 && { instruments: chosen }),
        ...(actDate !== undefined && { actDate }),
        decisionDate,
      },
      decisionDate,
    );
    return { request, response: decide(request) };
  } catch (error) {
    if (!(error instanceof LawError)) throw error;
    return { problem: { path: String(error.facts['path'] ?? ''), sentence: error.message } };
  }
}

const questionsOf = ({ questions, results }: Response): readonly FactId[] => [
  ...new Set([...questions, ...results.flatMap(awaited)]),
];

function withFact(before: FactValues, fact: FactId, value: unknown): FactValues {
  const { [fact]: _, ...rest } = before;
  return value === undefined ? rest : { ...rest, [fact]: value };
}

function DayField(props: {
  readonly label: string;
  readonly value: string | undefined;
  readonly problem: string | undefined;
  readonly onChange: (day: string | undefined) => void;
}) {
  return (
    <Form.Item
      label={props.label}
      validateStatus={props.problem === undefined ? '' : 'error'}
      help={props.problem}
      className={layout.below3}
    >
      <DatePicker
        aria-label={props.label}
        className={layout.full}
        value={props.value === undefined ? null : dayjs(props.value)}
        onChange={(day) => props.onChange(day ? day.format('YYYY-MM-DD') : undefined)}
      />
    </Form.Item>
  );
}

interface AddFactProps {
  readonly facts: readonly FactId[];
  readonly onFact: (fact: FactId) => void;
}

/** A fact that nothing asks for yet. */
function AddFact({ facts, onFact }: AddFactProps) {
  const { t } = useTranslation();
  const language = currentLanguage();
  return (
    <Form.Item label={t('law.addFact')} className={layout.below3}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        value={null}
        aria-label={t('law.addFact')}
        options={facts.map((fact) => ({ value: fact, label: factWord(fact, language) }))}
        onChange={(fact: FactId | null) => fact !== null && onFact(fact)}
      />
    </Form.Item>
  );
}

interface InstrumentChoiceProps {
  readonly chosen: readonly DecidableInstrumentId[];
  readonly onChosen: (chosen: readonly DecidableInstrumentId[]) => void;
}

function InstrumentChoice({ chosen, onChosen }: InstrumentChoiceProps) {
  const { t } = useTranslation();
  return (
    <Form.Item label={t('law.instruments')} className={layout.below3}>
      <Select
        mode="multiple"
        aria-label={t('law.instruments')}
        value={[...chosen]}
        onChange={(ids: DecidableInstrumentId[]) => onChosen(ids)}
        options={decidableInstruments.map((id) => ({
          value: id,
          label: findInstrument(id)?.shortTitle ?? id,
        }))}
      />
    </Form.Item>
  );
}

interface DaysProps {
  readonly actDate: string | undefined;
  readonly decisionDate: string;
  readonly problemOf: (path: string) => string | undefined;
  readonly onActDate: (day: string | undefined) => void;
  readonly onDecisionDate: (day: string | undefined) => void;
}

/** Which versions of the law are asked depends on both. */
function Days({ actDate, decisionDate, problemOf, onActDate, onDecisionDate }: DaysProps) {
  const { t } = useTranslation();
  return (
    <Row gutter={12}>
      <Col span={12}>
        <DayField
          label={t('law.actDate')}
          value={actDate}
          problem={problemOf('actDate')}
          onChange={onActDate}
        />
      </Col>
      <Col span={12}>
        <DayField
          label={t('law.decisionDate')}
          value={decisionDate}
          problem={problemOf('decisionDate')}
          onChange={onDecisionDate}
        />
      </Col>
    </Row>
  );
}
