// SPDX-License-Identifier: Apache-2.0
/** The unit's filings with their papers, and the number the national filing site gave. */
import {
  carryNationalReceipt,
  type FilingRow,
  readForm,
  readFormCopy,
  readReceipt,
} from '@mingjing/contracts/desk';
import { App, Button, Card, Empty, Form, Input, List, Space, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { call, linkTo } from '../../../frame/call.ts';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { showInstant } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
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
  const carry = useAction(
    ({ number }: { readonly number: string }) =>
      call(carryNationalReceipt, { params: { id: filing.id }, body: { number: number.trim() } }),
    {
      onDone: () => {
        void message.success(t('filing.nationalSaved'));
        onChanged();
      },
    },
  );
  const of = { params: { id: filing.id } };
  return (
    <>
      <Space wrap style={{ margin: '8px 0' }}>
        {filing.hasReceipt ? <a href={linkTo(readReceipt, of)}>{t('filing.receipt')}</a> : null}
        <a href={linkTo(readForm, of)}>{t('filing.formPdf')}</a>
        <a href={linkTo(readFormCopy, of)}>{t('filing.formDocx')}</a>
      </Space>
      <ProblemAlert error={carry.problem} />
      <Form
        layout="vertical"
        initialValues={{ number: filing.nationalReceiptNumber ?? '' }}
        onFinish={carry.run}
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
        <Button htmlType="submit" loading={carry.busy}>
          {t('common.save')}
        </Button>
      </Form>
    </>
  );
}
