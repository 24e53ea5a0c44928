// SPDX-License-Identifier: Apache-2.0
/** Reviewing one filing: what was filed, what the checks say, what changed; return with reasons per field, or receipt. */
import {
  acceptFiling,
  type FilingView,
  listFilings,
  openFiledPhone,
  readFiling,
  readForm,
  readFormCopy,
  readReceipt,
  readWorkbench,
  returnFiling,
  verifyFiling,
} from '@mingjing/contracts/desk';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import {
  App,
  AutoComplete,
  Button,
  Card,
  Col,
  Descriptions,
  Row,
  Skeleton,
  Space,
  Table,
  Timeline,
  Typography,
} from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IdInAddress, useAddress } from '../../frame/address.ts';
import { call, linkTo } from '../../frame/call.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { showInstant } from '../../frame/time.ts';
import { useAction } from '../../frame/use-action.ts';
import { keyOf, useRead } from '../../frame/use-read.ts';
import { Changes, Checks, Clocks, fieldName, filingFields, StatusTag } from '../filing-words.tsx';
import { Attachments } from '../own-filing/parts/attachments.tsx';
import { Phone, useReason } from '../phone.tsx';
import { useDeskSession, useMay } from '../use-role.ts';
import { HolderBar } from './parts/holder-bar.tsx';
import { MoveButton } from './parts/move-button.tsx';

/** What is often wrong; anything else is typed. */
const cannedReasons = ['licence', 'door', 'seal', 'count', 'place', 'date', 'days'] as const;

export function ReviewPage() {
  const { t } = useTranslation();
  const { id } = useAddress(IdInAddress);
  const filing = useRead(readFiling, { params: { id } }, { retry: false });
  if (filing.isError) return <ProblemAlert error={filing.error} onRetry={() => void filing.refetch()} />;
  if (!filing.data) return <Skeleton active />;
  const { data } = filing;
  return (
    <>
      <Space wrap className={layout.below3}>
        <Link to="/filings">{t('common.back')}</Link>
        <Typography.Title level={1} className={layout.flush}>
          <Link to="/unit" search={{ id: data.unitId }}>
            {data.unitName}
          </Link>
        </Typography.Title>
        <StatusTag status={data.status} />
        <span>{t(`filing.kind.${data.kind}`)}</span>
      </Space>
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={15}>
          <Judgement key={data.version} filing={data} onStale={() => void filing.refetch()} />
        </Col>
        <Col xs={24} xl={9}>
          <Checks checks={data.checks} forReviewer />
          {data.recorder === null ? null : (
            <Card size="small" title={t('filing.recorder')} className={layout.below4}>
              {t('filing.factsThere', { count: data.recorder.cameras, at: showInstant(data.recorder.at) })}
              <div>
                <code className={layout.breaks}>{data.recorder.fingerprint}</code>
              </div>
            </Card>
          )}
          <Attachments id={data.id} editable={false} />
          <Clocks clocks={data.clocks} />
          <Changes filing={data} />
          <Card size="small" title={t('filing.history')}>
            <Timeline
              items={data.actions.map(({ action, by, at, reasons }) => ({
                content: (
                  <>
                    {t(`filing.action.${action}`)} · {by}
                    <br />
                    <Typography.Text type="secondary">{showInstant(at)}</Typography.Text>
                    {reasons === null
                      ? null
                      : Object.entries(reasons).map(([field, reason]) => (
                          <div key={field}>
                            {fieldName(field, t)}：{reason}
                          </div>
                        ))}
                  </>
                ),
              }))}
            />
          </Card>
        </Col>
      </Row>
    </>
  );
}

