// SPDX-License-Identifier: Apache-2.0
/** Copies: ask with a range, a second person approves, progress, the sealed bundle. */

import type { AnswerOf } from '@mingjing/contracts';
import { estimateExport, listHolds, listSessions, readExport } from '@mingjing/contracts/site';
import {
  Alert,
  Button,
  Card,
  Checkbox,
  Col,
  DatePicker,
  Empty,
  Form,
  type FormInstance,
  Input,
  List,
  Progress,
  Row,
  Select,
  Space,
  Tag,
  Typography,
} from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../../frame/address.ts';
import { currentLanguage } from '../../frame/language.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { apiBase } from '../../frame/request.ts';
import { showBytes, showInstant } from '../../frame/time.ts';
import { useAction } from '../../frame/use-action.ts';
import { useRead } from '../../frame/use-read.ts';
import { type AccessSession, askToLook } from '../api/access.ts';
import { bundleAddress, cancelExport, cancelViewingCopy, viewingCopyAddress } from '../api/exports.ts';
import { placeHold } from '../api/holds.ts';
import { faceOf, instantOf } from '../beijing-range.ts';
import { RangeInAddress } from '../range-in-address.ts';
import { useLooks, usePurposes } from '../reads.ts';
import { stateColours } from '../register/parts/words.ts';
import { useAllCameras } from '../use-all-cameras.ts';
import { useSession } from '../use-session.ts';

export function ExportsPage() {
  const { t } = useTranslation();
  const { person } = useSession();
  const sessions = useLooks(5000);
  const mine = (sessions.data ?? []).filter(
    ({ kind, handledBy }) => kind === 'export' && handledBy.id === person?.id,
  );
  return (
    <>
      <Typography.Title level={1}>{t('exports.title')}</Typography.Title>
      <Alert
        type="info"
        showIcon
        title={t('exports.intro')}
        description={t('exports.counter')}
        className={layout.below4}
      />
      <Card title={t('exports.request')} className={layout.below4}>
        <RequestForm />
      </Card>
      <Card title={t('exports.mine')}>
        <ProblemAlert error={sessions.error} />
        <List
          locale={{ emptyText: <Empty description={t('exports.none')} /> }}
          dataSource={mine}
          renderItem={(session) => <ExportItem key={session.number} session={session} />}
        />
        <Space wrap>
          <Typography.Text type="secondary">{t('exports.howTo')}</Typography.Text>
          <a href={`${apiBase}/verify.html`} target="_blank" rel="noreferrer">
            {t('common.verifyPage')}
          </a>
          <a href={`${apiBase}/api/keys/sheet.pdf`} target="_blank" rel="noreferrer">
            {t('exports.sheet')}
          </a>
        </Space>
      </Card>
    </>
  );
}

interface Fields {
  readonly cameras: string[];
  readonly range: [Dayjs, Dayjs];
  readonly purpose: string;
  readonly purposeText?: string;
  readonly hold?: boolean;
  readonly recipientName: string;
  readonly recipientUnit: string;
}

