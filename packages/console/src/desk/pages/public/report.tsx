// SPDX-License-Identifier: Apache-2.0
/** Anybody reports a camera that should not be there. */
import type { BodyOf } from '@mingjing/contracts';
import { reportCamera } from '@mingjing/contracts/desk';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import { DoorStep } from '../../door-step.tsx';
import { HandIn, JurisdictionField } from './hand-in.tsx';

export function PublicReportPage() {
  const { t } = useTranslation();
  const required = { required: true, min: 2, message: t('common.required') };
  return (
    <DoorStep title={t('public.report')}>
      <HandIn<BodyOf<typeof reportCamera>>
        onSend={(body) => call(reportCamera, { body })}
        hint={t('public.reportHint')}
      >
        <JurisdictionField />
        <Form.Item name="place" label={t('public.place')} rules={[required]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="description" label={t('public.description')} rules={[required]}>
          <Input.TextArea autoSize={{ minRows: 3 }} maxLength={2000} />
        </Form.Item>
        <Form.Item name="contact" label={t('public.contact')}>
          <Input maxLength={120} />
        </Form.Item>
      </HandIn>
    </DoorStep>
  );
}
