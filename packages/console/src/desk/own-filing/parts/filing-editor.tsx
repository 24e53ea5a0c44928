// SPDX-License-Identifier: Apache-2.0
/** The filing form in four short steps. Every change is saved a moment later; nothing typed is lost. */
import {
  attachRecorderFacts,
  type FilingForm,
  type FilingView,
  fillCamerasFromSheet,
  readCameraTemplate,
  readOwnFiling,
  saveFiling,
  submitFiling,
  withdrawFiling,
} from '@mingjing/contracts/desk';
import {
  Alert,
  App,
  Button,
  Card,
  Checkbox,
  Form,
  type FormInstance,
  Skeleton,
  Space,
  Steps,
  Typography,
  Upload,
} from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, linkTo } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { RequestRefused } from '../../../frame/request.ts';
import { showClock } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';
import { Checks, Clocks, fieldName } from '../../filing-words.tsx';
import { Attachments } from './attachments.tsx';
import { CameraStep } from './camera-step.tsx';
import { FieldNotes } from './fields.tsx';
import { formOf, valuesOf } from './form-values.ts';
import { RecorderFactsRow } from './recorder-facts.tsx';
import { SystemStep, UnitStep } from './steps.tsx';
import { Summary } from './summary.tsx';

const stepNames = ['unit', 'system', 'cameras', 'check'] as const;
const saveAfterMs = 800;

