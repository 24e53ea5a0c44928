// SPDX-License-Identifier: Apache-2.0
import { DatePicker, Form, Input, InputNumber, Modal } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { registerUnit } from '../../api/registry.ts';

interface Fields {
  readonly name: string;
  readonly creditCode?: string;
  readonly placeKind: string;
  readonly address: string;
  readonly jurisdiction: string;
  readonly storageDays?: number;
  readonly putIntoUseOn?: Dayjs;
  readonly acceptancePassedOn?: Dayjs;
}

/** Registers a unit; what the server refuses stands above the form, and nothing typed is lost. */
export function RegisterUnit({ onClose }: { readonly onClose: (changed: boolean) => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const save = async ({ creditCode, storageDays, putIntoUseOn, acceptancePassedOn, ...rest }: Fields) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await registerUnit({
        ...rest,
        creditCode: creditCode ? creditCode : null,
        ...(storageDays === undefined ? {} : { storageDays }),
        ...(putIntoUseOn ? { putIntoUseOn: putIntoUseOn.format('YYYY-MM-DD') } : {}),
        ...(acceptancePassedOn ? { acceptancePassedOn: acceptancePassedOn.format('YYYY-MM-DD') } : {}),
      });
      onClose(true);
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const required = { required: true, message: t('common.required') };
  return (
    <Modal
      open
      title={t('units.add')}
      okText={t('common.save')}
      confirmLoading={busy}
      onCancel={() => onClose(false)}
      onOk={() => form.submit()}
    >
      <ProblemAlert error={problem} />
      <Form<Fields> form={form} layout="vertical" onFinish={(values) => void save(values)}>
        <Form.Item name="name" label={t('units.name')} rules={[required]}>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="creditCode" label={t('units.creditCode')}>
          <Input maxLength={18} />
        </Form.Item>
        <Form.Item name="placeKind" label={t('units.placeKind')} rules={[required]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="address" label={t('units.address')} rules={[required]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          name="jurisdiction"
          label={t('units.jurisdiction')}
          extra={t('units.jurisdictionHint')}
          rules={[{ required: true, pattern: /^\d{6,12}$/, message: t('units.jurisdictionHint') }]}
        >
          <Input inputMode="numeric" maxLength={12} />
        </Form.Item>
        <Form.Item name="storageDays" label={t('units.storageDays')}>
          <InputNumber min={0} max={3650} precision={0} />
        </Form.Item>
        <Form.Item name="putIntoUseOn" label={t('units.putIntoUseOn')}>
          <DatePicker />
        </Form.Item>
        <Form.Item name="acceptancePassedOn" label={t('units.acceptancePassedOn')}>
          <DatePicker />
        </Form.Item>
      </Form>
    </Modal>
  );
}
