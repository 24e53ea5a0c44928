// SPDX-License-Identifier: Apache-2.0
/** What each process must know when it begins, and how it is called when nobody gives it a name. */

import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { itemsProvableFromAfar } from '@mingjing/contracts/desk';
import { type Conduct, conducts, conductWords, displayText, getProvision, provisionsOf } from '@mingjing/law';
import { Button, Card, Checkbox, Form, Input, Select, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { provisionName } from '../../../law/provision-name.ts';
import { conductWord } from '../../../law/words.ts';
import { FootageFields, footageData } from './footage-fields.tsx';

import { PersonsList } from './persons-list.tsx';

type Values = Readonly<Record<string, unknown>>;

export interface UnitChoice {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly creditCode: string | null;
}

interface OpeningForm {
  readonly unitRequired: boolean;
  /** Fields named `['own', …]`. */
  readonly Fields: (props: { readonly unit: UnitChoice | undefined }) => ReactNode;
  readonly title: (values: Values, unit: UnitChoice | undefined) => string;
  readonly data: (values: Values, unit: UnitChoice | undefined) => Record<string, unknown>;
}

const useRequired = () => {
  const { t } = useTranslation();
  return { required: true, message: t('common.required') };
};

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const given = (values: Values): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''));

/** Conducts that are not a penalty's ground: questions to the engine. */
const questionsOnly: ReadonlySet<Conduct> = new Set([
  'filing-check',
  'retention-check',
  'retention-rule',
  'footage-access',
  'citizen-view-request',
]);
export const penalConducts = conducts.filter((conduct) => !questionsOnly.has(conduct));

