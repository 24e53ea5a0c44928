// SPDX-License-Identifier: Apache-2.0
/** One fact of a case as a form field; left empty it is unknown, never false. */
import { type FactId, factTable, jurisdictionCodes } from '@mingjing/law';
import { DatePicker, Form, Input, InputNumber, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../frame/language.ts';
import layout from '../frame/layout.module.css';
import { conductWord, factWord, valueWord } from './words.ts';

export type FactValues = Readonly<Record<string, unknown>>;

interface FactFieldProps {
  readonly fact: FactId;
  readonly value: unknown;
  readonly problem: string | undefined;
  /** Facts that the answer still asks for stand out. */
  readonly asked: boolean;
  readonly onChange: (value: unknown) => void;
}

export function FactField({ fact, value, problem, asked, onChange }: FactFieldProps) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const label = factWord(fact, language);
  return (
    <Form.Item
      label={label}
      htmlFor={`fact-${fact}`}
      validateStatus={problem === undefined ? (asked ? 'warning' : '') : 'error'}
      help={problem ?? (asked ? t('law.questions') : undefined)}
      className={layout.below3}
    >
      <FactInput fact={fact} value={value} onChange={onChange} label={label} />
    </Form.Item>
  );
}

interface FactInputProps {
  readonly fact: FactId;
  readonly value: unknown;
  readonly label: string;
  readonly onChange: (value: unknown) => void;
}

/** The control alone, for a form that names and labels it. */
export function FactInput(props: FactInputProps) {
  const { fact, value, onChange } = props;
  const { t } = useTranslation();
  const language = currentLanguage();
  const kind = factTable[fact].value;
  const id = `fact-${fact}`;
  const select = (options: Options) => <FactChoice {...props} options={options} />;
  switch (kind.kind) {
    case 'boolean':
      return select([
        { value: 'true', label: t('law.yes') },
        { value: 'false', label: t('law.no') },
      ]);
    case 'one-of':
      return select(
        kind.values.map((each) => ({
          value: each,
          label:
            fact === 'conduct'
              ? conductWord(each as Parameters<typeof conductWord>[0], language)
              : valueWord(each, language),
        })),
      );
    case 'jurisdiction':
      return select(
        Object.keys(jurisdictionCodes).map((each) => ({ value: each, label: valueWord(each, language) })),
      );
    case 'integer':
      return (
        <InputNumber
          id={id}
          min={0}
          max={kind.max}
          precision={0}
          className={layout.full}
          placeholder={t('law.unknown')}
          value={typeof value === 'number' ? value : null}
          onChange={(next) => onChange(next ?? undefined)}
        />
      );
    case 'day':
      return (
        <DatePicker
          id={id}
          className={layout.full}
          placeholder={t('law.unknown')}
          value={typeof value === 'string' ? dayjs(value) : null}
          onChange={(next) => onChange(next ? next.format('YYYY-MM-DD') : undefined)}
        />
      );
    case 'text':
    case 'persons':
      return (
        <Input
          id={id}
          allowClear
          placeholder={t('law.unknown')}
          value={typeof value === 'string' ? value : ''}
          onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
        />
      );
  }
}

type Options = readonly { readonly value: string; readonly label: string }[];

function FactChoice({
  fact,
  value,
  label,
  onChange,
  options,
}: FactInputProps & { readonly options: Options }) {
  const { t } = useTranslation();
  const isTick = factTable[fact].value.kind === 'boolean';
  return (
    <Select
      id={`fact-${fact}`}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={label}
      placeholder={t('law.unknown')}
      value={value === undefined ? undefined : String(value)}
      options={[...options]}
      onChange={(next: string | undefined) => onChange(isTick && next !== undefined ? next === 'true' : next)}
    />
  );
}
