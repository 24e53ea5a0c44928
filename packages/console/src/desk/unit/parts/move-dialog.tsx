// SPDX-License-Identifier: Apache-2.0
/** 转址: the unit with its filings goes to another office. */
import {
  listFilings,
  listUnitMoves,
  listUnits,
  readWorkbench,
  transferUnit,
  type UnitDetail,
} from '@mingjing/contracts/desk';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import { CountyPicker } from '../../county-filter.tsx';

interface Values {
  readonly jurisdiction: string;
  readonly address?: string;
  readonly reason: string;
}

export function MoveDialog({
  unit,
  onClose,
}: {
  readonly unit: Pick<UnitDetail, 'id' | 'name' | 'address' | 'jurisdiction' | 'version'>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const move = useAction(
    ({ jurisdiction, address, reason }: Values) =>
      call(transferUnit, {
        params: { id: unit.id },
        body: {
          version: unit.version,
          jurisdiction,
          reason,
          ...(address?.trim() && { address: address.trim() }),
        },
      }),
    { refresh: [listUnits, listFilings, listUnitMoves, readWorkbench] },
  );
  const required = { required: true, message: t('common.required') };
  const { done } = move;
  return (
    <Modal
      open
      title={t('unit.moveTitle', { name: unit.name })}
      onCancel={onClose}
      okText={done ? t('common.back') : t('unit.moveSend')}
      confirmLoading={move.busy}
      onOk={() => (done ? void navigate({ to: '/filings' }) : form.submit())}
    >
      <ProblemAlert error={move.problem} />
      {done ? (
        <Alert
          type="success"
          showIcon
          title={t('unit.moved', { organ: done.organ })}
          {...(done.staying > 0 && { description: t('unit.movedStaying', { count: done.staying }) })}
        />
      ) : (
        <>
          <Alert type="info" showIcon title={t('unit.moveHint')} className={layout.below3} />
          <Form<Values> form={form} layout="vertical" onFinish={move.run}>
            <Form.Item name="jurisdiction" label={t('unit.moveTo')} rules={[required]}>
              <CountyPicker offers={(code) => !unit.jurisdiction.startsWith(code)} />
            </Form.Item>
            <Form.Item
              name="address"
              label={t('unit.moveAddress')}
              extra={t('unit.addressNow', { address: unit.address })}
            >
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name="reason" label={t('units.reason')} rules={[required, { min: 2 }]}>
              <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
            </Form.Item>
          </Form>
        </>
      )}
    </Modal>
  );
}
