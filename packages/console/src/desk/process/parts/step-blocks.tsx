// SPDX-License-Identifier: Apache-2.0
/** What some steps are given beside the facts that the table asks for: their fields, and how they become the step's data. */
import type { ThingView } from '@mingjing/contracts/desk';
import { obligationRows } from '@mingjing/law';
import { Form, Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { conductWord } from '../../../law/words.ts';
import { DefenceAnswerFields, DefenceFields, defenceAnswerData, defenceData } from './defence-fields.tsx';
import { EvidenceField, FindingFields, findingData } from './finding-fields.tsx';
import { JoinFields, OpenedFields } from './footage-fields.tsx';
import {
  AnswerFields,
  answerData,
  InspectionItemFields,
  inspectionItemData,
  OrderItemFields,
  orderItemData,
  ReinspectionFields,
  reinspectionData,
} from './item-fields.tsx';
import { ItemChoice, penalConducts } from './opening-forms.tsx';
import { DecisionFields, decisionData, ProposalFields, proposalData } from './outcome-fields.tsx';

type Values = Readonly<Record<string, unknown>>;

interface StepBlock {
  /** Fields named `['extra', …]` of the step's form. */
  readonly Fields: (props: { readonly thing: ThingView }) => ReactNode;
  readonly data: (values: Values, thing: ThingView) => Record<string, unknown>;
}

const written = (values: Values): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''));

function PaymentFields() {
  const { t } = useTranslation();
  const required = { required: true, message: t('common.required') };
  return (
    <>
      <Form.Item name={['extra', 'amountYuan']} label={t('process.paidAmount')} rules={[required]}>
        <InputNumber min={1} precision={0} className={layout.full} suffix={t('process.yuan')} />
      </Form.Item>
      <Form.Item name={['extra', 'receipt']} label={t('process.receipt')} rules={[required]}>
        <Input maxLength={100} />
      </Form.Item>
    </>
  );
}

function HearingFields() {
  const { t } = useTranslation();
  const required = { required: true, message: t('common.required') };
  return (
    <>
      <Form.Item name={['extra', 'heldOn']} label={t('process.hearingOn')} rules={[required]}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name={['extra', 'place']} label={t('process.hearingPlace')} rules={[required]}>
        <Input maxLength={200} />
      </Form.Item>
    </>
  );
}

function DiscussionFields() {
  const { t } = useTranslation();
  const required = { required: true, message: t('common.required') };
  return (
    <>
      <Form.Item name={['extra', 'present']} label={t('process.present')} rules={[required]}>
        <Select mode="tags" options={[]} open={false} suffixIcon={null} />
      </Form.Item>
      <Form.Item name={['extra', 'conclusion']} label={t('process.conclusion')} rules={[required]}>
        <Input.TextArea rows={3} maxLength={10_000} />
      </Form.Item>
    </>
  );
}

function ObjectionFields() {
  const { t } = useTranslation();
  return (
    <Form.Item name={['extra', 'kind']} label={t('process.objectionKind')} initialValue="reconsideration">
      <Select
        options={(['reconsideration', 'suit'] as const).map((value) => ({
          value,
          label: t(`process.objection.${value}`),
        }))}
      />
    </Form.Item>
  );
}

/** What the first item that was not corrected amounts to under its own ground. */
function conductOf(thing: ThingView): string | undefined {
  const items = (thing.data['items'] as readonly { no: number; provision: string }[] | undefined) ?? [];
  const results = (thing.data['reinspection'] as readonly { no: number; met: boolean }[] | undefined) ?? [];
  const open = items.find(({ no }) => results.find((one) => one.no === no)?.met !== true);
  const rows = obligationRows.filter(
    ({ provision, conducts = [] }) => provision === open?.provision && conducts.length > 0,
  );
  // One article has several duties; the item that was checked says which.
  const row = rows.find(({ checklistItems = [] }) => open && checklistItems.includes(open.no)) ?? rows[0];
  return row?.conducts?.[0];
}

/** Which violation the case is about; left open it is found in the case. */
function ReferralFields({ thing }: { readonly thing: ThingView }) {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name={['extra', 'conduct']}
        label={t('process.conduct')}
        initialValue={conductOf(thing)}
        extra={t('process.conductHint')}
      >
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={penalConducts.map((value) => ({ value, label: conductWord(value, currentLanguage()) }))}
        />
      </Form.Item>
      <Form.Item name={['extra', 'actDate']} label={t('process.actDate')} extra={t('process.actDateHint')}>
        <Input type="date" />
      </Form.Item>
    </>
  );
}

function InspectionPlanFields() {
  return <ItemChoice name={['extra', 'items']} />;
}

/** Which records of equipment were looked at. */
function ReviewedFields({ thing }: { readonly thing: ThingView }) {
  return <EvidenceField name={['extra', 'evidence']} thing={thing} required />;
}

export const stepBlocks: Readonly<Record<string, StepBlock>> = {
  'case add-finding': { Fields: FindingFields, data: findingData },
  'case review-evidence-technically': { Fields: ReviewedFields, data: written },
  'case review-evidence-legally': { Fields: ReviewedFields, data: written },
  'case submit-for-review': { Fields: ProposalFields, data: proposalData },
  'case record-defence': { Fields: DefenceFields, data: defenceData },
  'case answer-defence': { Fields: DefenceAnswerFields, data: defenceAnswerData },
  'case notify-hearing': { Fields: HearingFields, data: written },
  'case discuss': { Fields: DiscussionFields, data: written },
  'case decide-penalty': { Fields: DecisionFields, data: decisionData },
  'case record-payment': { Fields: PaymentFields, data: written },
  'case record-objection': { Fields: ObjectionFields, data: written },
  'on-the-spot-penalty add-finding': { Fields: FindingFields, data: findingData },
  'on-the-spot-penalty give-notice': { Fields: ProposalFields, data: proposalData },
  'on-the-spot-penalty record-defence': { Fields: DefenceFields, data: defenceData },
  'on-the-spot-penalty answer-defence': { Fields: DefenceAnswerFields, data: defenceAnswerData },
  'on-the-spot-penalty decide-penalty': { Fields: DecisionFields, data: decisionData },
  'on-the-spot-penalty record-payment': { Fields: PaymentFields, data: written },
  'on-the-spot-penalty record-objection': { Fields: ObjectionFields, data: written },
  'inspection record-items': { Fields: InspectionItemFields, data: inspectionItemData },
  'rectification serve-order': { Fields: OrderItemFields, data: orderItemData },
  'rectification answer': { Fields: AnswerFields, data: answerData },
  'rectification open-case': { Fields: ReferralFields, data: written },
  'complaint plan-inspection': { Fields: InspectionPlanFields, data: written },
  'footage-request join': { Fields: JoinFields, data: written },
  'footage-request confirm-opened': { Fields: OpenedFields, data: written },
  'rectification reinspect': { Fields: ReinspectionFields, data: reinspectionData },
};
