// SPDX-License-Identifier: Apache-2.0
/** Where a report, a request or a registration stands: whoever has the number may ask. */
import { lookUpNumber } from '@mingjing/contracts/desk';
import { Alert, Button, Descriptions, Form, Input, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeInAddress, useAddress } from '../../frame/address.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { RequestRefused } from '../../frame/request.ts';
import { showInstant } from '../../frame/time.ts';
import { useRead } from '../../frame/use-read.ts';
import { DoorStep } from '../door-step.tsx';

export function PublicLookUpPage() {
  const { t } = useTranslation();
  const [number, setNumber] = useState(useAddress(CodeInAddress).code);
  const found = useRead(lookUpNumber, { params: { number } }, { enabled: number.length >= 8, retry: false });
  const unknown = found.error instanceof RequestRefused && found.error.problem.status === 404;
  return (
    <DoorStep title={t('public.lookUp')}>
      <Typography.Paragraph type="secondary">{t('public.lookUpHint')}</Typography.Paragraph>
      <Form
        data-passing
        layout="vertical"
        initialValues={{ number }}
        onFinish={({ number: typed }: { number: string }) => setNumber(typed.trim().toUpperCase())}
      >
        <Form.Item
          name="number"
          label={t('public.itsNumber')}
          rules={[{ required: true, min: 8, message: t('common.required') }]}
        >
          <Input size="large" autoCapitalize="characters" maxLength={40} />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={found.isFetching}>
          {t('public.ask')}
        </Button>
      </Form>
      <div role="status" className={layout.around4}>
        {unknown ? (
          <Alert type="error" showIcon title={t('public.numberUnknown')} />
        ) : (
          <ProblemAlert error={found.error} />
        )}
        {found.data ? (
          <Descriptions
            bordered
            column={1}
            size="small"
            items={[
              { key: 'kind', label: t('public.kind'), children: t(`public.kinds.${found.data.kind}`) },
              { key: 'at', label: t('public.at'), children: showInstant(found.data.receivedAt) },
              { key: 'organ', label: t('public.organ'), children: found.data.organ ?? '—' },
              {
                key: 'state',
                label: t('public.state'),
                children: t([`public.states.${found.data.state}`, found.data.state]),
              },
              ...(found.data.heldAt === null
                ? []
                : [{ key: 'held', label: t('public.held'), children: showInstant(found.data.heldAt) }]),
              ...(found.data.reason === null
                ? []
                : [{ key: 'reason', label: t('public.because'), children: found.data.reason }]),
            ]}
          />
        ) : null}
      </div>
    </DoorStep>
  );
}
