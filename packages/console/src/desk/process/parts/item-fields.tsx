// SPDX-License-Identifier: Apache-2.0
/** The items of an inspection and of an order, each with its own result, reason and evidence. */
import type { ThingView } from '@mingjing/contracts/desk';
import { Alert, Card, Form, Input, Radio, Switch, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { EvidenceField } from './finding-fields.tsx';

type Values = Readonly<Record<string, unknown>>;
type PerItem = Readonly<Record<string, Values | undefined>>;

export const itemStates = [
  'met',
  'breached',
  'corrected',
  'not-applicable',
  'unknown',
  'not-checked',
] as const;

export const stateColours: Readonly<Record<string, string>> = {
  met: 'green',
  breached: 'red',
  corrected: 'orange',
  unknown: 'gold',
  'not-checked': 'default',
  'not-applicable': 'default',
};

interface Result {
  readonly no: number;
  readonly state: string;
  readonly reason: string;
  readonly device: string;
  readonly evidence: readonly string[];
  readonly on: string;
}

export interface SettledItem {
  readonly no: number;
  readonly result: Result | null;
  readonly differing: readonly Result[];
}

export const settledOf = (thing: ThingView): readonly SettledItem[] =>
  (thing.data['settled'] as readonly SettledItem[] | undefined) ?? [];
export const itemText = (thing: ThingView, no: number): string =>
  (thing.data['itemTexts'] as Readonly<Record<string, string>> | undefined)?.[no] ?? '';

/** One card for each planned item; an item that is left alone stays as it is. */
export function InspectionItemFields({ thing }: { readonly thing: ThingView }) {
  return settledOf(thing).map((item) => <InspectionItem key={item.no} thing={thing} item={item} />);
}

function InspectionItem({ thing, item }: { readonly thing: ThingView; readonly item: SettledItem }) {
  const { t } = useTranslation();
  const { no, result, differing } = item;
  const at = ['extra', 'items', String(no)];
  const state = Form.useWatch([...at, 'state']) as string | undefined;
  return (
    <Card
      size="small"
      className={layout.below3}
      title={<span className={layout.manyLines}>{`${no}．${itemText(thing, no)}`}</span>}
    >
      {result ? <ResultLine result={result} /> : null}
      {differing.length > 0 ? (
        <Alert
          type="warning"
          showIcon
          className={layout.below2}
          title={t('process.differing')}
          description={differing.map((one) => <ResultLine key={one.device} result={one} />)}
        />
      ) : null}
      <Form.Item name={[...at, 'state']} label={t('process.result')}>
        <Radio.Group
          options={itemStates.map((value) => ({ value, label: t(`process.itemState.${value}`) }))}
        />
      </Form.Item>
      {state === undefined ? null : (
        <>
          <Form.Item
            name={[...at, 'reason']}
            label={t('process.why')}
            rules={[{ required: true, message: t('common.required') }]}
          >
            <Input.TextArea rows={2} maxLength={10_000} />
          </Form.Item>
          <EvidenceField name={[...at, 'evidence']} thing={thing} />
          {differing.length > 0 ? (
            <Form.Item name={[...at, 'settles']} label={t('process.settles')} valuePropName="checked">
              <Switch aria-label={t('process.settles')} />
            </Form.Item>
          ) : null}
        </>
      )}
    </Card>
  );
}

export function ResultLine({ result }: { readonly result: Result }) {
  const { t } = useTranslation();
  const { state, reason, device, evidence = [] } = result;
  return (
    <div className={`${layout.below2} ${layout.breaksWords}`}>
      <Tag color={stateColours[state] ?? 'default'}>{t(`process.itemState.${state}`)}</Tag>
      {reason}
      {evidence.length > 0 ? `（${evidence.join('、')}）` : null}{' '}
      <small>{device === 'desk' ? '' : device}</small>
    </div>
  );
}

const given = (values: Values): readonly (readonly [number, Values])[] =>
  Object.entries((values['items'] ?? {}) as PerItem).flatMap(([no, one]) =>
    one === undefined ? [] : [[Number(no), one] as const],
  );

export const inspectionItemData = (values: Values): Record<string, unknown> => ({
  items: given(values).flatMap(([no, { state, reason, evidence, settles }]) =>
    state === undefined
      ? []
      : [
          {
            no,
            state,
            reason,
            evidence: evidence ?? [],
            settles: settles === true,
            device: 'desk',
            ...(settles === true && { at: new Date().toISOString() }),
          },
        ],
  ),
});

export interface OrderItem {
  readonly no: number;
  readonly problem: string;
  readonly provision: string;
  readonly toDo: string;
  readonly proof: string;
}

const itemsOf = (thing: ThingView): readonly OrderItem[] =>
  (thing.data['items'] as readonly OrderItem[] | undefined) ?? [];

/** What the order says of each item: pre-written from the inspection, finished by a person. */
export function OrderItemFields({ thing }: { readonly thing: ThingView }) {
  const { t } = useTranslation();
  const required = { required: true, message: t('common.required') };
  return itemsOf(thing).map((item) => {
    const at = ['extra', 'items', String(item.no)];
    return (
      <Card key={item.no} size="small" className={layout.below3} title={`${item.no}．${item.problem}`}>
        <Form.Item
          name={[...at, 'toDo']}
          label={t('process.toDo')}
          initialValue={item.toDo}
          rules={[required]}
        >
          <Input.TextArea rows={2} maxLength={10_000} />
        </Form.Item>
        <Form.Item
          name={[...at, 'proof']}
          label={t('process.proof')}
          initialValue={item.proof}
          rules={[required]}
        >
          <Input.TextArea rows={2} maxLength={10_000} />
        </Form.Item>
      </Card>
    );
  });
}

export const orderItemData = (values: Values, thing: ThingView): Record<string, unknown> => {
  const texts = new Map(given(values));
  const items = itemsOf(thing).map((item) => ({ ...item, ...texts.get(item.no) }));
  return items.length === 0 ? {} : { items };
};

/** The unit's answer, item by item, with what it attached. */
export function AnswerFields({ thing }: { readonly thing: ThingView }) {
  const { t } = useTranslation();
  return itemsOf(thing).map(({ no, problem, toDo, proof }) => (
    <Card key={no} size="small" className={layout.below3} title={`${no}．${problem}`}>
      <p className={layout.above0}>
        {t('process.toDo')}：{toDo}
        <br />
        {t('process.proof')}：{proof}
      </p>
      <Form.Item
        name={['extra', 'items', String(no), 'text']}
        label={t('process.answerItem', { no })}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Input.TextArea rows={2} maxLength={10_000} />
      </Form.Item>
      <EvidenceField name={['extra', 'items', String(no), 'evidence']} thing={thing} />
    </Card>
  ));
}

export const answerData = (values: Values): Record<string, unknown> => ({
  answers: given(values).map(([no, { text, evidence }]) => ({ no, text, evidence: evidence ?? [] })),
});

/** What the re-inspection found, beside what the unit answered. */
export function ReinspectionFields({ thing }: { readonly thing: ThingView }) {
  const { t } = useTranslation();
  const answers =
    (thing.data['answers'] as readonly { readonly no: number; readonly text: string }[] | undefined) ?? [];
  return itemsOf(thing).map(({ no, problem }) => {
    const at = ['extra', 'items', String(no)];
    return (
      <Card key={no} size="small" className={layout.below3} title={`${no}．${problem}`}>
        {answers
          .filter((one) => one.no === no)
          .map(({ text }) => (
            <p key={text}>
              {t('process.unitSaid')}：{text}
            </p>
          ))}
        <Form.Item
          name={[...at, 'met']}
          label={t('process.result')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <Radio.Group
            options={[
              { value: true, label: t('process.correctedYes') },
              { value: false, label: t('process.correctedNo') },
            ]}
          />
        </Form.Item>
        <Form.Item
          name={[...at, 'reason']}
          label={t('process.why')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <Input.TextArea rows={2} maxLength={10_000} />
        </Form.Item>
      </Card>
    );
  });
}

export const reinspectionData = (values: Values): Record<string, unknown> => ({
  results: given(values).map(([no, { met, reason }]) => ({ no, met: met === true, reason })),
});
