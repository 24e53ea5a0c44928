// SPDX-License-Identifier: Apache-2.0
/**
 * The amount is a person's, inside the range of the row. Outside it is a wish of its own that asks for reasons and
 * people; outside the article, or above what the party was told, nothing can be entered.
 */
import type { ThingView } from '@mingjing/contracts/desk';
import { getInstrument, type InstrumentId, type Result, targetWords } from '@mingjing/law';
import { Alert, Card, Form, Input, InputNumber, Select, Switch, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import {
  type CaseSeen,
  caseOf,
  type Part,
  type Payer,
  partOf,
  payersOf,
  penalisingResults,
  type Recommended,
  violationsOf,
} from './case-data.ts';
import { conductName } from './conduct-name.ts';

type Values = Readonly<Record<string, unknown>>;
type Name = readonly string[];

const titleOf = (instrument: string): string => getInstrument(instrument as InstrumentId).title;
const keyOf = ({ target, name }: Pick<Payer, 'target' | 'name'>): string => `${target} ${name}`;
const amountsOf = (fines: Part['fines'] | undefined): Readonly<Record<string, number>> =>
  Object.fromEntries((fines ?? []).map(({ target, name, amountYuan }) => [`${target} ${name}`, amountYuan]));

/** Where the form keeps what is chosen for a violation. */
const placeOf = (no: number): Name => (no === 1 ? ['extra'] : ['extra', 'others', String(no)]);

/** What is proposed to the reviewer, for each violation apart. */
export function ProposalFields({ thing }: { readonly thing: ThingView }) {
  const { t } = useTranslation();
  const seen = caseOf(thing);
  const violations = violationsOf(seen);
  return (
    <>
      {violations.map((violation) => (
        <Violation key={violation.no} violation={violation} of={violations.length}>
          <ProposedPart seen={seen} violation={violation} />
        </Violation>
      ))}
      <Form.Item name={['extra', 'complex']} label={t('process.complex')} valuePropName="checked">
        <Switch aria-label={t('process.complex')} />
      </Form.Item>
    </>
  );
}

interface PartProps {
  readonly seen: CaseSeen;
  readonly violation: Recommended & { readonly no: number };
}

/** One of several stands under its own name. */
function Violation({
  violation: { no, conduct },
  of,
  children,
}: Omit<PartProps, 'seen'> & { readonly of: number; readonly children: ReactNode }) {
  const { t } = useTranslation();
  if (of === 1) return children;
  return (
    <Card
      size="small"
      className={layout.below4}
      title={t('process.violationNo', { no, conduct: conduct ? conductName(conduct) : '' })}
    >
      {children}
    </Card>
  );
}

function ProposedPart({ seen, violation }: PartProps) {
  const { t } = useTranslation();
  const results = penalisingResults(violation);
  const first = results.length === 1 ? results[0]?.instrument : undefined;
  const before = partOf(seen.proposal, violation.no);
  const at = placeOf(violation.no);
  return (
    <>
      {results.length === 0 ? (
        <Alert type="warning" showIcon title={t('process.noRange')} className={layout.below4} />
      ) : null}
      <Form.Item
        name={[...at, 'instrument']}
        label={t('process.instrument')}
        initialValue={before?.instrument ?? first}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Select
          options={allInstruments(violation).map((instrument) => ({
            value: instrument,
            label: `《${titleOf(instrument)}》`,
          }))}
        />
      </Form.Item>
      <LawReason violation={violation} at={at} given={before?.lawReason} />
      <Amounts seen={seen} violation={violation} given={before} />
    </>
  );
}

/** The law of the act and that of the decision answer differently: both stand beside, and a person says why this one. */
function LawReason({
  violation,
  at,
  given,
}: {
  readonly violation: Recommended;
  readonly at: Name;
  readonly given: string | undefined;
}) {
  const { t } = useTranslation();
  const conflict = violation.recommendation?.response?.conflicts.find(
    ({ relation }) => relation === 'law-in-time',
  );
  if (!conflict) return null;
  return (
    <Form.Item
      name={[...at, 'lawReason']}
      label={t('process.lawReason')}
      extra={conflict.why}
      initialValue={given}
      rules={[{ required: true, message: t('common.required') }]}
    >
      <Input.TextArea rows={2} maxLength={10_000} />
    </Form.Item>
  );
}

/** An order without a penalty rests on an instrument too. */
const allInstruments = ({ recommendation }: Recommended): readonly string[] =>
  (recommendation?.response?.results ?? []).flatMap(({ instrument }) =>
    instrument === null ? [] : [instrument],
  );

/** What is decided: what the party was told, or less. */
export function DecisionFields({ thing }: { readonly thing: ThingView }) {
  const seen = caseOf(thing);
  const violations = violationsOf(seen);
  return violations.map((violation) => (
    <Violation key={violation.no} violation={violation} of={violations.length}>
      <DecidedPart seen={seen} violation={violation} />
    </Violation>
  ));
}

function DecidedPart({ seen, violation }: PartProps) {
  const { t } = useTranslation();
  const noticed = partOf(seen.noticed, violation.no);
  if (!noticed) return null;
  return (
    <>
      <Typography.Paragraph>
        {t('process.asNoticed')}：《{titleOf(noticed.instrument)}》
      </Typography.Paragraph>
      <Form.Item name={[...placeOf(violation.no), 'instrument']} initialValue={noticed.instrument} hidden>
        <Input />
      </Form.Item>
      <Amounts seen={seen} violation={violation} given={noticed} ceiling={noticed} />
    </>
  );
}

interface AmountsProps extends PartProps {
  readonly given: Part | undefined;
  readonly ceiling?: Part;
}

function Amounts({ seen, violation, given, ceiling }: AmountsProps) {
  const { t } = useTranslation();
  const at = placeOf(violation.no);
  const chosen = Form.useWatch([...at, 'instrument']);
  const outside = Form.useWatch([...at, 'outside']) === true;
  const result = penalisingResults(violation).find(({ instrument }) => instrument === chosen);
  const told = amountsOf(ceiling?.fines);
  const payers = result
    ? payersOf(seen, result).filter((payer) => !ceiling || told[keyOf(payer)] !== undefined)
    : [];
  const amounts = amountsOf(given?.fines);
  return (
    <>
      {payers.map((payer) => (
        <Amount
          key={keyOf(payer)}
          at={at}
          payer={{ ...payer, ...(ceiling && { noticedYuan: told[keyOf(payer)] ?? 0 }) }}
          given={amounts[keyOf(payer)]}
          outside={outside}
        />
      ))}
      {result && missingPersons(seen, result) ? (
        <Alert type="info" showIcon title={t('process.nameThePersons')} className={layout.below4} />
      ) : null}
      {result?.warning ? (
        <Form.Item
          name={[...at, 'warning']}
          label={t('process.warning')}
          valuePropName="checked"
          initialValue={given?.warning ?? true}
        >
          <Switch aria-label={t('process.warning')} />
        </Form.Item>
      ) : null}
      {(result?.confiscation ?? []).length === 0 ? null : (
        <Form.Item
          name={[...at, 'confiscation']}
          label={t('process.confiscation')}
          initialValue={given?.confiscation ?? result?.confiscation ?? []}
        >
          <Select mode="multiple" options={(result?.confiscation ?? []).map((value) => ({ value }))} />
        </Form.Item>
      )}
      <Form.Item
        name={[...at, 'why']}
        label={t('process.whyAmount')}
        initialValue={given?.reason}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Input.TextArea rows={3} maxLength={10_000} />
      </Form.Item>
      <OutsideFields at={at} mayBe={payers.length > 0} outside={outside} given={given} />
    </>
  );
}

interface OutsideFieldsProps {
  readonly at: Name;
  readonly mayBe: boolean;
  readonly outside: boolean;
  readonly given: Part | undefined;
}

/** An amount beside the range: who proposes it says why, and others decide. */
function OutsideFields({ at, mayBe, outside, given }: OutsideFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      {mayBe ? (
        <Form.Item
          name={[...at, 'outside']}
          label={t('process.outside')}
          valuePropName="checked"
          initialValue={given?.deviationReason !== undefined}
        >
          <Switch aria-label={t('process.outside')} />
        </Form.Item>
      ) : null}
      {outside ? (
        <Form.Item
          name={[...at, 'deviation']}
          label={t('process.outsideReason')}
          extra={t('process.outsidePeople')}
          initialValue={given?.deviationReason}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <Input.TextArea rows={3} maxLength={10_000} />
        </Form.Item>
      ) : null}
    </>
  );
}