function CaseFields({ unit }: { readonly unit: UnitChoice | undefined }) {
  const { t } = useTranslation();
  const required = useRequired();
  const language = currentLanguage();
  return (
    <>
      <Form.Item name={['own', 'source']} label={t('process.source')} rules={[required]}>
        <Select
          options={(['inspection', 'complaint', 'transfer', 'rectification', 'own'] as const).map(
            (value) => ({
              value,
              label: t(`process.sources.${value}`),
            }),
          )}
        />
      </Form.Item>
      <Form.Item name={['own', 'conduct']} label={t('process.conduct')} rules={[required]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={penalConducts.map((value) => ({ value, label: conductWord(value, language) }))}
        />
      </Form.Item>
      <Form.Item name={['own', 'actDate']} label={t('process.actDate')} extra={t('process.actDateHint')}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name={['own', 'summary']} label={t('process.summary')} rules={[required]}>
        <Input.TextArea rows={3} maxLength={10_000} />
      </Form.Item>
      <Form.Item name={['own', 'kind']} label={t('process.partyKind')} initialValue="unit" rules={[required]}>
        <Select
          options={(['unit', 'individual', 'propertyManager', 'government'] as const).map((value) => ({
            value,
            label: t(`process.partyKinds.${value}`),
          }))}
        />
      </Form.Item>
      {unit ? null : (
        <>
          <Form.Item name={['own', 'name']} label={t('process.party')} rules={[required]}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name={['own', 'address']} label={t('process.address')}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name={['own', 'code']} label={t('process.code')}>
            <Input maxLength={60} />
          </Form.Item>
        </>
      )}
      <Form.Item name={['own', 'representative']} label={t('process.representative')}>
        <Input maxLength={100} />
      </Form.Item>
      <PersonsList name={['own', 'persons']} />
    </>
  );
}

const itemNumbers = Array.from({ length: 13 }, (_, index) => index + 1);

/** The published items; a plan whose every item can be proven from afar is refused. */
export function ItemChoice({ name }: { readonly name: readonly string[] }) {
  const { t } = useTranslation();
  const chosen = (Form.useWatch([...name]) ?? []) as readonly number[];
  const forced = chosen.filter((no) => !itemsProvableFromAfar.has(no));
  return (
    <Form.Item
      name={[...name]}
      label={t('process.publishedItems')}
      extra={chosen.length === 0 ? undefined : t('process.visitFor', { items: forced.join('、') || '—' })}
      rules={[
        { required: true, message: t('common.required') },
        {
          validator: (_, value: readonly number[] = []) =>
            value.length > 0 && value.every((no) => itemsProvableFromAfar.has(no))
              ? Promise.reject(new Error(t('process.noVisitNeeded')))
              : Promise.resolve(),
        },
      ]}
    >
      <Checkbox.Group className={`${layout.grid} ${layout.gap2}`}>
        {itemNumbers.map((no) => (
          <Checkbox key={no} value={no}>
            {no}．{displayText(getProvision(`hami-checklist/item-${no}`))}{' '}
            {itemsProvableFromAfar.has(no) ? <Tag>{t('process.fromAfar')}</Tag> : null}
          </Checkbox>
        ))}
      </Checkbox.Group>
    </Form.Item>
  );
}

const inspectionKinds = ['planned', 'complaint', 'follow-up', 'key-unit'] as const;
const inspectionTitles: Readonly<Record<string, string>> = {
  planned: '计划检查',
  complaint: '举报核查',
  'follow-up': '复查',
  'key-unit': '重点单位检查',
};

function InspectionFields() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name={['own', 'kind']} label={t('process.inspectionKind')} initialValue="planned">
        <Select
          options={inspectionKinds.map((value) => ({ value, label: t(`process.inspectionKinds.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name={['own', 'plannedFor']} label={t('process.plannedFor')}>
        <Input type="date" />
      </Form.Item>
      <ItemChoice name={['own', 'items']} />
    </>
  );
}

/** Everything a proof may answer is chosen to begin with. */
function OffSiteFields() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name={['own', 'items']}
        label={t('process.publishedItems')}
        initialValue={[4, 5, 6, 7, 11, 12, 13]}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Checkbox.Group className={`${layout.grid} ${layout.gap2}`}>
          {itemNumbers.map((no) => (
            <Checkbox key={no} value={no}>
              {no}．{displayText(getProvision(`hami-checklist/item-${no}`))}
            </Checkbox>
          ))}
        </Checkbox.Group>
      </Form.Item>
      <Form.Item
        name={['own', 'samples']}
        label={t('recorders.samples')}
        extra={t('recorders.samplesHint')}
        initialValue={60}
      >
        <Select options={[60, 200, 459].map((value) => ({ value, label: value }))} />
      </Form.Item>
    </>
  );
}

const orderGrounds = (['d799', 'bj-measures-2006', 'bj-residential', 'qhd-measures-2017'] as const).flatMap(
  (instrument) => provisionsOf(instrument).map(({ id }) => id),
);

function OrderFields() {
  const { t } = useTranslation();
  const required = useRequired();
  return (
    <Form.List name={['own', 'items']} initialValue={[{}]}>
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <Card
              key={key}
              size="small"
              className={layout.below3}
              title={t('process.orderItem', { n: name + 1 })}
              extra={
                fields.length > 1 ? (
                  <Button
                    size="small"
                    icon={<MinusCircleOutlined />}
                    aria-label={t('common.remove')}
                    onClick={() => remove(name)}
                  />
                ) : null
              }
            >
              <Form.Item name={[name, 'problem']} label={t('process.problem')} rules={[required]}>
                <Input.TextArea rows={2} maxLength={10_000} />
              </Form.Item>
              <Form.Item name={[name, 'provision']} label={t('process.bySource')} rules={[required]}>
                <Select
                  showSearch={{ optionFilterProp: 'label' }}
                  options={orderGrounds.map((value) => ({
                    value,
                    label: `${provisionName(value)} ${getProvision(value).title}`,
                  }))}
                />
              </Form.Item>
              <Form.Item name={[name, 'toDo']} label={t('process.toDo')} rules={[required]}>
                <Input.TextArea rows={2} maxLength={10_000} />
              </Form.Item>
              <Form.Item name={[name, 'proof']} label={t('process.proof')} rules={[required]}>
                <Input.TextArea rows={2} maxLength={10_000} />
              </Form.Item>
            </Card>
          ))}
          <Form.Item>
            <Button icon={<PlusOutlined />} onClick={() => add({})}>
              {t('process.addItem')}
            </Button>
          </Form.Item>
        </>
      )}
    </Form.List>
  );
}

function ComplaintFields() {
  const { t } = useTranslation();
  const required = useRequired();
  return (
    <>
      <Form.Item name={['own', 'text']} label={t('process.complaintText')} rules={[required]}>
        <Input.TextArea rows={4} maxLength={10_000} />
      </Form.Item>
      <Form.Item name={['own', 'reporter']} label={t('process.reporter')} extra={t('process.reporterHint')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name={['own', 'contact']} label={t('process.contact')}>
        <Input maxLength={100} />
      </Form.Item>
    </>
  );
}

const who = (values: Values, unit: UnitChoice | undefined): string => unit?.name ?? text(values['name']);

const caseOpening: OpeningForm = {
  unitRequired: false,
  Fields: CaseFields,
  title: (values, unit) =>
    `${who(values, unit)}：${conductWords[values['conduct'] as Conduct] ?? text(values['conduct'])}`,
  data: (values, unit) => {
    const { kind, name, address, code, representative, persons, ...rest } = given(values);
    return {
      ...rest,
      party: given({
        kind,
        name: unit?.name ?? name,
        address: unit?.address ?? address,
        code: unit?.creditCode ?? code,
        representative,
      }),
      persons: persons ?? [],
    };
  },
};

export const openingForms: Readonly<Record<string, OpeningForm>> = {
  case: caseOpening,
  'on-the-spot-penalty': caseOpening,
  inspection: {
    unitRequired: true,
    Fields: InspectionFields,
    title: ({ kind }, unit) => `${unit?.name ?? ''}：${inspectionTitles[String(kind)] ?? '检查'}`,
    data: given,
  },
  'off-site-inspection': {
    unitRequired: true,
    Fields: OffSiteFields,
    title: (_, unit) => `${unit?.name ?? ''}：非现场检查`,
    data: given,
  },
  rectification: {
    unitRequired: true,
    Fields: OrderFields,
    title: (_, unit) => `${unit?.name ?? ''}：责令限期改正`,
    data: ({ items = [] }) => ({
      items: (items as readonly object[]).map((item, index) => ({ ...item, no: index + 1 })),
    }),
  },
  'footage-request': {
    unitRequired: true,
    Fields: FootageFields,
    title: ({ incident }, unit) =>
      `${unit?.name ?? ''}：调取录像${text(incident) === '' ? '' : `（${text(incident)}）`}`,
    data: footageData,
  },
  complaint: {
    unitRequired: false,
    Fields: ComplaintFields,
    title: (values, unit) => `举报：${unit ? `${unit.name}，` : ''}${text(values['text']).slice(0, 40)}`,
    data: given,
  },
};
