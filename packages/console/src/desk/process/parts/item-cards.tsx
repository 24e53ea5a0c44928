// SPDX-License-Identifier: Apache-2.0
/** What an inspection found and what an order asks, item by item, with what came before and what followed. */
import type { ThingView } from '@mingjing/contracts/desk';
import { getProcess } from '@mingjing/law';
import { Link } from '@tanstack/react-router';
import { Alert, Card, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { provisionName } from '../../../law/provision-name.ts';
import { itemText, type OrderItem, ResultLine, settledOf } from './item-fields.tsx';
import { useWords } from './use-words.ts';

interface Linked {
  readonly id: string;
  readonly process?: string;
  readonly title?: string;
  readonly on?: string;
}

const linked = (thing: ThingView, key: string): readonly Linked[] =>
  (thing.data[key] as readonly Linked[] | undefined) ?? [];

const statementsOf = (thing: ThingView) =>
  (thing.data['statements'] as
    | readonly { readonly id: string; readonly text: string; readonly device: string }[]
    | undefined) ?? [];

export function InspectionCards({ thing }: { readonly thing: ThingView }) {
  const { t } = useTranslation();
  const items = settledOf(thing);
  if (items.length === 0) return null;
  const forced = new Set((thing.data['forcesVisit'] as readonly number[] | undefined) ?? []);
  return (
    <Card
      title={t('process.items')}
      className={layout.below4}
      extra={
        thing.allowed.some(({ action }) => action === 'record-items') ? (
          <Link to="/field" search={{ id: thing.id }} className={layout.underlined}>
            {t('field.onPhone')}
          </Link>
        ) : null
      }
    >
      {forced.size === 0 ? <Alert type="warning" showIcon title={t('process.noVisitNeeded')} /> : null}
      {items.map(({ no, result, differing }) => (
        <div key={no} className={layout.below3}>
          <b>
            {no}．{itemText(thing, no)}
          </b>{' '}
          {forced.has(no) ? (
            <Tag color="blue">{t('process.forcesVisit')}</Tag>
          ) : (
            <Tag>{t('process.fromAfar')}</Tag>
          )}
          {result ? <ResultLine result={result} /> : null}
          {differing.length > 0 ? (
            <Alert
              type="warning"
              title={t('process.differing')}
              description={differing.map((one) => <ResultLine key={one.device} result={one} />)}
            />
          ) : null}
        </div>
      ))}
      {statementsOf(thing).map(({ id, text, device }) => (
        <div key={id}>
          <Tag>{t('field.statement')}</Tag>
          {text} <small>{device}</small>
        </div>
      ))}
      <LinkedThings
        label={t('process.earlierVisits')}
        things={linked(thing, 'earlier')}
        process="inspection"
      />
      <LinkedThings
        label={t('process.followed')}
        things={linked(thing, 'followed')}
        process="rectification"
      />
    </Card>
  );
}

function LinkedThings(props: {
  readonly label: string;
  readonly things: readonly Linked[];
  readonly process: string;
}) {
  const words = useWords();
  if (props.things.length === 0) return null;
  return (
    <div>
      {props.label}：
      {props.things.map(({ id, process = props.process, title, on }) => (
        <Link
          key={id}
          to="/thing"
          search={{ process, id }}
          className={`${layout.underlined} ${layout.beforeNext}`}
        >
          {title ?? words(getProcess(process).title)} {on ?? ''}
        </Link>
      ))}
    </div>
  );
}

interface Answer {
  readonly no: number;
  readonly text: string;
  readonly on: string;
  readonly evidence?: readonly string[];
}
interface Reinspected {
  readonly no: number;
  readonly met: boolean;
  readonly reason: string;
}

export function RectificationCards({ thing }: { readonly thing: ThingView }) {
  const { t } = useTranslation();
  const items = (thing.data['items'] as readonly OrderItem[] | undefined) ?? [];
  const answers = (thing.data['answers'] as readonly Answer[] | undefined) ?? [];
  const results = (thing.data['reinspection'] as readonly Reinspected[] | undefined) ?? [];
  if (items.length === 0) return null;
  return (
    <Card title={t('process.items')} className={layout.below4}>
      {items.map(({ no, problem, provision, toDo, proof }) => (
        <div key={no} className={`${layout.below3} ${layout.breaksWords}`}>
          <b>
            {no}．{problem}
          </b>
          <br />
          {t('process.toDo')}：{toDo}；{t('process.proof')}：{proof}
          <br />
          <small lang="zh-CN">{provisionName(provision)}</small>
          {answers
            .filter((one) => one.no === no)
            .map(({ text, on, evidence = [] }) => (
              <div key={`${on} ${text}`}>
                <Tag color="blue">{t('process.unitSaid')}</Tag>
                {on} {text}
                {evidence.length > 0 ? `（${evidence.join('、')}）` : null}
              </div>
            ))}
          {results
            .filter((one) => one.no === no)
            .map(({ met, reason }) => (
              <div key={reason}>
                <Tag color={met ? 'green' : 'red'}>
                  {met ? t('process.correctedYes') : t('process.correctedNo')}
                </Tag>
                {reason}
              </div>
            ))}
        </div>
      ))}
      <LinkedThings label={t('process.cameBack')} things={linked(thing, 'before')} process="rectification" />
      <LinkedThings label={t('process.followed')} things={linked(thing, 'followed')} process="case" />
    </Card>
  );
}
