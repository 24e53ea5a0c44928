// SPDX-License-Identifier: Apache-2.0
/** Anybody asks to view footage of oneself (Decree 799 art. 21). */
import type { BodyOf } from '@mingjing/contracts';
import { requestFootage } from '@mingjing/contracts/desk';
import { Col, DatePicker, Form, Input, Row, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { CodeInAddress, useAddress } from '../../frame/address.ts';
import { call } from '../../frame/call.ts';
import layout from '../../frame/layout.module.css';
import { DoorStep } from '../door-step.tsx';
import { HandIn, JurisdictionField } from './parts/hand-in.tsx';

const relations = requestFootage.body.shape.relation.options;
/** Day and time of Beijing, whatever zone the browser is in. */
const instant = (day: string, time: string): string => `${day}T${time}:00+08:00`;

type Typed = Omit<BodyOf<typeof requestFootage>, 'fromAt' | 'toAt'> & {
  readonly day: Dayjs;
  readonly fromTime: string;
  readonly toTime: string;
};

export function PublicRequestPage() {
  const { t } = useTranslation();
  // The sign's QR leads here with the code of the unit.
  const { code } = useAddress(CodeInAddress);
  const required = { required: true, message: t('common.required') };
  return (
    <DoorStep title={t('public.request')}>
      <HandIn<Typed>
        onSend={({ day, fromTime, toTime, ...rest }) => {
          const on = (later: number) => day.add(later, 'day').format('YYYY-MM-DD');
          const toAt = instant(on(toTime <= fromTime ? 1 : 0), toTime);
          return call(requestFootage, { body: { ...rest, fromAt: instant(on(0), fromTime), toAt } });
        }}
        hint={t('public.requestHint')}
      >
        <JurisdictionField />
        <Form.Item name="place" label={t('public.place')} rules={[required]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          name="receipt"
          label={t('public.signCode')}
          extra={t('public.signCodeHint')}
          initialValue={code === '' ? undefined : code}
        >
          <Input maxLength={40} autoCapitalize="characters" />
        </Form.Item>
        <Form.Item name="day" label={t('public.day')} extra={t('public.range')} rules={[required]}>
          <DatePicker className={layout.full} inputReadOnly />
        </Form.Item>
        <Row gutter={12}>
          <Col span={12}>
            <Form.Item name="fromTime" label={t('public.from')} rules={[required]}>
              <Input type="time" />
            </Form.Item>
          </Col>
          <Col span={12}>
            <Form.Item name="toTime" label={t('public.to')} extra={t('public.overnight')} rules={[required]}>
              <Input type="time" />
            </Form.Item>
          </Col>
        </Row>
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
