// SPDX-License-Identifier: Apache-2.0
/** One kind of part as a table with a form: systems, cameras and people differ only in their fields. */
import { readUnitHistory } from '@mingjing/contracts/desk';
import {
  App,
  Button,
  Checkbox,
  DatePicker,
  Drawer,
  Empty,
  Form,
  Input,
  InputNumber,
  Space,
  Table,
} from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';

interface Field<Row> {
  readonly name: keyof Row & string;
  readonly label: string;
  readonly kind: 'text' | 'number' | 'day' | 'tick';
  readonly required?: boolean;
  /** Not given back by the server: typed anew with every change. */
  readonly secret?: boolean;
  readonly show?: (row: Row) => ReactNode;
}

/** What may be done with one kind of part of a unit; `Body` is what the contract takes for it. */
export interface PartActs<Body> {
  readonly add: (body: Body) => Promise<unknown>;
  readonly change: (part: string, body: Body) => Promise<unknown>;
  readonly remove: (part: string) => Promise<unknown>;
}

interface Props<Row, Body> {
  readonly part: 'systems' | 'cameras' | 'people';
  readonly acts: PartActs<Body>;
  readonly rows: readonly Row[];
  readonly fields: readonly Field<Row>[];
  readonly mayWrite: boolean;
  readonly onChanged: () => void;
}

export function PartTable<Row extends { readonly id: string }, Body extends object>({
  part,
  acts,
  rows,
  fields,
  mayWrite,
  onChanged,
}: Props<Row, Body>) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<Row | 'new'>();
  const { removal, remove } = useRemoval<Row>(acts.remove, onChanged);
  return (
    <>
      <ProblemAlert error={removal.problem} />
      {mayWrite ? (
        <Button className={layout.below3} onClick={() => setEditing('new')}>
          {t('common.add')}
        </Button>
      ) : null}
      <Table<Row>
        rowKey="id"
        size="small"
        scroll={{ x: 160 * fields.length }}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        locale={{ emptyText: <Empty description={t(`unit.none.${part}`)} /> }}
        dataSource={[...rows]}
        columns={[
          ...fields.map((field) => ({
            title: field.label,
            key: field.name,
            sorter: (a: Row, b: Row) =>
              String(a[field.name] ?? '').localeCompare(String(b[field.name] ?? ''), 'zh', { numeric: true }),
            render: (_: unknown, row: Row) =>
              field.show ? field.show(row) : <Plain value={row[field.name]} />,
          })),
          ...(mayWrite
            ? [
                {
                  title: <span className="visually-hidden">{t('unit.edit')}</span>,
                  key: 'actions',
                  width: 130,
                  render: (_: unknown, row: Row) => (
                    <RowActs onEdit={() => setEditing(row)} onRemove={() => remove(row)} />
                  ),
                },
              ]
            : []),
        ]}
      />
      <Drawer
        open={editing !== undefined}
        onClose={() => setEditing(undefined)}
        destroyOnHidden
        title={`${t(`unit.tabs.${part}`)} · ${t(editing === 'new' ? 'common.add' : 'unit.edit')}`}
        size="min(480px, 100vw)"
      >
        {editing === undefined ? null : (
          <PartForm
            {...{ acts, fields }}
            {...(editing !== 'new' && { row: editing })}
            onSaved={() => {
              setEditing(undefined);
              onChanged();
            }}
          />
        )}
      </Drawer>
    </>
  );
}

function useRemoval<Row extends { readonly id: string }>(
  removePart: (part: string) => Promise<unknown>,
  onChanged: () => void,
) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const removal = useAction((row: Row) => removePart(row.id), {
    refresh: [readUnitHistory],
    onDone: onChanged,
  });
  const remove = (row: Row) =>
    modal.confirm({
      title: t('unit.removeSure'),
      okButtonProps: { danger: true },
      onOk: () => removal.finish(row),
    });
  return { removal, remove };
}

interface RowActsProps {
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function RowActs({ onEdit, onRemove }: RowActsProps) {
  const { t } = useTranslation();
  return (
    <Space size={0}>
      <Button size="small" type="link" onClick={onEdit}>
        {t('unit.edit')}
      </Button>
      <Button size="small" type="link" danger onClick={onRemove}>
        {t('common.remove')}
      </Button>
    </Space>
  );
}

function Plain({ value }: { readonly value: unknown }) {
  const { t } = useTranslation();
  if (value === null || value === undefined) return <>—</>;
  return <>{typeof value === 'boolean' ? t(value ? 'common.yes' : 'common.no') : String(value)}</>;
}

type Values = Record<string, unknown>;

function PartForm<Row extends { readonly id: string }, Body extends object>({
  acts,
  fields,
  row,
  onSaved,
}: Pick<Props<Row, Body>, 'acts' | 'fields'> & {
  readonly row?: Row;
  readonly onSaved: () => void;
}) {
  const { t } = useTranslation();
  const initial = Object.fromEntries(
    fields.map(({ name, kind, secret }) => {
      const value = secret ? undefined : row?.[name];
      return [name, kind === 'day' && typeof value === 'string' ? dayjs(value) : value];
    }),
  );
  const save = useAction(
    (values: Values) => {
      // The form's fields are those of the contract; what somebody typed into them the server judges.
      const body = Object.fromEntries(
        fields.map(({ name, kind }) => {
          const value = values[name];
          if (value === undefined || value === null || value === '') return [name, null];
          return [name, kind === 'day' && dayjs.isDayjs(value) ? value.format('YYYY-MM-DD') : value];
        }),
      ) as Body;
      return row ? acts.change(row.id, body) : acts.add(body);
    },
    { refresh: [readUnitHistory], onDone: onSaved },
  );
  return (
    <Form<Values> layout="vertical" initialValues={initial} onFinish={(values) => save.run(values)}>
      <ProblemAlert error={save.problem} />
      {fields.map(({ name, label, kind, required }) => (
        <Form.Item
          key={name}
          name={name as string}
          {...(kind === 'tick' ? { valuePropName: 'checked' } : { label })}
          rules={required ? [{ required: true, message: t('common.required') }] : []}
        >
          {kind === 'tick' ? (
            <Checkbox>{label}</Checkbox>
          ) : kind === 'day' ? (
            <DatePicker />
          ) : kind === 'number' ? (
            <InputNumber min={0} precision={0} className={layout.field} />
          ) : (
            <Input maxLength={120} />
          )}
        </Form.Item>
      ))}
      <Button type="primary" htmlType="submit" loading={save.busy}>
        {t('common.save')}
      </Button>
    </Form>
  );
}
