// SPDX-License-Identifier: Apache-2.0
/** Anybody checks a served paper by its code: issued, withdrawn or superseded. The QR code on the paper leads here. */
import type { AnswerOf } from '@mingjing/contracts';
import { readPublicDocument } from '@mingjing/contracts/desk';
import { Alert, Descriptions } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeInAddress, useAddress } from '../../frame/address.ts';
import layout from '../../frame/layout.module.css';
import { showDay } from '../../frame/time.ts';
import { useRead } from '../../frame/use-read.ts';
import { CheckCode, shortestCode } from './parts/check-code.tsx';

export function PublicDocumentPage() {
  const { t } = useTranslation();
  const [code, setCode] = useState(useAddress(CodeInAddress).code);
  const paper = useRead(
    readPublicDocument,
    { params: { code } },
    { enabled: code.length >= shortestCode, retry: false },
  );
  return (
    <CheckCode
      title={t('process.checkPaper')}
      hint={t('process.checkHint')}
      unknown={t('process.noSuchPaper')}
      code={code}
      onCode={setCode}
      asked={paper}
    >
      {paper.data ? <Found paper={paper.data} /> : null}
    </CheckCode>
  );
}

function Found({ paper }: { readonly paper: AnswerOf<typeof readPublicDocument> }) {
  const { t } = useTranslation();
  const { title, number, issuedAt, state, draft } = paper;
  return (
    <>
      <Alert
        type={state === 'issued' ? 'success' : 'warning'}
        showIcon
        title={t(`process.paperState.${state}`)}
        description={draft ? t('process.paperDraft') : undefined}
        className={layout.below3}
      />
      <Descriptions
        column={1}
        size="small"
        items={[
          { key: 'title', label: t('process.name'), children: title },
          { key: 'number', label: t('public.number'), children: number ?? '—' },
          { key: 'on', label: t('public.on'), children: showDay(issuedAt) },
        ]}
      />
    </>
  );
}
