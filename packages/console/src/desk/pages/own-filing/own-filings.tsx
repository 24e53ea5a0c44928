// SPDX-License-Identifier: Apache-2.0
/** The unit's filings with their papers, and the number the national filing site gave. */
import { App, Button, Card, Empty, Form, Input, List, Space, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { showInstant } from '../../../frame/time.ts';
import {
  carryNationalReceipt,
  type FilingRow,
  formAddress,
  formDocxAddress,
  receiptAddress,
} from '../../api/filing.ts';
import { StatusTag } from '../../filing-words.tsx';

interface Props {
  readonly filings: readonly FilingRow[];
  readonly onChanged: () => void;
}

export function OwnFilings({ filings, onChanged }: Props) {
  const { t } = useTranslation();
  return (
    <Card title={t('filing.title')}>
      <List
        locale={{ emptyText: <Empty description={t('filing.none')} /> }}
        dataSource={[...filings]}
        renderItem={(filing) => (
          <List.Item>
            <div style={{ width: '100%' }}>
              {t(`filing.kind.${filing.kind}`)} <StatusTag status={filing.status} />
              <br />
              <Typography.Text type="secondary">
                {showInstant(filing.updatedAt)} {filing.receiptNumber}
              </Typography.Text>
              {filing.status === 'verified' ? <Papers filing={filing} onChanged={onChanged} /> : null}
            </div>
          </List.Item>
        )}
      />
    </Card>
  );
}

function Papers({ filing, onChanged }: { readonly filing: FilingRow; readonly onChanged: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [problem, setProblem] = useState<unknown>();
  const carry = async ({ number }: { readonly number: string }) => {
    setProblem(undefined);
    try {
      await carryNationalReceipt(filing.id, number.trim());
      void message.success(t('filing.nationalSaved'));
      onChanged();
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <>
      <Space wrap style={{ margin: '8px 0' }}>
        {filing.hasReceipt ? <a href={receiptAddress(filing.id)}>{t('filing.receipt')}</a> : null}
        <a href={formAddress(filing.id)}>{t('filing.formPdf')}</a>
        <a href={formDocxAddress(filing.id)}>{t('filing.formDocx')}</a>
      </Space>
      <ProblemAlert error={problem} />
      <Form
        layout="vertical"
        initialValues={{ number: filing.nationalReceiptNumber ?? '' }}
        onFinish={(fields: { readonly number: string }) => void carry(fields)}
        style={{ maxWidth: 420 }}
      >
        <Form.Item
          name="number"
          label={t('filing.nationalReceipt')}
          extra={t('filing.nationalHint')}
          rules={[{ required: true, min: 4, message: t('common.required') }]}
          style={{ marginBottom: 8 }}
        >
          <Input maxLength={60} />
        </Form.Item>
        <Button htmlType="submit">{t('common.save')}</Button>
      </Form>
    </>
  );
}
