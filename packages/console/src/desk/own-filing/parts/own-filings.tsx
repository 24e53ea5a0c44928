// SPDX-License-Identifier: Apache-2.0
/** The unit's filings with their papers, and the number the national filing site gave. */
import {
  carryNationalReceipt,
  type FilingRow,
  readForm,
  readFormCopy,
  readOwnFiling,
  readReceipt,
  withdrawFiling,
} from '@mingjing/contracts/desk';
import { App, Button, Card, Empty, Form, Input, List, Space, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, linkTo } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { showDay, showInstant } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';
import { StatusTag } from '../../filing-words.tsx';
import { useMay } from '../../use-role.ts';
import { Attachments } from './attachments.tsx';
import { Summary } from './summary.tsx';

interface Props {
  readonly filings: readonly FilingRow[];
  readonly onChanged: () => void;
}

export function OwnFilings({ filings, onChanged }: Props) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const [open, setOpen] = useState<string>();
  const mayWithdraw = useMay(withdrawFiling);
  const withdrawal = useAction(
    ({ id, version }: FilingRow) => call(withdrawFiling, { params: { id }, body: { version } }),
    { onDone: onChanged },
  );
  const withdraw = (filing: FilingRow) =>
    modal.confirm({
      title: t('filing.withdrawTitle'),
      content: t('filing.withdrawText'),
      okText: t('filing.withdraw'),
      onOk: () => withdrawal.finish(filing),
    });
  return (
    <Card title={t('filing.title')}>
      <ProblemAlert error={withdrawal.problem} />
      <List
        locale={{ emptyText: <Empty description={t('filing.none')} /> }}
        dataSource={[...filings]}
        renderItem={(filing) => (
          <List.Item>
            <div className={layout.full}>
              {t(`filing.kind.${filing.kind}`)} <StatusTag status={filing.status} />
              <br />
              <Typography.Text type="secondary">
                <Days filing={filing} /> {filing.receiptNumber}
              </Typography.Text>
              <div>
                <Typography.Text type="secondary">{filing.unitName}</Typography.Text>
              </div>
              <Space wrap>
                <Button size="small" onClick={() => setOpen(open === filing.id ? undefined : filing.id)}>
                  {t(open === filing.id ? 'filing.hide' : 'filing.show')}
                </Button>
                {filing.status === 'submitted' && mayWithdraw ? (
                  <Button size="small" danger onClick={() => withdraw(filing)}>
                    {t('filing.withdraw')}
                  </Button>
                ) : null}
              </Space>
              {open === filing.id ? <HandedIn id={filing.id} /> : null}
              {filing.status === 'verified' ? <Papers filing={filing} onChanged={onChanged} /> : null}
            </div>
          </List.Item>
        )}
      />
    </Card>
  );
}

/** The days that count: until it is handed in, when it was last saved. */
function Days({ filing: { handedInOn, verifiedAt, updatedAt } }: { readonly filing: FilingRow }) {
  const { t } = useTranslation();
  if (handedInOn === null) return t('filing.keptAt', { at: showInstant(updatedAt) });
  return [
    `${t('filing.handedInOn')} ${handedInOn}`,
    ...(verifiedAt === null ? [] : [`${t('filing.verifiedAt')} ${showDay(verifiedAt)}`]),
  ].join(' · ');
}

/** What was handed in, as it stands, with what was attached and what was done with it. */
function HandedIn({ id }: { readonly id: string }) {
  const filing = useRead(readOwnFiling, { params: { id } });
  if (!filing.data) return <ProblemAlert error={filing.error} />;
  return (
    <>
      <Summary filing={filing.data} />
      <Attachments id={id} editable={false} />
    </>
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
      <Space wrap className={layout.around2}>
        {filing.hasReceipt ? <a href={linkTo(readReceipt, of)}>{t('filing.receipt')}</a> : null}
        <a href={linkTo(readForm, of)}>{t('filing.formPdf')}</a>
        <a href={linkTo(readFormCopy, of)}>{t('filing.formDocx')}</a>
      </Space>
      <ProblemAlert error={carry.problem} />
      <Form
        layout="vertical"
        initialValues={{ number: filing.nationalReceiptNumber ?? '' }}
        onFinish={carry.run}
        className={layout.formNarrow}
      >
        <Form.Item
          name="number"
          label={t('filing.nationalReceipt')}
          extra={t('filing.nationalHint')}
          rules={[{ required: true, min: 4, message: t('common.required') }]}
          className={layout.below2}
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
