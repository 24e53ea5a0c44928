// SPDX-License-Identifier: Apache-2.0
/** 结果会怎样变、怎样才合规: the smallest sets of facts that change the answer above, with deed, day and article. */
import {
  articleName,
  type Change,
  factTable,
  findInstrument,
  type Outcome,
  type Request,
  type WhatIf,
  whatIf,
} from '@mingjing/law';
import { Collapse, Tag, Typography } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage, type Language } from '../frame/language.ts';
import layout from '../frame/layout.module.css';
import { dispositionWord, factWord, valueWord } from './words.ts';

const colours = { better: 'green', worse: 'red', other: 'default' } as const;

export function WhatIfView({ request }: { readonly request: Request }) {
  const { t } = useTranslation();
  const answers = useMemo(() => whatIf(request), [request]);
  return (
    <Collapse
      size="small"
      className={layout.below3}
      items={answers.map((answer) => ({
        key: answer.instrument,
        label: `${t('law.whatIf')}：${findInstrument(answer.instrument)?.shortTitle ?? answer.instrument}`,
        children: answer.open === null ? <Changes changes={answer.changes} /> : <Open open={answer.open} />,
      }))}
    />
  );
}

/** Sets that lead to the same answer stand together. */
function Changes({ changes }: { readonly changes: readonly Change[] }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  if (changes.length === 0) return <Typography.Text>{t('law.whatIfNothing')}</Typography.Text>;
  const groups = [...Map.groupBy(changes, (change) => change.outcome.zh).values()];
  return groups.map((group) => {
    const [first] = group as [Change, ...Change[]];
    return (
      <section key={first.outcome.zh} className={layout.below3}>
        <Tag color={colours[first.direction]}>{t(`law.whatIfDirection.${first.direction}`)}</Tag>
        <OutcomeText outcome={first.outcome} language={language} />
        <ul className={layout.list}>
          {group.map((change) => (
            <li key={change.steps.map(({ fact, to }) => `${fact}=${to}`).join()}>
              <Steps change={change} language={language} />
            </li>
          ))}
        </ul>
      </section>
    );
  });
}

function Steps({ change, language }: { readonly change: Change; readonly language: Language }) {
  const { t } = useTranslation();
  return (
    <>
      {change.doable ? <Tag color="blue">{t('law.whatIfDoable')}</Tag> : null}
      {change.steps
        .map(({ fact, to, zh, by }) =>
          language === 'en'
            ? `${factWord(fact, language)}: ${wordOf(to, language)}${by?.day ? ` (by ${by.day})` : ''}`
            : `${zh}${by === null ? '' : `（${by.zh}）`}`,
        )
        .join(language === 'en' ? ' and ' : '；并且')}{' '}
      <Typography.Text type="secondary" lang="zh-CN">
        {[...new Set(change.grounds.map(({ provision }) => articleName(provision)))].join('、')}
      </Typography.Text>
    </>
  );
}

const wordOf = (value: unknown, language: Language): string =>
  typeof value === 'string'
    ? valueWord(value, language)
    : value === true
      ? 'yes'
      : value === false
        ? 'no'
        : String(value);

function OutcomeText({ outcome, language }: { readonly outcome: Outcome; readonly language: Language }) {
  return (
    <>
      {language === 'en' ? `${dispositionWord(outcome.disposition)} · ` : null}
      <span lang="zh-CN">{outcome.zh}</span>
    </>
  );
}

function Open({ open }: { readonly open: NonNullable<WhatIf['open']> }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  return (
    <>
      {open.questions.map(({ fact, answers, mustBeStated }) => (
        <section key={fact}>
          <Typography.Text strong>{factWord(fact, language)}</Typography.Text>
          {mustBeStated ? <Typography.Text>：{t('law.whatIfState')}</Typography.Text> : null}
          <ul className={layout.list}>
            {answers.map(({ value, outcome, questions }) => (
              <li key={String(value)}>
                {language === 'en' ? wordOf(value, language) : `${factTable[fact].zh}：${wordIn(value)}`} →{' '}
                <OutcomeText outcome={outcome} language={language} />
                {questions.length > 0
                  ? `（${t('law.questions')}：${questions.map((id) => factWord(id, language)).join('、')}）`
                  : null}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {open.always.length > 0 ? (
        <section>
          <Typography.Text strong>{t('law.whatIfAlways')}</Typography.Text>
          <ul lang="zh-CN" className={layout.list}>
            {open.always.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

const wordIn = (value: unknown): string =>
  value === true
    ? '是'
    : value === false
      ? '否'
      : typeof value === 'string'
        ? valueWord(value, 'zh-CN')
        : String(value);
