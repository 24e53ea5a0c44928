// SPDX-License-Identifier: Apache-2.0
/** Anybody asks to view footage of oneself (Decree 799 art. 21). */
import type { BodyOf } from '@mingjing/contracts';
import { requestFootage } from '@mingjing/contracts/desk';
import { DatePicker, Form, Input, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { DoorStep } from '../../door-step.tsx';
import { HandIn, JurisdictionField } from './hand-in.tsx';

const relations = requestFootage.body.shape.relation.options;
/** Pickers show Beijing time whatever zone the browser is in. */
const instant = (face: Dayjs): string => `${face.format('YYYY-MM-DDTHH:mm:ss')}+08:00`;

type Typed = Omit<BodyOf<typeof requestFootage>, 'fromAt' | 'toAt'> & { readonly range: [Dayjs, Dayjs] };

export function PublicRequestPage() {
  const { t } = useTranslation();
  const required = { required: true, message: t('common.required') };
  return (
    <DoorStep title={t('public.request')}>
      <HandIn<Typed>
        onSend={({ range: [from, to], ...rest }) =>
          call(requestFootage, { body: { ...rest, fromAt: instant(from), toAt: instant(to) } })
        }
        hint={t('public.requestHint')}
      >
        <JurisdictionField />
        <Form.Item name="place" label={t('public.place')} rules={[required]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="range" label={t('public.range')} rules={[required]}>
          <DatePicker.RangePicker showTime className={layout.full} />
        </Form.Item>
        <Form.Item name="relation" label={t('public.relation')} rules={[required]}>
          <Select options={relations.map((value) => ({ value, label: t(`public.relations.${value}`) }))} />
        </Form.Item>
        <Form.Item name="reason" label={t('public.reason')} rules={[{ ...required, min: 2 }]}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
        </Form.Item>
        <Form.Item name="name" label={t('public.name')} rules={[{ ...required, min: 2 }]}>
          <Input maxLength={60} autoComplete="name" />
        </Form.Item>
        <Form.Item name="contact" label={t('public.phone')} rules={[{ ...required, min: 2 }]}>
          <Input maxLength={120} autoComplete="tel" />
        </Form.Item>
      </HandIn>
    </DoorStep>
  );
}
