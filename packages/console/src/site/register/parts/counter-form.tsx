import { Alert, Button, Col, DatePicker, Form, Input, Radio, Row, Segmented, Select, Upload } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showFieldProblems } from '../../../frame/field-problems.ts';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import {
  type AccessSession,
  askToLook,
  completeSession,
  type Officer,
  type Requester,
} from '../../api/access.ts';
import { uploadCertificate } from '../../api/register.ts';
import { faceOf, instantOf } from '../../beijing-range.ts';
import { usePurposes } from '../../reads.ts';
import { useAllCameras } from '../../use-all-cameras.ts';
import { LookButton } from './look-button.tsx';
import { CitizenFields, OfficialFields } from './requester-fields.tsx';

interface Fields {
  readonly kind: 'playback' | 'export';
  readonly purpose: string;
  readonly purposeText?: string;
  readonly cameras: string[];
  readonly range: [Dayjs, Dayjs];
  readonly officers?: Officer[];
  readonly documentNumber?: string;
  readonly confidentialityAcknowledged?: boolean;
  readonly necessity?: string;
  readonly isEmergency?: boolean;
  readonly emergencyReason?: string;
  readonly publicInterest?: boolean;
  readonly name?: string;
  readonly idNumber?: string;
  readonly contact?: string;
  readonly relation?: Extract<Requester, { kind: 'citizen' }>['relation'];
  readonly ownLegalInterest?: boolean;
  readonly reason?: string;
}

interface CounterFormProps {
  /** A request that was begun before and is still incomplete. */
  readonly begun?: AccessSession;
  readonly onRegistered: () => void;
}

export function CounterForm({ begun, onRegistered }: CounterFormProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const [asker, setAsker] = useState<'officials' | 'citizen'>(
    begun?.requester.kind === 'citizen' ? 'citizen' : 'officials',
  );
  const [session, setSession] = useState<AccessSession | undefined>(begun);
  const watched = Form.useWatch('kind', form) ?? begun?.kind ?? 'playback';
  const kind = asker === 'citizen' ? 'playback' : watched;

  const take = (answer: AccessSession) => {
    setSession(answer);
    if (certificate && answer.state === 'incomplete' && answer.certificate === undefined)
      upload.run({ id: answer.id, file: certificate });
    onRegistered();
  };
  const submit = useAction((values: Fields) => register(asker, values, session), {
    onDone: take,
    onRefused: (problem) => showFieldProblems(form, problem, 'requester'),
  });
  // Chosen before the request is handed in: it goes with it, so that nothing is called missing that lies on the desk.
  const [certificate, setCertificate] = useState<File>();
  const upload = useAction(
    ({ id, file }: { readonly id: string; readonly file: File }) => uploadCertificate(id, file),
    { onDone: take },
  );

  const fixed = session !== undefined;
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      initialValues={begun ? begunValues(begun) : { kind: 'playback', officers: [{}, {}] }}
      onFinish={submit.run}
    >
      <Outcome session={session} />
      <ProblemAlert error={submit.problem ?? upload.problem} />
      <AskerChoice
        asker={asker}
        fixed={fixed}
        onAsker={(next) => {
          setAsker(next);
          form.setFieldValue('purpose', undefined);
        }}
      />
      <WhatFields asker={asker} kind={kind} fixed={fixed} />
      {asker === 'officials' ? <OfficialFields /> : <CitizenFields />}
      {asker === 'officials' && (session === undefined || session.state === 'incomplete') ? (
        <CertificateUpload
          busy={upload.busy}
          hint={session === undefined ? t('register.certificateFirst') : undefined}
          onChosen={(file) => {
            setCertificate(file);
            if (session) upload.run({ id: session.id, file });
          }}
        />
      ) : null}
      {session === undefined || session.state === 'incomplete' ? (
        // Not by the Enter key: it also ends the choice of a time, and a request is an entry for good.
        <Button type="primary" onClick={() => form.submit()} loading={submit.busy}>
          {session === undefined ? t('register.submit') : t('register.submitAgain')}
        </Button>
      ) : null}
    </Form>
  );
}

interface AskerChoiceProps {
  readonly asker: 'officials' | 'citizen';
  readonly fixed: boolean;
  readonly onAsker: (asker: 'officials' | 'citizen') => void;
}

/** Who asks; a citizen may look, and takes nothing away. */
function AskerChoice({ asker, fixed, onAsker }: AskerChoiceProps) {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item label={t('register.kindOf')}>
        <Segmented
          value={asker}
          disabled={fixed}
          onChange={onAsker}
          options={(['officials', 'citizen'] as const).map((value) => ({
            value,
            label: t(`register.requester.${value}`),
          }))}
        />
      </Form.Item>
      {asker === 'citizen' ? (
        <Alert type="info" showIcon title={t('register.onlyView')} className={layout.below4} />
      ) : (
        <Form.Item name="kind" label={t('register.action')}>
          <Radio.Group
            disabled={fixed}
            options={(['playback', 'export'] as const).map((value) => ({
              value,
              label: t(`register.kinds.${value}`),
            }))}
          />
        </Form.Item>
      )}
    </>
  );
}

interface WhatFieldsProps {
  readonly asker: 'officials' | 'citizen';
  readonly kind: 'playback' | 'export';
  readonly fixed: boolean;
}

