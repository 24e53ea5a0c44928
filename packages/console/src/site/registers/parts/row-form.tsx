// SPDX-License-Identifier: Apache-2.0
/** The form of a register's row, from its fields. A correction asks why; what stood there stays in the history. */
import {
  cellOf,
  type Field,
  operationsOf,
  type Register,
  type RegisterRow,
} from '@mingjing/contracts/registers';
import { Button, Checkbox, DatePicker, Form, Input, InputNumber, Radio, Select } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { RequestRefused } from '../../../frame/request.ts';
import { useAction } from '../../../frame/use-action.ts';
import { faceOf, instantOf } from '../../beijing-range.ts';
import { useCameras } from '../../reads.ts';
import { FileField } from './file-field.tsx';

interface Props {
  readonly register: Register;
  readonly row?: RegisterRow;
  /** What another page knows already, for a new row. */
  readonly known?: RegisterRow['values'];
  readonly onWritten: () => void;
}

type Typed = Record<string, unknown>;
type Value = RegisterRow['values'][string];
/** Beside the fields, whose names never begin so. */
const reasonName = '$reason';

export function RowForm({ register, row, known, onWritten }: Props) {
  const { t } = useTranslation();
  const language = currentLanguage() === 'en' ? 'en' : 'zh';
  const { add, correct, list, read } = operationsOf(register);
  const fields = Object.entries(register.fields);
  const step = useAction(
    (typed: Typed) => {
      const values = Object.fromEntries(fields.map(([name, field]) => [name, sentOf(field, typed[name])]));
      if (!row) return call(add, { body: { values } });
      const reason = String(typed[reasonName] ?? '');
      return call(correct, { params: { id: row.id }, body: { values, version: row.version, reason } });
    },
    { refresh: [list, read], onDone: onWritten },
  );
  const wrong = step.problem instanceof RequestRefused ? wrongIn(step.problem.problem) : {};
  const initial = Object.fromEntries(
    fields.map(([name, field]) => [name, typedOf(field, row?.values[name] ?? known?.[name] ?? null)]),
  );
  return (
    <Form<Typed> layout="vertical" initialValues={initial} onFinish={step.run}>
      <ProblemAlert error={step.problem} />
      {fields.map(([name, field]) => {
        const help = wrong[`values.${name}`] ?? field.hint?.[language];
        return (
          <Form.Item
            key={name}
            name={name}
            {...(isTick(field) ? { valuePropName: 'checked' } : { label: field[language] })}
            {...(help !== undefined && { help })}
            {...(wrong[`values.${name}`] !== undefined && { validateStatus: 'error' as const })}
            rules={
              field.required && !isTick(field) ? [{ required: true, message: t('common.required') }] : []
            }
          >
            {inputOf(field, language, register)}
          </Form.Item>
        );
      })}
      {row ? (
        <Form.Item
          name={reasonName}
          label={t('registers.whyCorrected')}
          rules={[{ required: true, min: 2, message: t('common.required') }]}
        >
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
      ) : null}
      <Button type="primary" htmlType="submit" loading={step.busy}>
        {t('common.save')}
      </Button>
    </Form>
  );
}

const wrongIn = ({ fields, path, title }: RequestRefused['problem']): Readonly<Record<string, string>> =>
  fields ?? (path === undefined ? {} : { [path]: title });

/** A box to tick: empty is no. A question put outright stays open until it is answered. */
const isTick = (field: Field): boolean => field.kind === 'yes-no' && field.answer !== true;

function inputOf(field: Field, language: 'zh' | 'en', register: Register): ReactNode {
  switch (field.kind) {
    case 'text':
      return <Input maxLength={field.most ?? 200} />;
    case 'note':
      return <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={field.most ?? 4000} />;
    case 'number':
      return (
        <InputNumber
          className={layout.field}
          {...(field.least !== undefined && { min: field.least })}
          {...(field.most !== undefined && { max: field.most })}
          {...(field.unit && { suffix: field.unit[language] })}
        />
      );
    case 'day':
      return <DatePicker />;
    case 'instant':
      return <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" />;
    case 'choice':
      return (
        <Select
          options={Object.entries(field.choices).map(([value, words]) => ({ value, label: words[language] }))}
        />
      );
    case 'yes-no':
      return field.answer ? (
        <Radio.Group
          options={[true, false].map((value) => ({ value, label: cellOf(field, value, language) }))}
        />
      ) : (
        <Checkbox>{field[language]}</Checkbox>
      );
    case 'camera':
      return <CameraSelect />;
    case 'file':
      return <FileField register={register} />;
  }
}

function CameraSelect(props: { readonly value?: string; readonly onChange?: (camera: string) => void }) {
  const cameras = useCameras();
  return (
    <Select
      {...props}
      showSearch={{ optionFilterProp: 'label' }}
      options={(cameras.data ?? []).map(({ id, name }) => ({ value: id, label: name ?? id }))}
    />
  );
}

/** What the form shows for a value, and back. Pickers show Beijing time whatever zone the browser is in. */
function typedOf(field: Field, value: Value): unknown {
  const { kind } = field;
  if (value === null) return isTick(field) ? false : undefined;
  if (kind === 'day') return dayjs(String(value));
  return kind === 'instant' ? faceOf(Number(value)) : value;
}

function sentOf({ kind }: Field, typed: unknown): Value {
  if (typed === undefined || typed === null || typed === '') return null;
  if (dayjs.isDayjs(typed)) return kind === 'day' ? typed.format('YYYY-MM-DD') : instantOf(typed.second(0));
  return typed as Value;
}
