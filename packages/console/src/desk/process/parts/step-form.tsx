// SPDX-License-Identifier: Apache-2.0
/** One step that may be taken: what the table asks for, each with its article, and a button. */
import { desk } from '@mingjing/contracts';
import { listMembers, type StepBody, type ThingView } from '@mingjing/contracts/desk';
import { Alert, App, Button, Collapse, Form, Input, Select, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { RequestRefused } from '../../../frame/request.ts';
import { todayInChina } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';
import { provisionName } from '../../../law/provision-name.ts';
import { useRole } from '../../use-role.ts';
import { operationsOf } from './operations.ts';
import { stepBlocks } from './step-blocks.tsx';
import { stepProblems } from './step-problems.ts';
import { useWords } from './use-words.ts';

type Step = ThingView['allowed'][number];
type Values = Readonly<Record<string, unknown>>;

interface StepProps {
  readonly thing: ThingView;
  readonly step: Step;
  readonly onTaken: (taken: ThingView) => void;
  /** The thing has moved under the page: it is read again, and what was typed stays. */
  readonly onMoved?: () => void;
  readonly onTyped?: () => void;
  /** The step cannot be taken any more; what was typed is only shown. */
  readonly isGone?: boolean;
}

/**
 * A step of the page, opened and closed by the person. What was typed stays when the thing is read again, whoever changed
 * it; a form that nobody typed into begins anew with what is known now, and so does the step that was taken.
 */
export function StepForm({ thing, step, onTaken, onMoved, onTyped, isGone }: StepProps) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const [typedAt, setTypedAt] = useState<number>();
  return (
    <Collapse
      className={layout.below2}
      activeKey={open ? [step.action] : []}
      onChange={(keys) => setOpen(keys.length > 0)}
      items={[
        {
          key: step.action,
          label: (
            <>
              {words(step.title)}{' '}
              {step.writes.map(({ kind, title }) => (
                <Tag key={kind}>{words(title)}</Tag>
              ))}
            </>
          ),
          children: (
            <StepBodyForm
              key={typedAt ?? thing.version}
              thing={thing}
              step={step}
              {...(onMoved && { onMoved })}
              isGone={isGone === true}
              onTyped={() => {
                setTypedAt(typedAt ?? thing.version);
                onTyped?.();
              }}
              onTaken={(taken) => {
                setOpen(false);
                setTypedAt(undefined);
                onTaken(taken);
              }}
            />
          ),
        },
      ]}
    />
  );
}

/** @param preset first values of the step's own fields */
export function StepBodyForm({
  thing,
  step,
  onTaken,
  onMoved,
  onTyped,
  isGone,
  preset,
}: StepProps & { readonly preset?: Readonly<Record<string, unknown>> }) {
  const { t } = useTranslation();
  const words = useWords();
  const { message } = App.useApp();
  const official = useRole(...desk.officials);
  const block = stepBlocks[`${thing.process} ${step.action}`];
  const [form] = Form.useForm();
  const requestIdOf = useRequestId();
  const [since] = useState(thing.version);
  const action = useAction(
    (values: Values) =>
      call(operationsOf(thing.process).step, {
        params: { id: thing.id, action: step.action },
        body: bodyOf(values, { thing, step, requestId: requestIdOf(values) }),
      }),
    {
      onDone: (taken) => {
        void message.success(t('process.taken'));
        onTaken(taken);
      },
      onRefused: (refusal) => {
        if (!(refusal instanceof RequestRefused)) return;
        const shown = form.getFieldsError().map(({ name }) => name);
        form.setFields(stepProblems(refusal.problem, shown, words));
        if (refusal.problem.status === 409) onMoved?.();
      },
    },
  );
  return (
    <Form
      form={form}
      layout="vertical"
      scrollToFirstError
      initialValues={preset ? { extra: preset } : {}}
      onValuesChange={() => onTyped?.()}
      onFinish={(values: Values) => action.run(values)}
    >
      {since === thing.version ? null : <Meanwhile isGone={isGone === true} />}
      {block ? <block.Fields thing={thing} /> : null}
      {step.asks
        .filter(({ computed }) => computed !== true)
        .map((need) => (
          <Ask key={`${need.kind} ${need.id}`} need={need} thing={thing} />
        ))}
      <DayFields asksForDate={step.asksForDate === true} isOfficial={official} />
      <Form.Item name="reason" label={t('process.reason')}>
        <Input.TextArea rows={2} maxLength={10_000} />
      </Form.Item>
      <CheckedByItself asks={step.asks} />
      <ProblemAlert error={action.problem} />
      <Button type="primary" htmlType="submit" loading={action.busy} disabled={isGone === true}>
        {words(step.title)}
      </Button>
    </Form>
  );
}

