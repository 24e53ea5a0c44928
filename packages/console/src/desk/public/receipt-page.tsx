// SPDX-License-Identifier: Apache-2.0
/** Anybody checks a receipt by its code; the QR code on the paper leads here. */
import { checkReceipt } from '@mingjing/contracts/desk';
import { Alert, Descriptions } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeInAddress, useAddress } from '../../frame/address.ts';
import layout from '../../frame/layout.module.css';
import { showDay } from '../../frame/time.ts';
import { useRead } from '../../frame/use-read.ts';
import { CheckCode, shortestCode } from './parts/check-code.tsx';

export function PublicReceiptPage() {
  const { t } = useTranslation();
  const [code, setCode] = useState(useAddress(CodeInAddress).code);
  const receipt = useRead(
    checkReceipt,
    { params: { code } },
    { enabled: code.length >= shortestCode, retry: false },
  );
  return (
    <CheckCode
      title={t('public.receipt')}
      hint={t('public.receiptHint')}
      unknown={t('public.notFound')}
      code={code}
      onCode={setCode}
      asked={receipt}
    >
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
              { key: 'handedIn', label: t('public.handedIn'), children: receipt.data.handedInOn ?? '—' },
              { key: 'on', label: t('public.on'), children: showDay(receipt.data.verifiedAt) },
              { key: 'organ', label: t('public.verifiedBy'), children: receipt.data.organ ?? '—' },
            ]}
          />
        </>
      ) : null}
    </CheckCode>
  );
}
