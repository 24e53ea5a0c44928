// SPDX-License-Identifier: Apache-2.0
/** A person settles the class of the place, or gives it back to the words. */
import {
  listUnits,
  readUnit,
  readUnitHistory,
  setPlaceClass,
  type UnitDetail,
} from '@mingjing/contracts/desk';
import { placeClasses } from '@mingjing/law';
import { Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';

interface Values {
  readonly placeClass: (typeof placeClasses)[number] | 'inferred';
  readonly reason: string;
}

export function ClassDialog({ unit, onClose }: { readonly unit: UnitDetail; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const settle = useAction(
    ({ placeClass, reason }: Values) =>
      call(setPlaceClass, {
        params: { id: unit.id },
        body: { version: unit.version, placeClass: placeClass === 'inferred' ? null : placeClass, reason },
      }),
    { refresh: [readUnit, readUnitHistory, listUnits], onDone: onClose },
  );
  const required = { required: true, message: t('common.required') };
  return (
    <Modal
      open
      title={t('unit.settle')}
      onCancel={onClose}
      okText={t('common.save')}
      confirmLoading={settle.busy}
      onOk={() => form.submit()}
    >
      <ProblemAlert error={settle.problem} />
      <Form<Values> form={form} layout="vertical" onFinish={settle.run}>
        <Form.Item
          name="placeClass"
          label={t('unit.placeClass')}
          extra={t('unit.settleHint', { now: t(`unit.classes.${unit.placeClass}`) })}
          rules={[required]}
        >
          <Select
            options={[
              ...placeClasses.map((value) => ({ value, label: t(`unit.classes.${value}`) })),
              ...(unit.placeClassSettled ? [{ value: 'inferred', label: t('unit.inferred') }] : []),
            ]}
          />
        </Form.Item>
        <Form.Item name="reason" label={t('units.reason')} rules={[required, { min: 2 }]}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