/** Somebody else took a step while this form was filled in; what was typed stays. */
function Meanwhile({ isGone }: { readonly isGone: boolean }) {
  const { t } = useTranslation();
  return (
    <Alert
      type={isGone ? 'warning' : 'info'}
      showIcon
      className={layout.below4}
      title={t(isGone ? 'process.stepGone' : 'process.movedMeanwhile')}
    />
  );
}

/** The same words sent again are one step; other words are another, so what was changed is never answered by what was not. */
function useRequestId(): (values: Values) => string {
  const [ids] = useState(() => new Map<string, string>());
  return (values) => {
    const said = JSON.stringify(values);
    const id = ids.get(said) ?? crypto.randomUUID();
    ids.set(said, id);
    return id;
  };
}

interface DayFieldsProps {
  readonly asksForDate: boolean;
  readonly isOfficial: boolean;
}

/** Until when, and on which day it was done when that was not today. */
function DayFields({ asksForDate, isOfficial }: DayFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      {asksForDate ? (
        <Form.Item
          name="dueOn"
          label={t('process.dueOn')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <Input type="date" />
        </Form.Item>
      ) : null}
      {isOfficial ? (
        <Form.Item name="on" label={t('process.on')} extra={t('process.onHint')}>
          <Input type="date" max={todayInChina()} />
        </Form.Item>
      ) : null}
    </>
  );
}

/** What the system sees for itself, so nobody is asked. */
function CheckedByItself({ asks }: { readonly asks: Step['asks'] }) {
  const { t } = useTranslation();
  const words = useWords();
  const checked = asks.filter(({ computed }) => computed === true);
  if (checked.length === 0) return null;
  return (
    <Typography.Paragraph type="secondary">
      {t('process.checkedByItself')}
      {checked.map(({ because }) => words(because)).join('；')}
    </Typography.Paragraph>
  );
}

/** A need that comes with the step: words for a fact, people for persons; the article stands beside. */
function Ask({ need, thing }: { readonly need: Step['asks'][number]; readonly thing: ThingView }) {
  const { t } = useTranslation();
  const words = useWords();
  const members = useRead(listMembers, {}, { enabled: need.kind === 'persons' });
  if (need.kind !== 'fact' && need.kind !== 'persons')
    return (
      <Typography.Paragraph type="warning">
        {t('process.unmet')}
        {words(need.because)}
      </Typography.Paragraph>
    );
  const people = (members.data ?? [])
    .filter(({ role, suspended }) => role === need.role && !suspended)
    .map(({ userId, displayName }) => ({ value: userId, label: displayName }));
  const named = thing.persons
    .filter(({ duty, there }) => there && duty === need.id)
    .map(({ userId }) => userId);
  const { count = 1 } = need;
  return (
    <Form.Item
      name={[need.kind, need.id]}
      label={words(need.because)}
      extra={`${t('process.bySource')} ${provisionName(need.provision)}`}
      {...(need.kind === 'persons' && { initialValue: named })}
      rules={
        need.kind === 'persons'
          ? [{ type: 'array', min: count, required: true, message: t('process.atLeast', { count }) }]
          : [{ required: true, message: t('common.required') }]
      }
    >
      {need.kind === 'persons' ? (
        <Select mode="multiple" placeholder={t('process.pick')} options={people} optionFilterProp="label" />
      ) : (
        <Input.TextArea rows={2} maxLength={10_000} />
      )}
    </Form.Item>
  );
}

function bodyOf(
  values: Values,
  { thing, step, requestId }: { readonly thing: ThingView; readonly step: Step; readonly requestId: string },
): StepBody {
  const said = (values['fact'] ?? {}) as Readonly<Record<string, string | undefined>>;
  const persons = (values['persons'] ?? {}) as Readonly<Record<string, string[] | undefined>>;
  const block = stepBlocks[`${thing.process} ${step.action}`];
  const given = (entries: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined && value !== ''));
  const { dueOn, on, reason } = given(values);
  return {
    version: thing.version,
    requestId,
    facts: given(said) as StepBody['facts'],
    persons: given(persons) as StepBody['persons'],
    ...(typeof dueOn === 'string' && { dueOn }),
    ...(typeof on === 'string' && { on }),
    ...(typeof reason === 'string' && { reason }),
    ...(block && { data: block.data((values['extra'] ?? {}) as Values, thing) as StepBody['data'] }),
  };
}