function Judgement({ filing, onStale }: { readonly filing: FilingView; readonly onStale: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const session = useDeskSession();
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({});
  const decides = useMay(verifyFiling) && (filing.status === 'submitted' || filing.status === 'accepted');
  const held = filing.held !== null && filing.held.userId !== session?.user?.id;
  const step = useAction((work: () => Promise<FilingView>) => work(), {
    refresh: [readWorkbench, listFilings],
    onDone: (changed) => queries.setQueryData(keyOf(readFiling, { params: { id: filing.id } }), changed),
  });
  const at = { params: { id: filing.id }, body: { version: filing.version } };
  const given = Object.fromEntries(Object.entries(reasons).filter(([, reason]) => reason.trim().length > 1));
  const reasonField = (field: string) =>
    decides && !held ? (
      <ReasonField
        field={field}
        value={reasons[field] ?? ''}
        onReason={(reason) => setReasons({ ...reasons, [field]: reason })}
      />
    ) : null;
  return (
    <Card title={t('filing.content')}>
      <ProblemAlert error={step.problem} onRetry={onStale} />
      <HolderBar filing={filing} />
      <Descriptions
        bordered
        size="small"
        column={1}
        items={filingFields.map((field) => ({
          key: field,
          label: t(`filing.${field}`),
          children: (
            <>
              {String(filing.form[field] ?? '—')}
              {reasonField(field)}
            </>
          ),
        }))}
      />
      <PeopleTable filing={filing} />
      <CameraTable filing={filing} reasonField={reasonField} />
      <Space wrap className={layout.above4}>
        {decides ? (
          <Decisions
            status={filing.status}
            held={held}
            reasonsGiven={Object.keys(given).length > 0}
            onAccept={() => step.run(() => call(acceptFiling, at))}
            onVerify={() => step.finish(() => call(verifyFiling, at))}
            onReturn={() =>
              step.run(() => call(returnFiling, { ...at, body: { ...at.body, reasons: given } }))
            }
          />
        ) : null}
        {decides ? <MoveButton unitId={filing.unitId} /> : null}
        <Papers filing={filing} />
      </Space>
    </Card>
  );
}

interface ReasonFieldProps {
  readonly field: string;
  readonly value: string;
  readonly onReason: (reason: string) => void;
}

/** Why a field is sent back. */
function ReasonField({ field, value, onReason }: ReasonFieldProps) {
  const { t } = useTranslation();
  return (
    <AutoComplete
      size="small"
      variant="underlined"
      className={layout.full}
      aria-label={`${fieldName(field, t)} ${t('filing.reasonFor')}`}
      placeholder={t('filing.reasonFor')}
      value={value}
      options={cannedReasons.map((reason) => ({ value: t(`filing.canned.${reason}`) }))}
      onChange={(reason: string) => onReason(reason.slice(0, 500))}
    />
  );
}

function PeopleTable({ filing }: { readonly filing: FilingView }) {
  const { t } = useTranslation();
  const mayOpen = useMay(openFiledPhone);
  return (
    <Table
      size="small"
      className={layout.above3}
      rowKey={(_, index) => String(index)}
      pagination={false}
      scroll={{ x: 480 }}
      dataSource={(filing.form.people ?? []).map((person, index) => ({ ...person, index }))}
      columns={[
        { title: t('filing.people'), dataIndex: 'name' },
        { title: t('filing.duty'), dataIndex: 'duty' },
        {
          title: t('filing.phone'),
          render: (_, { phone, index }) => (
            <Phone
              masked={phone ?? '—'}
              open={
                mayOpen && phone !== undefined
                  ? (purpose) =>
                      call(openFiledPhone, {
                        params: { id: filing.id, index: String(index) },
                        query: { purpose },
                      })
                  : undefined
              }
            />
          ),
        },
      ]}
    />
  );
}

interface CameraTableProps {
  readonly filing: FilingView;
  readonly reasonField: (field: string) => ReactNode;
}

function CameraTable({ filing, reasonField }: CameraTableProps) {
  const { t } = useTranslation();
  return (
    <Table
      size="small"
      className={layout.above3}
      rowKey="index"
      pagination={{ pageSize: 20, hideOnSinglePage: true }}
      scroll={{ x: 640 }}
      dataSource={(filing.form.cameras ?? []).map((camera, index) => ({ ...camera, index }))}
      columns={[
        { title: t('filing.cameraCode'), dataIndex: 'code' },
        {
          title: t('filing.cameraPlace'),
          render: (_, camera) => (
            <>
              {camera.place}
              {reasonField(`cameras.${camera.index}.place`)}
            </>
          ),
        },
        {
          title: t('filing.cameraKind'),
          render: (_, { kind }) => (kind ? t(`filing.kinds.${kind}`) : '—'),
        },
        { title: t('filing.azimuth'), dataIndex: 'azimuthDegrees' },
        { title: t('filing.range'), dataIndex: 'rangeMetres' },
        {
          title: t('filing.noForbiddenArea'),
          render: (_, { noForbiddenArea }) => (noForbiddenArea === true ? t('common.yes') : t('common.no')),
        },
      ]}
    />
  );
}

interface DecisionsProps {
  readonly status: FilingView['status'];
  /** Somebody else looks at it. */
  readonly held: boolean;
  readonly reasonsGiven: boolean;
  readonly onAccept: () => void;
  readonly onVerify: () => Promise<unknown>;
  readonly onReturn: () => void;
}

function Decisions(props: DecisionsProps) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const verify = () =>
    modal.confirm({
      title: t('filing.verifyTitle'),
      content: t('filing.verifyText'),
      okText: t('filing.verify'),
      onOk: props.onVerify,
    });
  return (
    <>
      {props.status === 'submitted' ? (
        <Button type="primary" onClick={props.onAccept}>
          {t('filing.accept')}
        </Button>
      ) : null}
      {props.status === 'accepted' ? (
        <Button type="primary" disabled={props.held} onClick={verify}>
          {t('filing.verify')}
        </Button>
      ) : null}
      <Button danger disabled={props.held || !props.reasonsGiven} onClick={props.onReturn}>
        {t('filing.return')}
      </Button>
    </>
  );
}

/** What can be taken away of it. */
function Papers({ filing }: { readonly filing: FilingView }) {
  const { t } = useTranslation();
  const ask = useReason();
  const at = { params: { id: filing.id } };
  return (
    <>
      {filing.hasReceipt ? <Button href={linkTo(readReceipt, at)}>{t('filing.receipt')}</Button> : null}
      <Button href={linkTo(readForm, at)}>{t('filing.formPdf')}</Button>
      <Button
        onClick={() =>
          ask((purpose) => {
            location.assign(linkTo(readForm, { ...at, query: { purpose } }));
            return Promise.resolve();
          })
        }
      >
        {t('filing.formWithPhones')}
      </Button>
      <Button href={linkTo(readFormCopy, at)}>{t('filing.formDocx')}</Button>
      {filing.receiptNumber === null ? null : (
        <span>
          {t('filing.receiptNumber')} {filing.receiptNumber} · {t('filing.code')}{' '}
          <code>{filing.verificationCode ?? '—'}</code>
          {filing.nationalReceiptNumber === null
            ? null
            : ` · ${t('filing.nationalReceipt')} ${filing.nationalReceiptNumber}`}
        </span>
      )}
    </>
  );
}
