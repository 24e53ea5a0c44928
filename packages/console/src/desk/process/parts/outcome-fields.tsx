// SPDX-License-Identifier: Apache-2.0
/**
 * The amount is a person's, inside the range of the row. Outside it is a wish of its own that asks for reasons and
 * people; outside the article, or above what the party was told, nothing can be entered.
 */
import type { ThingView } from '@mingjing/contracts/desk';
import { getInstrument, type InstrumentId, type Result, targetWords } from '@mingjing/law';
import { Alert, Form, Input, InputNumber, Select, Switch, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { type CaseSeen, caseOf, type Outcome, type Payer, payersOf, penalisingResults } from './case-data.ts';

type Values = Readonly<Record<string, unknown>>;

const titleOf = (instrument: string): string => getInstrument(instrument as InstrumentId).title;
const keyOf = ({ target, name }: Pick<Payer, 'target' | 'name'>): string => `${target} ${name}`;
const amountsOf = (fines: Outcome['fines'] | undefined): Readonly<Record<string, number>> =>
  Object.fromEntries((fines ?? []).map(({ target, name, amountYuan }) => [`${target} ${name}`, amountYuan]));

/** What is proposed to the reviewer. */
export function ProposalFields({ thing }: { readonly thing: ThingView }) {
  const { t } = useTranslation();
  const results = penalisingResults(thing);
  const first = results.length === 1 ? results[0]?.instrument : undefined;
  const before = caseOf(thing).proposal;
  return (
    <>
      {results.length === 0 ? (
        <Alert type="warning" showIcon title={t('process.noRange')} className={layout.below4} />
      ) : null}
      <Form.Item
        name={['extra', 'instrument']}
        label={t('process.instrument')}
        initialValue={before?.instrument ?? first}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Select
          options={allInstruments(thing).map((instrument) => ({
            value: instrument,
            label: `《${titleOf(instrument)}》`,
          }))}
        />
      </Form.Item>
      <Amounts thing={thing} given={before} />
      <Form.Item name={['extra', 'complex']} label={t('process.complex')} valuePropName="checked">
        <Switch aria-label={t('process.complex')} />
      </Form.Item>
    </>
  );
}

/** An order without a penalty rests on an instrument too. */
const allInstruments = (thing: ThingView): readonly string[] =>
  (caseOf(thing).recommendation?.response?.results ?? []).flatMap(({ instrument }) =>
    instrument === null ? [] : [instrument],
  );

/** What is decided: what the party was told, or less. */
export function DecisionFields({ thing }: { readonly thing: ThingView }) {
  const { t } = useTranslation();
  const { noticed } = caseOf(thing);
  if (!noticed) return null;
  return (
    <>
      <Typography.Paragraph>
        {t('process.asNoticed')}：《{titleOf(noticed.instrument)}》
      </Typography.Paragraph>
      <Form.Item name={['extra', 'instrument']} initialValue={noticed.instrument} hidden>
        <Input />
      </Form.Item>
      <Amounts thing={thing} given={noticed} ceiling={noticed} />
    </>
  );
}

interface AmountsProps {
  readonly thing: ThingView;
  readonly given: Outcome | undefined;
  readonly ceiling?: Outcome;
}

function Amounts({ thing, given, ceiling }: AmountsProps) {
  const { t } = useTranslation();
  const seen = caseOf(thing);
  const chosen = Form.useWatch(['extra', 'instrument']);
  const outside = Form.useWatch(['extra', 'outside']) === true;
  const result = penalisingResults(thing).find(({ instrument }) => instrument === chosen);
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
          name={['extra', 'warning']}
          label={t('process.warning')}
          valuePropName="checked"
          initialValue={given?.warning ?? true}
        >
          <Switch aria-label={t('process.warning')} />
        </Form.Item>
      ) : null}
      {(result?.confiscation ?? []).length === 0 ? null : (
        <Form.Item
          name={['extra', 'confiscation']}
          label={t('process.confiscation')}
          initialValue={given?.confiscation ?? result?.confiscation ?? []}
        >
          <Select mode="multiple" options={(result?.confiscation ?? []).map((value) => ({ value }))} />
        </Form.Item>
      )}
      <Form.Item
        name={['extra', 'why']}
        label={t('process.whyAmount')}
        initialValue={given?.reason}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Input.TextArea rows={3} maxLength={10_000} />
      </Form.Item>
      <OutsideFields mayBe={payers.length > 0} outside={outside} given={given} />
    </>
  );
}

interface OutsideFieldsProps {
  readonly mayBe: boolean;
  readonly outside: boolean;
  readonly given: Outcome | undefined;
}

/** An amount beside the range: who proposes it says why, and others decide. */
function OutsideFields({ mayBe, outside, given }: OutsideFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      {mayBe ? (
        <Form.Item
          name={['extra', 'outside']}
          label={t('process.outside')}
          valuePropName="checked"
          initialValue={given?.deviationReason !== undefined}
        >
          <Switch aria-label={t('process.outside')} />
        </Form.Item>
      ) : null}
      {outside ? (
        <Form.Item
          name={['extra', 'deviation']}
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
  payer,
  given,
  outside,
}: {
  readonly payer: Payer;
  readonly given: number | undefined;
  readonly outside: boolean;
}) {
  const { t } = useTranslation();
  const { fine, noticedYuan } = payer;
  const { min, max } = boundsOf(payer, outside);
  return (
    <Form.Item
      name={['extra', 'fines', keyOf(payer)]}
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

function finesOf(values: Values): Outcome['fines'] {
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

export const proposalData = (values: Values): Record<string, unknown> => ({
  ...common(values),
  instrument: values['instrument'],
  complex: values['complex'] === true,
});

export const decisionData = (values: Values): Record<string, unknown> => common(values);