export function FilingEditor({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const filing = useRead(
    readOwnFiling,
    { params: { id } },
    { staleTime: Number.POSITIVE_INFINITY, gcTime: 0 },
  );
  if (filing.isError) return <ProblemAlert error={filing.error} onRetry={() => void filing.refetch()} />;
  if (!filing.data) return <Skeleton active />;
  return <Editor begun={filing.data} onClose={onClose} />;
}

function Editor({ begun, onClose }: { readonly begun: FilingView; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const withdrawn = useWithdrawQuestion();
  const [form] = Form.useForm();
  const [step, setStep] = useState(0);
  const [declared, setDeclared] = useState(false);
  const [filing, setFiling] = useState(begun);
  const saving = useSaving(begun, setFiling);
  const acts = useEditing(form, saving, setStep, onClose);
  const problem = Object.values(acts).find((one) => one.problem)?.problem;
  const withdraw = () => withdrawn(() => acts.withdrawal.finish());
  const errors = filing.checks.filter(({ weight }) => weight === 'error');
  const steps = [
    <UnitStep key="unit" />,
    <SystemStep key="system" />,
    <CamerasStep key="cameras" filing={filing} attachment={acts.attachment} />,
  ];
  return (
    <div className={layout.formWide}>
      <Space wrap className={layout.below3}>
        <Button onClick={() => acts.leave.run()}>{t('common.back')}</Button>
        <Typography.Title level={1} className={`${layout.large} ${layout.flush}`}>
          {t(`filing.kind.${filing.kind}`)}
        </Typography.Title>
        <Typography.Text type="secondary" role="status">
          {saving.note}
        </Typography.Text>
      </Space>
      <ReturnedBecause reasons={filing.reasons} />
      <ProblemAlert error={problem} />
      <Steps
        size="small"
        current={step}
        onChange={acts.goTo.run}
        responsive={false}
        titlePlacement="vertical"
        items={stepNames.map((name) => ({ title: t(`filing.steps.${name}`) }))}
        className={layout.below4}
      />
      <Card>
        <Form
          form={form}
          layout="vertical"
          initialValues={valuesOf(begun.form)}
          onValuesChange={() => saving.save(formOf(form.getFieldsValue(true)))}
        >
          <FieldNotes value={filing}>
            {steps.map((content, index) => (
              <div key={stepNames[index]} hidden={step !== index}>
                {content}
              </div>
            ))}
          </FieldNotes>
        </Form>
        {step === steps.length ? (
          <LastStep filing={filing} declared={declared} onDeclared={setDeclared} />
        ) : null}
        <Foot
          step={step}
          last={steps.length}
          maySubmit={errors.length === 0 && declared}
          acts={acts}
          onWithdraw={withdraw}
        />
      </Card>
    </div>
  );
}

/** What can be done with the filing; each saves first. */
function useEditing(
  form: FormInstance,
  { flush, adopt }: ReturnType<typeof useSaving>,
  onStep: (step: number) => void,
  onClose: () => void,
) {
  const values = (): FilingForm => formOf(form.getFieldsValue(true));
  const goTo = useAction((next: number) => flush(values()).then(() => next), { onDone: onStep });
  const submission = useAction(
    async () => {
      const { id, version } = await flush(values());
      return call(submitFiling, { params: { id }, body: { version, declared: true } });
    },
    { onDone: onClose },
  );
  const withdrawal = useAction(
    async () => {
      const { id, version } = await flush(values());
      await call(withdrawFiling, { params: { id }, body: { version } });
    },
    { onDone: onClose },
  );
  const attachment = useAction(
    async ([operation, file]: readonly [typeof attachRecorderFacts | typeof fillCamerasFromSheet, File]) => {
      const { id } = await flush(values());
      return call(operation, { params: { id }, file });
    },
    {
      onDone: (attached) => {
        adopt(attached);
        form.setFieldsValue(valuesOf(attached.form));
      },
    },
  );
  const leave = useAction(() => flush(values()), { onDone: onClose });
  return { goTo, submission, withdrawal, attachment, leave };
}

type Acts = ReturnType<typeof useEditing>;

function useWithdrawQuestion() {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  return (onOk: () => Promise<unknown>) =>
    modal.confirm({
      title: t('filing.withdrawTitle'),
      content: t('filing.withdrawText'),
      okText: t('filing.withdraw'),
      onOk,
    });
}

interface CamerasStepProps {
  readonly filing: FilingView;
  readonly attachment: Acts['attachment'];
}

/** The cameras: from the recorder's own facts, from a sheet, or by hand. */
function CamerasStep({ filing, attachment }: CamerasStepProps) {
  const { t } = useTranslation();
  return (
    <>
      <RecorderFactsRow
        recorder={filing.recorder}
        onChoose={(file) => attachment.finish([attachRecorderFacts, file])}
      />
      <Space wrap className={layout.below4}>
        <Upload
          accept=".xlsx,.csv"
          maxCount={1}
          showUploadList={false}
          beforeUpload={(file) => {
            attachment.run([fillCamerasFromSheet, file]);
            return false;
          }}
        >
          <Button loading={attachment.busy}>{t('filing.cameraSheet')}</Button>
        </Upload>
        <a href={linkTo(readCameraTemplate, {})}>{t('filing.cameraTemplate')}</a>
      </Space>
      <CameraStep />
    </>
  );
}

function ReturnedBecause({ reasons }: { readonly reasons: FilingView['reasons'] }) {
  const { t } = useTranslation();
  if (reasons === null || Object.keys(reasons).length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      className={layout.below3}
      title={t('filing.returnedBecause')}
      description={
        <ul className={`${layout.flush} ${layout.indented}`}>
          {Object.entries(reasons).map(([field, reason]) => (
            <li key={field}>
              {fieldName(field, t)}：{reason}
            </li>
          ))}
        </ul>
      }
    />
  );
}

interface FootProps {
  readonly step: number;
  readonly last: number;
  readonly maySubmit: boolean;
  readonly acts: Acts;
  readonly onWithdraw: () => void;
}

function Foot({ step, last, maySubmit, acts: { goTo, submission }, onWithdraw }: FootProps) {
  const { t } = useTranslation();
  return (
    <Space wrap className={layout.above3}>
      {step > 0 ? <Button onClick={() => goTo.run(step - 1)}>{t('filing.previous')}</Button> : null}
      {step < last ? (
        <Button type="primary" loading={goTo.busy} onClick={() => goTo.run(step + 1)}>
          {t('filing.next')}
        </Button>
      ) : (
        <Button
          type="primary"
          disabled={!maySubmit}
          loading={submission.busy}
          onClick={() => submission.run()}
        >
          {t('filing.submit')}
        </Button>
      )}
      <Button type="text" danger onClick={onWithdraw}>
        {t('filing.withdraw')}
      </Button>
    </Space>
  );
}

/** Saves one after the other; what was typed while a save was under way is saved next. */
function useSaving(begun: FilingView, onSaved: (filing: FilingView) => void) {
  const { t } = useTranslation();
  const current = useRef(begun);
  const lastText = useRef(JSON.stringify(begun.form));
  const turn = useRef<Promise<FilingView>>(Promise.resolve(begun));
  const timer = useRef<number>(undefined);
  const [note, setNote] = useState('');
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const flush = (form: FilingForm): Promise<FilingView> => {
    window.clearTimeout(timer.current);
    turn.current = turn.current
      .catch(() => current.current)
      .then(async () => {
        const text = JSON.stringify(form);
        if (text === lastText.current) return current.current;
        setNote(t('filing.saving'));
        try {
          current.current = await call(saveFiling, {
            params: { id: begun.id },
            body: { version: current.current.version, form },
          });
        } catch (error) {
          setNote(
            t('filing.notSaved', {
              why: error instanceof RequestRefused ? error.problem.title : String(error),
            }),
          );
          throw error;
        }
        lastText.current = text;
        setNote(t('filing.savedAt', { time: showClock(Date.now()) }));
        onSaved(current.current);
        return current.current;
      });
    return turn.current;
  };
  const save = (form: FilingForm) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void flush(form).catch(() => undefined), saveAfterMs);
  };
  /** What the server changed by another way than saving. */
  const adopt = (changed: FilingView) => {
    current.current = changed;
    lastText.current = JSON.stringify(changed.form);
    onSaved(changed);
  };
  return { save, flush, adopt, note };
}

interface LastStepProps {
  readonly filing: FilingView;
  readonly declared: boolean;
  readonly onDeclared: (declared: boolean) => void;
}

/** What was filled in, what the checks say, and that it is true. */
function LastStep({ filing, declared, onDeclared }: LastStepProps) {
  const { t } = useTranslation();
  return (
    <>
      <Checks checks={filing.checks} forReviewer={false} />
      <Summary filing={filing} />
      <Attachments id={filing.id} editable />
      <Clocks clocks={filing.clocks} />
      <Checkbox checked={declared} onChange={({ target }) => onDeclared(target.checked)}>
        {t('filing.declaration')}
      </Checkbox>
    </>
  );
}
