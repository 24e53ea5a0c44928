// SPDX-License-Identifier: Apache-2.0
/** The year's plan: how many visits, on what; the head sets it, and nothing is frozen beyond it. */
import type { AnswerOf } from '@mingjing/contracts';
import { listPlans, setPlan } from '@mingjing/contracts/desk';
import { Button, Card, Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { todayInChina } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
import { useMay } from '../../use-role.ts';

interface Values {
  readonly year: number;
  readonly visits: number;
  readonly focus: string;
}

export function PlanCard({
  plans,
  loading,
}: {
  readonly plans: AnswerOf<typeof listPlans>;
  readonly loading: boolean;
}) {
  const { t } = useTranslation();
  const maySet = useMay(setPlan);
  return (
    <Card title={t('draws.plan')} className={layout.below4} loading={loading}>
      {plans.length === 0 ? <p>{t('draws.noPlan')}</p> : null}
      {plans.map(({ jurisdiction, year, visits, focus, frozen }) => (
        <p key={`${jurisdiction} ${year}`}>
          <b>{year}</b> {t('draws.planLine', { visits, frozen, left: visits - frozen })} {focus}
        </p>
      ))}
      {maySet ? <PlanForm /> : null}
    </Card>
  );
}

function PlanForm() {
  const { t } = useTranslation();
  const set = useAction(
    ({ year, visits, focus }: Values) => call(setPlan, { params: { year }, body: { visits, focus } }),
    { refresh: [listPlans] },
  );
  const required = { required: true, message: t('common.required') };
  return (
    <Form<Values>
      layout="vertical"
      initialValues={{ year: Number(todayInChina().slice(0, 4)) }}
      onFinish={(values) => set.run(values)}
    >
      <Form.Item name="year" label={t('draws.year')} rules={[required]}>
        <InputNumber min={2025} max={2100} precision={0} />
      </Form.Item>
      <Form.Item name="visits" label={t('draws.visits')} rules={[required]}>
        <InputNumber min={1} max={10_000} precision={0} />
      </Form.Item>
      <Form.Item name="focus" label={t('draws.focus')} rules={[required]}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <ProblemAlert error={set.problem} />
      <Button type="primary" htmlType="submit" loading={set.busy}>
        {t('draws.approvePlan')}
      </Button>
    </Form>
  );
}
