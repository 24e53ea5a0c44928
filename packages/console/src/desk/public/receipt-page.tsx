// SPDX-License-Identifier: Apache-2.0
/** Anybody checks a receipt by its code; the QR code on the paper leads here. */
import { checkReceipt } from '@mingjing/contracts/desk';
import { Alert, Button, Descriptions, Form, Input, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeInAddress, useAddress } from '../../frame/address.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { RequestRefused } from '../../frame/request.ts';
import { showDay } from '../../frame/time.ts';
import { useRead } from '../../frame/use-read.ts';
import { DoorStep } from '../door-step.tsx';

export function PublicReceiptPage() {
  const { t } = useTranslation();
  const [code, setCode] = useState(useAddress(CodeInAddress).code);
  const receipt = useRead(checkReceipt, { params: { code } }, { enabled: code.length >= 8, retry: false });
  const unknown = receipt.error instanceof RequestRefused && receipt.error.problem.status === 404;
  return (
    <DoorStep title={t('public.receipt')}>
      <Typography.Paragraph type="secondary">{t('public.receiptHint')}</Typography.Paragraph>
      <Form
        data-passing
        layout="vertical"
        initialValues={{ code }}
        onFinish={({ code: typed }: { code: string }) =>
          setCode(typed.trim().toUpperCase().replaceAll(/[\s-]/g, ''))
        }
      >
        <Form.Item
          name="code"
          label={t('public.code')}
          rules={[{ required: true, min: 8, message: t('common.required') }]}
        >
          <Input size="large" autoCapitalize="characters" maxLength={32} />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={receipt.isFetching}>
          {t('public.check')}
        </Button>
      </Form>
      <div role="status" className={layout.above4}>
        {unknown ? (
          <Alert type="error" showIcon title={t('public.notFound')} />
        ) : (
          <ProblemAlert error={receipt.error} />
        )}
        {receipt.data ? (
          <>
            <Alert
              type="success"
              showIcon
              title={t('public.valid')}
              description={receipt.data.superseded ? t('public.superseded') : undefined}
              className={layout.below3}
            />
            <Descriptions
              column={1}
              size="small"
              items={[
                { key: 'unit', label: t('public.unit'), children: receipt.data.unitName },
                { key: 'number', label: t('public.number'), children: receipt.data.receiptNumber },
                { key: 'on', label: t('public.on'), children: showDay(receipt.data.verifiedAt) },
              ]}
            />
          </>
        ) : null}
      </div>
    </DoorStep>
  );
}
