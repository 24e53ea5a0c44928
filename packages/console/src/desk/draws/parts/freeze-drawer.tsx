// SPDX-License-Identifier: Apache-2.0
/** Freezing a list: who is in it with what weight and why, how many are taken, which officers, which items. */
import type { AnswerOf } from '@mingjing/contracts';
import { freezeDraw, listCandidates, listDraws, listMembers, listPlans } from '@mingjing/contracts/desk';
import { Button, Drawer, Form, Input, InputNumber, Select, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';
import { ItemChoice } from '../../process/parts/opening-forms.tsx';
import { riskWord } from './risk-word.ts';

interface Values {
  readonly title: string;
  readonly placeKind?: string;
  readonly take: number;
  readonly officersPerVisit: number;
  readonly officers: string[];
  readonly items: number[];
  readonly plannedFor?: string;
}

export function FreezeDrawer({
  open,
  onClose,
  onFrozen,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onFrozen: (id: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <Drawer open={open} onClose={onClose} destroyOnHidden size="min(720px, 100vw)" title={t('draws.freeze')}>
      <FreezeForm onFrozen={onFrozen} />
    </Drawer>
  );
}

function FreezeForm({ onFrozen }: { readonly onFrozen: (id: string) => void }) {
  const { t } = useTranslation();
  const [placeKind, setPlaceKind] = useState<string>();
  const candidates = useRead(
    listCandidates,
    { query: { ...(placeKind !== undefined && { placeKind }) } },
    { keepsBefore: true },
  );
  const members = useRead(listMembers, {});
  const officers = (members.data ?? [])
    .filter(({ role, suspended }) => role === 'supervisionOfficer' && !suspended)
    .map(({ userId, displayName }) => ({ value: userId, label: displayName }));
  const freeze = useAction(
    ({ plannedFor, placeKind: kind, ...rest }: Values) =>
      call(freezeDraw, {
        body: { ...rest, ...(plannedFor && { plannedFor }), ...(kind && { placeKind: kind }) },
      }),
    { refresh: [listDraws, listPlans], onDone: ({ id }) => onFrozen(id) },
  );
  const required = { required: true, message: t('common.required') };
  const units = candidates.data?.units ?? [];
  return (
    <Form<Values>
      layout="vertical"
      scrollToFirstError
      initialValues={{ officersPerVisit: 2 }}
      onFinish={(values) => freeze.run(values)}
    >
      <Form.Item name="title" label={t('process.name')} rules={[required]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="placeKind" label={t('draws.placeKind')} extra={t('draws.placeKindHint')}>
        <Input maxLength={60} onBlur={({ target }) => setPlaceKind(target.value.trim() || undefined)} />
      </Form.Item>
      <Form.Item
        name="take"
        label={t('draws.take')}
        extra={t('draws.candidates', { count: units.length })}
        rules={[required]}
      >
        <InputNumber min={1} max={1000} precision={0} />
      </Form.Item>
      <Form.Item
        name="officers"
        label={t('draws.pool')}
        rules={[{ ...required, type: 'array', min: 2, message: t('process.atLeast', { count: 2 }) }]}
      >
        <Select mode="multiple" optionFilterProp="label" options={officers} />
      </Form.Item>
      <Form.Item name="officersPerVisit" label={t('draws.perVisit')} rules={[required]}>
        <InputNumber min={2} max={10} precision={0} />
      </Form.Item>
      <Form.Item name="plannedFor" label={t('process.plannedFor')}>
        <Input type="date" />
      </Form.Item>
      <ItemChoice name={['items']} />
      <ProblemAlert error={freeze.problem ?? candidates.error} />
      <Button type="primary" htmlType="submit" loading={freeze.busy}>
        {t('draws.freeze')}
      </Button>
      <Candidates units={units} isLoading={candidates.isFetching} />
    </Form>
  );
}

interface CandidatesProps {
  readonly units: AnswerOf<typeof listCandidates>['units'];
  readonly isLoading: boolean;
}

/** Who can be drawn, and with what weight. */
function Candidates({ units, isLoading }: CandidatesProps) {
  const { t } = useTranslation();
  return (
    <Table
      rowKey="id"
      size="small"
      className={layout.above4}
      pagination={{ pageSize: 10, hideOnSinglePage: true }}
      loading={isLoading}
      dataSource={[...units]}
      columns={[
        { title: t('process.unit'), dataIndex: 'name' },
        { title: t('draws.weight'), dataIndex: 'weight' },
        {
          title: t('draws.why'),
          render: (_, { why }) => why.map((sign) => riskWord(sign, t)).join('、') || '—',
        },
      ]}
    />
  );
}
