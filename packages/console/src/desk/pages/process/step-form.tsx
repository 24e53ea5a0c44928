// SPDX-License-Identifier: Apache-2.0
/** One step that may be taken: what the table asks for, each with its article, and a button. */
import { listMembers, type StepBody, type ThingView } from '@mingjing/contracts/desk';
import { App, Button, Collapse, Form, Input, InputNumber, Select, Switch, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';
import { provisionName } from '../../../law/provision-name.ts';
import { operationsOf } from './operations.ts';
import { type StepField, stepFields } from './step-fields.ts';
import { useWords } from './use-words.ts';

type Step = ThingView['allowed'][number];
type Values = Readonly<Record<string, unknown>>;

interface StepProps {
  readonly thing: ThingView;
  readonly step: Step;
  readonly onTaken: () => void;
}

export function StepForm({ thing, step, onTaken }: StepProps) {
  const words = useWords();
  return (
    <Collapse
      style={{ marginBottom: 8 }}
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
          children: <Body thing={thing} step={step} onTaken={onTaken} />,
        },
      ]}
    />
  );
}

function Body({ thing, step, onTaken }: StepProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { message } = App.useApp();
  const extra = stepFields[`${thing.process} ${step.action}`];
  const requestId = crypto.randomUUID();
  const action = useAction(
    (values: Values) =>
      call(operationsOf(thing.process).step, {
        params: { id: thing.id, action: step.action },
        body: bodyOf(values, { thing, step, requestId }),
      }),
    {
      onDone: () => {
        void message.success(t('process.taken'));
        onTaken();
      },
    },
  );
  return (
    <Form layout="vertical" onFinish={(values: Values) => action.run(values)}>
      {(extra?.fields(thing) ?? []).map((field) => (
        <Extra key={field.key} field={field} />
      ))}
      {step.asks.map((need) => (
        <Ask key={`${need.kind} ${need.id}`} need={need} />
      ))}
      {step.asksForDate ? (
        <Form.Item
          name="dueOn"
          label={t('process.dueOn')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <Input type="date" />
        </Form.Item>
      ) : null}
      <Form.Item name="reason" label={t('process.reason')}>
        <Input.TextArea rows={2} maxLength={10_000} />
      </Form.Item>
      <ProblemAlert error={action.problem} />
      <Button type="primary" htmlType="submit" loading={action.busy}>
        {words(step.title)}
      </Button>
    </Form>
  );
}

function Extra({ field }: { readonly field: StepField }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <Form.Item
      name={['extra', field.key]}
      label={words(field.label)}
      {...(field.kind === 'yes' && { valuePropName: 'checked' })}
      rules={field.required ? [{ required: true, message: t('common.required') }] : []}
    >
      <Control field={field} />
    </Form.Item>
  );
}

function Control({ field, ...given }: { readonly field: StepField }) {
  switch (field.kind) {
    case 'number':
      return <InputNumber {...given} min={1} style={{ width: '100%' }} />;
    case 'yes':
      return <Switch {...given} />;
    case 'select':
      return <Select {...given} showSearch optionFilterProp="label" options={[...(field.options ?? [])]} />;
    case 'long':
      return <Input.TextArea {...given} rows={3} />;
    case 'text':
      return <Input {...given} />;
  }
}

/** A need that comes with the step: words for a fact, people for persons; the article stands beside. */
function Ask({ need }: { readonly need: Step['asks'][number] }) {
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
    .filter(({ role }) => role === need.role)
    .map(({ userId, displayName }) => ({ value: userId, label: displayName }));
  return (
    <Form.Item
      name={[need.kind, need.id]}
      label={words(need.because)}
      extra={`${t('process.bySource')} ${provisionName(need.provision)}`}
    >
      {need.kind === 'persons' ? (
        <Select mode="multiple" placeholder={t('process.pick')} options={people} />
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
  const extra = stepFields[`${thing.process} ${step.action}`];
  const given = (entries: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined && value !== ''));
  const dueOn = values['dueOn'];
  const reason = values['reason'];
  return {
    version: thing.version,
    requestId,
    facts: given(said) as StepBody['facts'],
    persons: given(persons) as StepBody['persons'],
    ...(typeof dueOn === 'string' && dueOn !== '' && { dueOn }),
    ...(typeof reason === 'string' && reason !== '' && { reason }),
    ...(extra && { data: extra.data((values['extra'] ?? {}) as Values, thing) as StepBody['data'] }),
  };
}
