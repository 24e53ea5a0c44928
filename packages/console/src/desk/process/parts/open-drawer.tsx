// SPDX-License-Identifier: Apache-2.0
/** Opening a case, an inspection, an order or a complaint by hand: about whom, and what the process must know first. */
import { listUnits, type OpenBody } from '@mingjing/contracts/desk';
import { getProcess } from '@mingjing/law';
import { useNavigate } from '@tanstack/react-router';
import { Button, Drawer, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';
import { openingForms, type UnitChoice } from './opening-forms.tsx';
import { operationsOf } from './operations.ts';
import { useWords } from './use-words.ts';

type Values = Readonly<Record<string, unknown>>;

export function OpenDrawer({
  process,
  open,
  onClose,
}: {
  readonly process: string;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <Drawer
      open={open}
      onClose={onClose}
      destroyOnHidden
      size="min(640px, 100vw)"
      title={`${t('process.openNew')} · ${words(getProcess(process).title)}`}
    >
      <OpenForm process={process} />
    </Drawer>
  );
}

function OpenForm({ process }: { readonly process: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const form = openingForms[process];
  const [unit, setUnit] = useState<UnitChoice>();
  const { open, list } = operationsOf(process);
  const action = useAction(
    (values: Values) => {
      if (!open) throw new Error(`${process} is not opened by hand`);
      return call(open, { body: bodyOf(values, unit, form) });
    },
    {
      refresh: [list],
      onDone: ({ id }) => void navigate({ to: '/thing', search: { process, id } }),
    },
  );
  return (
    <Form layout="vertical" scrollToFirstError onFinish={(values: Values) => action.run(values)}>
      <UnitField required={form?.unitRequired ?? false} onChange={setUnit} />
      {form ? <form.Fields unit={unit} /> : null}
      <Form.Item
        name="title"
        label={t('process.name')}
        {...(form
          ? { extra: t('process.titleHint') }
          : { rules: [{ required: true, message: t('common.required') }] })}
      >
        <Input maxLength={200} />
      </Form.Item>
      <ProblemAlert error={action.problem} />
      <Button type="primary" htmlType="submit" loading={action.busy}>
        {t('process.openNew')}
      </Button>
    </Form>
  );
}

/** The register's unit, found by any word of its name, code or address. */
function UnitField({
  required,
  onChange,
}: {
  readonly required: boolean;
  readonly onChange: (unit: UnitChoice | undefined) => void;
}) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const found = useRead(
    listUnits,
    { query: { size: 20, ...(words !== '' && { words }) } },
    { keepsBefore: true },
  );
  const units = found.data?.units ?? [];
  return (
    <Form.Item
      name="unitId"
      label={t('process.unit')}
      rules={required ? [{ required: true, message: t('common.required') }] : []}
    >
      <Select
        allowClear
        showSearch={{ filterOption: false, onSearch: setWords }}
        loading={found.isFetching}
        options={units.map(({ id, name, address }) => ({ value: id, label: `${name} · ${address}` }))}
        onChange={(id: string | undefined) => onChange(units.find((unit) => unit.id === id))}
      />
    </Form.Item>
  );
}

function bodyOf(
  values: Values,
  unit: UnitChoice | undefined,
  form: (typeof openingForms)[string] | undefined,
): OpenBody {
  const written = typeof values['title'] === 'string' ? values['title'].trim() : '';
  const own = (values['own'] ?? {}) as Values;
  const unitId = values['unitId'];
  return {
    title: (written === '' ? (form?.title(own, unit) ?? '') : written).slice(0, 200),
    ...(typeof unitId === 'string' && { unitId }),
    ...(form && { data: form.data(own, unit) as NonNullable<OpenBody['data']> }),
  };
}
