// SPDX-License-Identifier: Apache-2.0
/** What will be handed in, on one page, before it is. */
import type { FilingView } from '@mingjing/contracts/desk';
import { Card, Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { ScrollingTable } from '../../../frame/scrolling-table.tsx';
import { Changes, filingFields } from '../../filing-words.tsx';

export function Summary({ filing }: { readonly filing: FilingView }) {
  const { t } = useTranslation();
  const { form } = filing;
  return (
    <>
      <Card size="small" title={t('filing.summary')} className={layout.below4}>
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 2 }}
          items={filingFields
            .filter((field) => field in form)
            .map((field) => ({
              key: field,
              label: t(`filing.${field}`),
              children: String(form[field] ?? '—'),
            }))}
        />
        <ScrollingTable
          size="small"
          rowKey={(_, index) => String(index)}
          pagination={false}
          scroll={{ x: 320 }}
          dataSource={[...(form.people ?? [])]}
          columns={[
            { title: t('filing.people'), dataIndex: 'name' },
            { title: t('filing.duty'), dataIndex: 'duty' },
            { title: t('filing.phone'), dataIndex: 'phone' },
          ]}
        />
        <ScrollingTable
          size="small"
          rowKey={(_, index) => String(index)}
          pagination={{ pageSize: 10, hideOnSinglePage: true }}
          scroll={{ x: 320 }}
          dataSource={[...(form.cameras ?? [])]}
          columns={[
            { title: t('filing.cameraCode'), dataIndex: 'code' },
            { title: t('filing.cameraPlace'), dataIndex: 'place' },
            {
              title: t('filing.cameraKind'),
              render: (_, { kind }) => t([`filing.kinds.${kind}`, `${kind ?? ''}`]),
            },
          ]}
        />
      </Card>
      {filing.kind === 'first' ? null : <Changes filing={filing} />}
    </>
  );
}