const missingPersons = ({ persons = [] }: CaseSeen, { fines }: Result): boolean =>
  persons.length === 0 &&
  fines.some(({ target }) => ['principal', 'directlyResponsible', 'responsiblePersons'].includes(target));

/** Below the article only where a reduction was found: the engine says so. */
function boundsOf({ fine, noticedYuan }: Payer, outside: boolean) {
  const min = outside ? (fine.belowMinimumPossible ? 1 : (fine.statutory.min ?? 1)) : (fine.min ?? 1);
  const most = outside ? fine.statutory.max : fine.max;
  return { min, max: noticedYuan === undefined ? most : Math.min(most, noticedYuan) };
}

function Amount({
  at,
  payer,
  given,
  outside,
}: {
  readonly at: Name;
  readonly payer: Payer;
  readonly given: number | undefined;
  readonly outside: boolean;
}) {
  const { t } = useTranslation();
  const { fine, noticedYuan } = payer;
  const { min, max } = boundsOf(payer, outside);
  return (
    <Form.Item
      name={[...at, 'fines', keyOf(payer)]}
      label={t('process.amountFor', { target: targetWords[payer.target], name: payer.name })}
      initialValue={given}
      extra={[
        t('process.rowRange', { min: fine.min ?? 0, max: fine.max }),
        t('process.statutoryRange', { min: fine.statutory.min ?? 0, max: fine.statutory.max }),
        ...(fine.optional === true ? [t('process.fineOptional')] : []),
        ...(fine.direction === 'none' ? [] : [t(`process.towards.${fine.direction}`)]),
        ...(noticedYuan === undefined ? [] : [t('process.noticedAmount', { yuan: noticedYuan })]),
      ].join('；')}
      rules={[{ type: 'number', min, max, message: t('common.between', { min, max }) }]}
    >
      <InputNumber precision={0} className={layout.full} suffix={t('process.yuan')} />
    </Form.Item>
  );
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function finesOf(values: Values): Part['fines'] {
  return Object.entries((values['fines'] ?? {}) as Readonly<Record<string, unknown>>).flatMap(
    ([key, amountYuan]) => {
      if (typeof amountYuan !== 'number') return [];
      const [target = '', ...name] = key.split(' ');
      return [{ target, name: name.join(' '), amountYuan }];
    },
  );
}

const common = (values: Values) => ({
  fines: finesOf(values),
  warning: values['warning'] === true,
  confiscation: (values['confiscation'] as string[] | undefined) ?? [],
  reason: text(values['why']),
  ...(values['outside'] === true &&
    text(values['deviation']) !== '' && { deviationReason: text(values['deviation']) }),
});

const proposed = (values: Values) => ({
  ...common(values),
  instrument: values['instrument'],
  ...(text(values['lawReason']) !== '' && { lawReason: text(values['lawReason']) }),
});

/** What was entered for each further violation. */
function others<Chosen>(values: Values, chosen: (part: Values) => Chosen) {
  const parts = Object.entries((values['others'] ?? {}) as Readonly<Record<string, Values | undefined>>);
  if (parts.length === 0) return {};
  return { others: parts.map(([no, part]) => ({ ...chosen(part ?? {}), no: Number(no) })) };
}

export const proposalData = (values: Values): Record<string, unknown> => ({
  ...proposed(values),
  ...others(values, proposed),
  complex: values['complex'] === true,
});

export const decisionData = (values: Values): Record<string, unknown> => ({
  ...common(values),
  ...others(values, common),
});
