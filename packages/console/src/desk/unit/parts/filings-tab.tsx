// SPDX-License-Identifier: Apache-2.0
/** The unit's filings with their receipts, and whose people file for it. */
import {
  type FilingRow,
  linkUnit,
  listFilings,
  listOrganisations,
  readReceipt,
  readUnit,
  readUnitHistory,
  type UnitDetail,
} from '@mingjing/contracts/desk';
import { Link } from '@tanstack/react-router';
import { Button, Card, Empty, Form, Input, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, linkTo } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { ScrollingTable } from '../../../frame/scrolling-table.tsx';
import { showDay } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';
import { StatusTag } from '../../filing-words.tsx';
import { useMay } from '../../use-role.ts';
import { Reminders } from './reminders.tsx';

export function FilingsTab({ unit }: { readonly unit: UnitDetail }) {
  const { t } = useTranslation();
  const filings = useRead(listFilings, { query: { unitId: unit.id } });
  return (
    <>
      <OrganisationCard unit={unit} />
      <Reminders unit={unit} />
      <ProblemAlert error={filings.error} onRetry={() => void filings.refetch()} />
      <ScrollingTable<FilingRow>
        rowKey="id"
        size="small"
        scroll={{ x: 720 }}
        loading={filings.isPending}
        pagination={false}
        locale={{ emptyText: <Empty description={t('filing.none')} /> }}
        dataSource={[...(filings.data?.filings ?? [])]}
        columns={[
          {
            title: t('filing.filterKind'),
            render: (_, { id, kind }) => (
              <Link to="/review" search={{ id }}>
                {t(`filing.kind.${kind}`)}
              </Link>
            ),
          },
          { title: t('filing.filterStatus'), render: (_, { status }) => <StatusTag status={status} /> },
          {
            title: t('filing.handedInOn'),
            render: (_, { handedInOn }) => handedInOn ?? '—',
          },
          {
            title: t('filing.verifiedAt'),
            render: (_, { verifiedAt }) => (verifiedAt === null ? '—' : showDay(verifiedAt)),
          },
          {
            title: t('filing.receiptNumber'),
            render: (_, { id, receiptNumber, hasReceipt }) =>
              hasReceipt ? (
                <a href={linkTo(readReceipt, { params: { id } })}>{receiptNumber}</a>
              ) : (
                (receiptNumber ?? '—')
              ),
          },
        ]}
      />
    </>
  );
}

function OrganisationCard({ unit }: { readonly unit: UnitDetail }) {
  const { t } = useTranslation();
  const mayLink = useMay(linkUnit);
  const [words, setWords] = useState('');
  const found = useRead(
    listOrganisations,
    { query: { kind: 'unit', ...(words !== '' && { words }) } },
    { enabled: mayLink, keepsBefore: true },
  );
  const link = useAction(
    (body: { readonly organisationId: string | null; readonly reason: string }) =>
      call(linkUnit, { params: { id: unit.id }, body }),
    { refresh: [readUnit, readUnitHistory] },
  );
  return (
    <Card size="small" title={t('unit.organisation')} className={layout.below4}>
      <Typography.Paragraph>{unit.organisation?.name ?? t('unit.noOrganisation')}</Typography.Paragraph>
      {mayLink ? (
        <Form
          layout="inline"
          onFinish={({ organisationId, reason }: { organisationId?: string; reason: string }) =>
            link.run({ organisationId: organisationId ?? null, reason })
          }
        >
          <Form.Item name="organisationId" label={t('unit.linkTo')}>
            <Select
              allowClear
              className={layout.fieldWide}
              placeholder={t('unit.nobody')}
              showSearch={{ filterOption: false, onSearch: (text) => setWords(text.trim()) }}
              loading={found.isFetching}
              options={(found.data ?? []).map(({ id, name, creditCode }) => ({
                value: id,
                label: creditCode ? `${name} ${creditCode}` : name,
              }))}
            />
          </Form.Item>
          <Form.Item
            name="reason"
            label={t('units.reason')}
            rules={[{ required: true, message: t('common.required') }]}
          >
            <Input maxLength={500} />
          </Form.Item>
          <Button htmlType="submit" loading={link.busy}>
            {t('common.save')}
          </Button>
        </Form>
      ) : null}
      <ProblemAlert error={link.problem} />
    </Card>
  );
}
