// SPDX-License-Identifier: Apache-2.0
/** A finding: one fact, its value in the fact's own kind, why, and on which evidence. */
import type { ThingView } from '@mingjing/contracts/desk';
import { type FactId, factTable } from '@mingjing/law';
import { Form, Input, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../frame/language.ts';
import { FactInput } from '../../../law/fact-field.tsx';
import { factWord } from '../../../law/words.ts';
import { caseOf, violationsOf } from './case-data.ts';
import { conductName } from './conduct-name.ts';
import { PersonsList } from './persons-list.tsx';
import { useWords } from './use-words.ts';

type Values = Readonly<Record<string, unknown>>;

/** Opened with the case or worked out from it, never found by an officer. */
const given: ReadonlySet<FactId> = new Set(['jurisdiction', 'actor', 'conduct', 'persons']);

/** What makes a violation of its own: which it is, and when it ended. */
const another: readonly FactId[] = ['conduct', 'actEnded'];

export function FindingFields({ thing }: { readonly thing: ThingView }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const fact = Form.useWatch(['extra', 'fact']) as FactId | undefined;
  const required = { required: true, message: t('common.required') };
  const violations = violationsOf(caseOf(thing));
  const next = (violations.at(-1)?.no ?? 1) + 1;
  const about = (Form.useWatch(['extra', 'violation']) as number | undefined) ?? 1;
  const facts = (Object.keys(factTable) as FactId[]).filter((id) =>
    about === next ? another.includes(id) : id === 'persons' || !given.has(id),
  );
  return (
    <>
      <Form.Item name={['extra', 'violation']} label={t('process.aboutViolation')}>
        <Select
          placeholder={t('process.violationNo', {
            no: 1,
            conduct: violations[0]?.conduct ? conductName(violations[0].conduct) : '',
          })}
          options={[
            ...violations.map(({ no, conduct }) => ({
              value: no,
              label: t('process.violationNo', { no, conduct: conduct ? conductName(conduct) : '' }),
            })),
            { value: next, label: t('process.anotherViolation') },
          ]}
        />
      </Form.Item>
      <Form.Item name={['extra', 'fact']} label={t('process.fact')} rules={[required]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={facts.map((id) => ({ value: id, label: factWord(id, language) }))}
        />
      </Form.Item>
      {fact === 'persons' ? <PersonsList name={['extra', 'value']} /> : null}
      {fact === undefined || fact === 'persons' ? null : (
        <Form.Item name={['extra', 'value']} label={t('process.value')} rules={[required]}>
          <FactValueInput fact={fact} />
        </Form.Item>
      )}
      <Form.Item name={['extra', 'why']} label={t('process.why')} rules={[required]}>
        <Input.TextArea rows={2} maxLength={10_000} />
      </Form.Item>
      <EvidenceField name={['extra', 'evidence']} thing={thing} required />
      <Form.Item
        name={['extra', 'monitoring']}
        label={t('process.monitoring')}
        extra={t('process.monitoringHint')}
        valuePropName="checked"
      >
        <Switch aria-label={t('process.monitoring')} />
      </Form.Item>
    </>
  );
}

function FactValueInput(props: {
  readonly fact: FactId;
  readonly value?: unknown;
  readonly onChange?: (value: unknown) => void;
}) {
  const { t } = useTranslation();
  return (
    <FactInput
      fact={props.fact}
      value={props.value}
      label={t('process.value')}
      onChange={(value) => props.onChange?.(value)}
    />
  );
}

/** What is in the file already, and anything else by its name. */
export function EvidenceField({
  name,
  thing,
  required = false,
}: {
  readonly name: readonly (string | number)[];
  readonly thing: ThingView;
  readonly required?: boolean;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const known = [
    ...thing.evidence.map(({ fileName }) => fileName),
    ...thing.papers.map(({ title, number }) => `${words(title)}${number ?? ''}`),
  ];
  return (
    <Form.Item
      name={[...name]}
      label={t('process.evidence')}
      extra={t('process.evidenceHint')}
      rules={required ? [{ required: true, message: t('common.required') }] : []}
    >
      <Select mode="tags" options={[...new Set(known)].map((value) => ({ value, label: value }))} />
    </Form.Item>
  );
}

export const findingData = ({
  fact,
  value,
  why,
  evidence,
  monitoring,
  violation,
}: Values): Record<string, unknown> => ({
  fact,
  value,
  reason: why,
  evidence: evidence ?? [],
  monitoring: monitoring === true,
  ...(typeof violation === 'number' && violation > 1 && { violation }),
});