function RequestForm() {
  const { t } = useTranslation();
  const english = currentLanguage() === 'en';
  const [form] = Form.useForm<Fields>();
  const asked = useAddress(RangeInAddress);
  const cameras = useAllCameras();
  const fitting = usePurposes('staff', 'export').data ?? [];
  const submit = useRequest(form);
  const required = { required: true, message: t('common.required') };
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      initialValues={
        asked ? { cameras: asked.cameras, range: [faceOf(asked.fromMs), faceOf(asked.toMs)] } : {}
      }
      onFinish={submit.run}
      className={layout.form}
    >
      <ProblemAlert error={submit.problem} />
      {(submit.done?.missing ?? []).map(({ item, zh, en, article }) => (
        <Alert
          key={item}
          type="warning"
          showIcon
          title={`${english ? en : zh} ${article ?? ''}`}
          className={layout.below2}
        />
      ))}
      <Form.Item name="cameras" label={t('common.cameras')} rules={[required]}>
        <Select mode="multiple" options={[...cameras.options]} />
      </Form.Item>
      <Form.Item name="range" label={`${t('register.range')} · ${t('zone')}`} rules={[required]}>
        <DatePicker.RangePicker showTime className={layout.full} />
      </Form.Item>
      <Estimate form={form} />
      <Form.Item name="purpose" label={t('register.purpose')} rules={[required]}>
        <Select
          options={fitting.map((each) => ({
            value: each.id,
            label: english ? each.en : `${each.zh} · ${each.groundWords}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="purposeText" label={t('playback.purposeText')} rules={[required]}>
        <Input.TextArea autoSize={{ minRows: 1 }} maxLength={1000} />
      </Form.Item>
      <Row gutter={12}>
        <Col xs={24} sm={10}>
          <Form.Item name="recipientName" label={t('exports.recipientName')} rules={[required]}>
            <Input maxLength={60} />
          </Form.Item>
        </Col>
        <Col xs={24} sm={14}>
          <Form.Item name="recipientUnit" label={t('exports.recipientUnit')} rules={[required]}>
            <Input maxLength={120} />
          </Form.Item>
        </Col>
      </Row>
      <Form.Item name="hold" valuePropName="checked">
        <Checkbox>{t('exports.hold')}</Checkbox>
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={submit.busy}>
        {t('exports.submit')}
      </Button>
    </Form>
  );
}

/** Asks for the copy and, where it was ticked, keeps the footage at once. */
function useRequest(form: FormInstance<Fields>) {
  const { t } = useTranslation();
  return useAction(
    async ({ cameras: ids, range: [from, to], purpose, purposeText, hold, ...recipient }: Fields) => {
      const [fromMs, toMs] = [instantOf(from), instantOf(to)];
      const session = await askToLook({
        kind: 'export',
        purpose,
        ...(purposeText ? { purposeText } : {}),
        cameras: ids,
        fromMs,
        toMs,
        requester: {
          kind: 'staff',
          recipient: { name: recipient.recipientName, unit: recipient.recipientUnit },
        },
      });
      if (hold)
        await placeHold({
          cameras: ids,
          fromMs,
          toMs,
          reason: t('exports.holdReason', { text: purposeText ?? purpose }),
          ground: session.groundWords,
        });
      return session;
    },
    {
      refresh: [listHolds, listSessions],
      onDone: ({ state }) => {
        if (state !== 'incomplete') form.resetFields();
      },
    },
  );
}

/** What the copy will weigh, and what is missing from it. */
function Estimate({ form }: { readonly form: FormInstance<Fields> }) {
  const { t } = useTranslation();
  const chosen: string[] | undefined = Form.useWatch('cameras', form);
  const range: [Dayjs, Dayjs] | undefined = Form.useWatch('range', form);
  const [from, to] = range ?? [];
  const estimate = useRead(
    estimateExport,
    {
      query: {
        cameras: (chosen ?? []).join(','),
        fromMs: from ? instantOf(from) : 0,
        toMs: to ? instantOf(to) : 0,
      },
    },
    { enabled: chosen !== undefined && chosen.length > 0 && Boolean(from && to), retry: false },
  );
  return (
    <div role="status" className={layout.below3}>
      <ProblemAlert error={estimate.error} />
      {estimate.data ? (
        <Typography.Text>
          {t('exports.estimate')}：
          {t('exports.size', {
            size: showBytes(estimate.data.sizeBytes),
            segments: estimate.data.segments,
          })}{' '}
          {missingWords(estimate.data.cameras, (gap, deleted) => t('exports.gaps', { gap, deleted }))}
        </Typography.Text>
      ) : null}
    </div>
  );
}

function missingWords(
  cameras: readonly { readonly gapMs: number; readonly deletedMs: number }[],
  words: (gap: string, deleted: string) => string,
): string {
  const total = (key: 'gapMs' | 'deletedMs') => cameras.reduce((sum, camera) => sum + camera[key], 0);
  const [gapMs, deletedMs] = [total('gapMs'), total('deletedMs')];
  if (gapMs + deletedMs === 0) return '';
  const seconds = (ms: number) => `${Math.round(ms / 1000)} s`;
  return words(seconds(gapMs), seconds(deletedMs));
}

function ExportItem({ session }: { readonly session: AccessSession }) {
  const { nameOf } = useAllCameras();
  const { t } = useTranslation();
  const open = session.state === 'open';
  // Once a copy was asked for, how far it is is asked every second.
  const [copies, setCopies] = useState(false);
  const job = useRead(
    readExport,
    { params: { session: session.id } },
    {
      enabled: open,
      retry: false,
      refetchInterval: ({ state }) => (state.data?.state === 'done' && !copies ? false : 1000),
    },
  );
  const cancel = useAction(() => cancelExport(session.id), { refresh: [readExport] });
  const cancelCopy = useAction((camera: string) => cancelViewingCopy(session.id, camera), {
    refresh: [readExport],
  });
  const viewing = job.data?.viewing;
  return (
    <List.Item>
      <div className={layout.full}>
        <Space wrap>
          <strong>{t('register.detail', { number: session.number })}</strong>
          {session.cameras.map(nameOf).join('、')} · {showInstant(session.fromMs)} –{' '}
          {showInstant(session.toMs)}
          <Tag color={stateColours[session.state]}>
            {open && job.data ? t(`exports.state.${job.data.state}`) : t(`register.states.${session.state}`)}
          </Tag>
        </Space>
        <ProblemAlert error={cancel.problem ?? job.error} />
        {job.data?.problem ? (
          <Alert
            type="error"
            showIcon
            title={currentLanguage() === 'en' ? job.data.problem.titles.en : job.data.problem.titles.zh}
          />
        ) : null}
        {job.data?.state === 'working' || job.data?.state === 'waiting' ? (
          <div className={`${layout.row} ${layout.gap3}`}>
            <Progress percent={Math.round(job.data.progress * 100)} aria-label={t('exports.state.working')} />
            <Button size="small" loading={cancel.busy} onClick={() => cancel.run()}>
              {t('exports.cancel')}
            </Button>
          </div>
        ) : null}
        {job.data?.state === 'done' ? (
          <Ready session={session} job={job.data} onCopy={() => setCopies(true)} />
        ) : null}
        {viewing ? (
          <div className={`${layout.row} ${layout.gap3} ${layout.above2}`}>
            <span className={layout.oneLine}>{t('exports.copying', { camera: nameOf(viewing.camera) })}</span>
            <Progress percent={Math.round(viewing.progress * 100)} aria-label={t('exports.copying')} />
            <Button size="small" loading={cancelCopy.busy} onClick={() => cancelCopy.run(viewing.camera)}>
              {t('exports.cancel')}
            </Button>
          </div>
        ) : null}
      </div>
    </List.Item>
  );
}

interface ReadyProps {
  readonly session: AccessSession;
  readonly job: AnswerOf<typeof readExport>;
  readonly onCopy: () => void;
}

/** The sealed bundle, and copies to look at. */
function Ready({ session, job, onCopy }: ReadyProps) {
  const { t } = useTranslation();
  const { nameOf } = useAllCameras();
  return (
    <Space wrap className={layout.above2}>
      <Button type="primary" href={bundleAddress(session.id)}>
        {t('exports.download')}
        {job.sizeBytes === undefined ? '' : ` · ${showBytes(job.sizeBytes)}`}
      </Button>
      {job.viewingCopy
        ? session.cameras.map((camera) => (
            <Button
              key={camera}
              disabled={job.viewing !== undefined}
              href={viewingCopyAddress(session.id, camera)}
              onClick={onCopy}
            >
              {t('exports.viewingCopy', { camera: nameOf(camera) })}
            </Button>
          ))
        : null}
    </Space>
  );
}
