// SPDX-License-Identifier: Apache-2.0
/** Anybody checks a served paper by its code: issued, withdrawn or superseded. The QR code on the paper leads here. */
import type { AnswerOf } from '@mingjing/contracts';
import { readPublicDocument } from '@mingjing/contracts/desk';
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

export function PublicDocumentPage() {
  const { t } = useTranslation();
  const [code, setCode] = useState(useAddress(CodeInAddress).code);
  const paper = useRead(
    readPublicDocument,
    { params: { code } },
    { enabled: code.length >= 8, retry: false },
  );
  const unknown = paper.error instanceof RequestRefused && paper.error.problem.status === 404;
  return (
    <DoorStep title={t('process.checkPaper')}>
      <Typography.Paragraph type="secondary">{t('process.checkHint')}</Typography.Paragraph>
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
        <Button type="primary" htmlType="submit" size="large" block loading={paper.isFetching}>
          {t('public.check')}
        </Button>
      </Form>
      <div role="status" className={layout.above4}>
        {unknown ? (
          <Alert type="error" showIcon title={t('process.noSuchPaper')} />
        ) : (
          <ProblemAlert error={paper.error} />
        )}
        {paper.data ? <Found paper={paper.data} /> : null}
      </div>
    </DoorStep>
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