/** What for, which cameras, from when to when. */
function WhatFields({ asker, kind, fixed }: WhatFieldsProps) {
  const { t } = useTranslation();
  const english = currentLanguage() === 'en';
  const cameras = useAllCameras();
  const fitting = usePurposes(asker, kind).data ?? [];
  const required = { required: true, message: t('common.required') };
  return (
    <>
      <Form.Item name="purpose" label={t('register.purpose')} rules={[required]}>
        <Select
          disabled={fixed}
          options={fitting.map((each) => ({
            value: each.id,
            label: english ? each.en : `${each.zh} · ${each.groundWords}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="purposeText" label={t('playback.purposeText')}>
        <Input.TextArea autoSize={{ minRows: 1 }} maxLength={1000} />
      </Form.Item>
      <Row gutter={12}>
        <Col xs={24} md={10}>
          <Form.Item name="cameras" label={t('common.cameras')} rules={[required]}>
            <Select mode="multiple" disabled={fixed} options={[...cameras.options]} />
          </Form.Item>
        </Col>
        <Col xs={24} md={14}>
          <Form.Item name="range" label={`${t('register.range')} · ${t('zone')}`} rules={[required]}>
            <DatePicker.RangePicker showTime disabled={fixed} className={layout.full} />
          </Form.Item>
        </Col>
      </Row>
    </>
  );
}

/** What became of the request so far. */
function Outcome({ session }: { readonly session: AccessSession | undefined }) {
  const { t } = useTranslation();
  const english = currentLanguage() === 'en';
  if (!session) return null;
  switch (session.state) {
    case 'incomplete':
      return (
        <Alert
          type="warning"
          showIcon
          className={layout.below4}
          title={t('register.missing')}
          description={
            <ul className={`${layout.indented} ${layout.flush}`}>
              {session.missing.map(({ item, zh, en, article }) => (
                <li key={item}>
                  {english ? en : zh}
                  {article === undefined ? '' : `（${article}）`}
                </li>
              ))}
            </ul>
          }
        />
      );
    case 'awaiting-decision':
      return (
        <Alert
          type="info"
          showIcon
          className={layout.below4}
          title={t('register.awaiting', { number: session.number })}
        />
      );
    case 'open':
      return (
        <Alert
          type="success"
          showIcon
          className={layout.below4}
          title={t('register.ready', { number: session.number })}
          action={<LookButton session={session} />}
        />
      );
    default:
      return (
        <Alert
          type="error"
          showIcon
          className={layout.below4}
          title={t(`register.states.${session.state}`)}
        />
      );
  }
}

function CertificateUpload(props: {
  readonly busy: boolean;
  readonly hint: string | undefined;
  readonly onChosen: (file: File) => void;
}) {
  const { t } = useTranslation();
  return (
    <Form.Item label={t('register.certificate')} extra={props.hint}>
      <Upload
        accept="application/pdf,image/png,image/jpeg"
        maxCount={1}
        beforeUpload={(file) => {
          props.onChosen(file);
          return false;
        }}
      >
        <Button loading={props.busy}>{t('register.uploadCertificate')}</Button>
      </Upload>
    </Form.Item>
  );
}

/** A new request, or the rest of one that was begun. */
function register(
  asker: 'officials' | 'citizen',
  values: Fields,
  session: AccessSession | undefined,
): Promise<AccessSession> {
  const requester = requesterOf(asker, values);
  const text = values.purposeText ? { purposeText: values.purposeText } : {};
  if (session?.state === 'incomplete') return completeSession(session.id, { requester, ...text });
  return askToLook({
    kind: asker === 'citizen' ? 'playback' : values.kind,
    purpose: values.purpose,
    ...text,
    cameras: values.cameras,
    fromMs: instantOf(values.range[0]),
    toMs: instantOf(values.range[1]),
    requester,
  });
}

/** Empty texts are left out: what nobody typed is not sent as given. */
function requesterOf(asker: 'officials' | 'citizen', values: Fields): Requester {
  const given = <K extends keyof Fields>(...names: readonly K[]): Pick<Fields, K> =>
    Object.fromEntries(names.flatMap((name) => (values[name] ? [[name, values[name]]] : []))) as Pick<
      Fields,
      K
    >;
  if (asker === 'citizen')
    return {
      kind: 'citizen',
      name: values.name ?? '',
      relation: values.relation ?? 'other',
      ...given('idNumber', 'contact', 'ownLegalInterest', 'reason'),
    };
  return {
    kind: 'officials',
    officers: (values.officers ?? []).filter(({ name, unit, credential }) => name && unit && credential),
    ...given('documentNumber', 'confidentialityAcknowledged', 'necessity'),
    ...(values.isEmergency && {
      emergency: { reason: values.emergencyReason ?? '', publicInterest: values.publicInterest === true },
    }),
  };
}

function begunValues({
  kind,
  purpose,
  purposeText,
  cameras,
  fromMs,
  toMs,
  requester,
}: AccessSession): Partial<Fields> {
  const common = {
    kind: kind === 'export' ? 'export' : 'playback',
    purpose,
    purposeText,
    cameras: [...cameras],
    range: [faceOf(fromMs), faceOf(toMs)],
  } as const satisfies Partial<Fields> as Partial<Fields>;
  if (requester.kind === 'staff') return common;
  const { kind: _, ...rest } = requester;
  return { ...common, ...(rest as Partial<Fields>) };
}
