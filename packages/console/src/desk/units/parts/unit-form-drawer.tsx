// SPDX-License-Identifier: Apache-2.0
/** Making or changing a unit: what was typed stays, and the server's answer stands at the field. */
import type { BodyOf } from '@mingjing/contracts';
import {
  changeUnit,
  findSharedRecords,
  listUnits,
  makeUnit,
  readUnit,
  readUnitHistory,
  type UnitDetail,
} from '@mingjing/contracts/desk';
import { classifyPlace } from '@mingjing/law';
import { Alert, Button, Checkbox, Drawer, Form, type FormInstance, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { RequestRefused } from '../../../frame/request.ts';
import { useAction } from '../../../frame/use-action.ts';
import { CountyPicker } from '../../county-filter.tsx';
import { useDeskSession } from '../../use-role.ts';

interface Props {
  readonly open: boolean;
  /** Absent: a new one. */
  readonly unit?: UnitDetail;
  readonly onClose: () => void;
  readonly onSaved: (id: string) => void;
}

type UnitFields = Omit<BodyOf<typeof makeUnit>, 'jurisdiction' | 'acceptancePassedOn' | 'putIntoUseOn'>;
type Values = Partial<UnitFields> & { readonly jurisdiction?: string };

const fieldsOf = (values: Values): UnitFields => ({
  name: values.name?.trim() ?? '',
  creditCode: values.creditCode?.trim() || null,
  placeKind: values.placeKind?.trim() ?? '',
  address: values.address?.trim() ?? '',
  longitude: values.longitude ?? null,
  latitude: values.latitude ?? null,
  keyUnit: values.keyUnit ?? false,
  counterTerrorKeyTarget: values.counterTerrorKeyTarget ?? false,
  storageDays: values.storageDays ?? null,
});

export function UnitFormDrawer({ open, unit, onClose, onSaved }: Props) {
  const { t } = useTranslation();
  return (
    <Drawer
      open={open}
      onClose={onClose}
      destroyOnHidden
      title={unit ? t('unit.edit') : t('units.make')}
      size="min(520px, 100vw)"
    >
      <UnitForm {...(unit && { unit })} onSaved={onSaved} />
    </Drawer>
  );
}

function useSaving(form: FormInstance<Values>, unit: Props['unit'], onSaved: Props['onSaved']) {
  return useAction(
    async (values: Values) => {
      const body = fieldsOf(values);
      if (!unit) return call(makeUnit, { body: { ...body, jurisdiction: values.jurisdiction ?? '' } });
      return call(changeUnit, { params: { id: unit.id }, body: { ...body, version: unit.version } });
    },
    {
      refresh: [listUnits, readUnit, readUnitHistory],
      onDone: ({ id }) => onSaved(id),
      onRefused: (problem) => {
        const path = problem instanceof RequestRefused ? problem.problem.path : undefined;
        if (path !== undefined && path in fieldsOf({}))
          form.setFields([{ name: path as keyof Values, errors: [(problem as Error).message] }]);
      },
    },
  );
}

function UnitForm({ unit, onSaved }: Pick<Props, 'unit' | 'onSaved'>) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const own = useDeskSession()?.organisation?.jurisdiction ?? '';
  // Only an organ of one county knows the county beforehand.
  const jurisdiction = own.length >= 6 ? own : '';
  const kind = Form.useWatch('placeKind', form);
  const { source, fillIn } = useFillIn(form);
  const save = useSaving(form, unit, onSaved);
  const required = { required: true, message: t('common.required') };
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      initialValues={unit ? fieldsOf(unit) : { jurisdiction, keyUnit: false }}
      onFinish={(values) => save.run(values)}
    >
      <ProblemAlert error={save.problem} />
      <Form.Item name="name" label={t('unit.name')} rules={[required]}>
        <Input maxLength={120} autoFocus />
      </Form.Item>
      <Form.Item name="creditCode" label={t('unit.creditCode')} extra={source ?? t('unit.creditCodeHint')}>
        <Input maxLength={24} onBlur={({ target }) => void fillIn(target.value)} />
      </Form.Item>
      <Form.Item
        name="placeKind"
        label={t('unit.placeKind')}
        extra={t('unit.placeKindHint')}
        rules={[required]}
      >
        <Input maxLength={60} />
      </Form.Item>
      {kind ? (
        <Alert
          type="info"
          className={layout.below4}
          title={`${t('unit.placeClass')}：${t(`unit.classes.${classifyPlace(kind).placeClass}`)}`}
        />
      ) : null}
      <Form.Item name="address" label={t('unit.address')} rules={[required]}>
        <Input maxLength={200} />
      </Form.Item>
      {unit ? null : (
        <Form.Item name="jurisdiction" label={t('unit.jurisdiction')} rules={[required]}>
          <CountyPicker />
        </Form.Item>
      )}
      <NumberFields />
      <Form.Item name="keyUnit" valuePropName="checked">
        <Checkbox>{t('unit.keyUnit')}</Checkbox>
      </Form.Item>
      <Form.Item name="counterTerrorKeyTarget" valuePropName="checked" extra={t('unit.counterTerrorHint')}>
        <Checkbox>{t('unit.counterTerrorKeyTarget')}</Checkbox>
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={save.busy}>
        {t('common.save')}
      </Button>
    </Form>
  );
}

function NumberFields() {
  const { t } = useTranslation();
  /** Said beside the field: a number box that corrects a number by itself saves another one. */
  const within = (min: number, max: number) => ({
    type: 'number' as const,
    min,
    max,
    message: t('common.between', { min, max }),
  });
  return (
    <>
      <Form.Item name="longitude" label={t('unit.longitude')} rules={[within(-180, 180)]}>
        <InputNumber className={layout.field} />
      </Form.Item>
      <Form.Item name="latitude" label={t('unit.latitude')} rules={[within(-90, 90)]}>
        <InputNumber className={layout.field} />
      </Form.Item>
      <Form.Item name="storageDays" label={t('unit.storageDays')} rules={[within(0, 3650)]}>
        <InputNumber className={layout.field} />
      </Form.Item>
    </>
  );
}

/** A code another department knows fills in what is still empty. */
function useFillIn(form: FormInstance<Values>) {
  const { t } = useTranslation();
  const [source, setSource] = useState<string>();
  const fillIn = async (code: string) => {
    setSource(undefined);
    if (code.trim().length !== 18) return;
    const held = await call(findSharedRecords, { params: { code: code.trim() } }).catch(() => undefined);
    if (!held) return;
    for (const field of ['name', 'address', 'placeKind'] as const)
      if (!form.getFieldValue(field) && held[field]) form.setFieldValue(field, held[field]);
    setSource(t('unit.source', { source: held.source, on: held.on }));
  };
  return { source, fillIn };
}
