// SPDX-License-Identifier: Apache-2.0
/** One kind of part as a table with a form: systems, cameras and people differ only in their fields. */
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
import { ProblemAlert } from '../../../frame/problem.tsx';
import { type PartName, removePart, savePart } from '../../api/units.ts';

interface Field<Row> {
  readonly name: keyof Row & string;
  readonly label: string;
  readonly kind: 'text' | 'number' | 'day' | 'tick';
  readonly required?: boolean;
  /** Not given back by the server: typed anew with every change. */
  readonly secret?: boolean;
  readonly show?: (row: Row) => ReactNode;
}

interface Props<Row> {
  readonly unitId: string;
  readonly part: PartName;
  readonly rows: readonly Row[];
  readonly fields: readonly Field<Row>[];
  readonly mayWrite: boolean;
  readonly onChanged: () => void;
}

export function PartTable<Row extends { readonly id: string }>({
  unitId,
  part,
  rows,
  fields,
  mayWrite,
  onChanged,
}: Props<Row>) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const [editing, setEditing] = useState<Row | 'new'>();
  const remove = (row: Row) =>
    modal.confirm({
      title: t('unit.removeSure'),
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await removePart(unitId, part, row.id);
          onChanged();
        } catch (error) {
          message.error(error instanceof Error ? error.message : String(error));
        }
      },
    });
  return (
    <>
      {mayWrite ? (
        <Button style={{ marginBottom: 12 }} onClick={() => setEditing('new')}>
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
                    <Space size={0}>
                      <Button size="small" type="link" onClick={() => setEditing(row)}>
                        {t('unit.edit')}
                      </Button>
                      <Button size="small" type="link" danger onClick={() => remove(row)}>
                        {t('common.remove')}
                      </Button>
                    </Space>
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
            {...{ unitId, part, fields }}
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

function Plain({ value }: { readonly value: unknown }) {
  const { t } = useTranslation();
  if (value === null || value === undefined) return <>—</>;
  return <>{typeof value === 'boolean' ? t(value ? 'common.yes' : 'common.no') : String(value)}</>;
}

type Values = Record<string, unknown>;

function PartForm<Row extends { readonly id: string }>({
  unitId,
  part,
  fields,
  row,
  onSaved,
}: Pick<Props<Row>, 'unitId' | 'part' | 'fields'> & { readonly row?: Row; readonly onSaved: () => void }) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const initial = Object.fromEntries(
    fields.map(({ name, kind, secret }) => {
      const value = secret ? undefined : row?.[name];
      return [name, kind === 'day' && typeof value === 'string' ? dayjs(value) : value];
    }),
  );
  const save = async (values: Values) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const body = Object.fromEntries(
        fields.map(({ name, kind }) => {
          const value = values[name];
          if (value === undefined || value === null || value === '') return [name, null];
          return [name, kind === 'day' && dayjs.isDayjs(value) ? value.format('YYYY-MM-DD') : value];
        }),
      );
      await savePart(unitId, part, row?.id, body);
      onSaved();
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form<Values> layout="vertical" initialValues={initial} onFinish={(values) => void save(values)}>
      <ProblemAlert error={problem} />
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
            <InputNumber min={0} precision={0} style={{ width: 180 }} />
          ) : (
            <Input maxLength={120} />
          )}
        </Form.Item>
      ))}
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('common.save')}
      </Button>
    </Form>
  );
}
