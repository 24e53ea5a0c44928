// SPDX-License-Identifier: Apache-2.0
/** The duties of a unit as its recorder reports them: met, breached, unknown, not applicable, each with article and next step. */
import type { Duties, Duty, DutyState } from '@mingjing/contracts';
import { Table, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { provisionName } from '../../../law/provision-name.ts';

const colours: Readonly<Record<DutyState, string>> = {
  met: 'green',
  breached: 'red',
  unknown: 'orange',
  'not-applicable': 'default',
};
const states = ['breached', 'unknown', 'met', 'not-applicable'] as const;

/** @param age how old the knowledge is */
export function DutyList({ answer, age }: { readonly answer: Duties; readonly age: string }) {
  const { t } = useTranslation();
  const { results, counts } = answer;
  const inOrder = states.flatMap((state) => results.filter((one) => one.state === state));
  return (
    <>
      <Typography.Title level={2} className={layout.lead}>
        {t('recorders.duties', { age })}
      </Typography.Title>
      <Typography.Paragraph type="secondary">
        {t('recorders.counts', { ...counts, notApplicable: counts['not-applicable'] })}
      </Typography.Paragraph>
      <Table<Duty>
        size="small"
        rowKey="id"
        dataSource={inOrder}
        scroll={{ x: 860 }}
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        columns={[
          {
            title: t('recorders.duty'),
            render: (_, { title, provision }) => (
              <span lang="zh-CN">
                <strong>{title}</strong>
                <br />
                <Typography.Text type="secondary">{provisionName(provision)}</Typography.Text>
              </span>
            ),
          },
          {
            title: t('recorders.finding'),
            width: 110,
            filters: states.map((state) => ({ text: t(`recorders.state.${state}`), value: state })),
            onFilter: (state, one) => one.state === state,
            render: (_, { state }) => <Tag color={colours[state]}>{t(`recorders.state.${state}`)}</Tag>,
          },
          {
            title: t('recorders.because'),
            render: (_, { reasons }) => <span lang="zh-CN">{reasons.join('；')}</span>,
          },
          {
            title: t('recorders.next'),
            render: (_, { nextStep }) => <span lang="zh-CN">{nextStep}</span>,
          },
        ]}
      />
    </>
  );
}
