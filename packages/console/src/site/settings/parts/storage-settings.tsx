// SPDX-License-Identifier: Apache-2.0
/** How long footage is kept at most and how much of the disk stays free. A shorter ceiling takes two people. */
import { changeStorage, readStorage, type Storage, withdrawStorage } from '@mingjing/contracts/site';
import { Alert, App, Button, Descriptions, Form, Input, InputNumber, Progress, Skeleton, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import { showFieldProblems } from '../../../frame/field-problems.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';
import { useSession } from '../../use-session.ts';

const gib = 2 ** 30;
const inGib = (bytes: number): string => (bytes / gib).toFixed(bytes < 10 * gib ? 2 : 0);

export function StorageSettings() {
  const storage = useRead(readStorage, {});
  return (
    <>
      <ProblemAlert error={storage.error} onRetry={() => void storage.refetch()} />
      {storage.data ? (
        <>
          <Disk storage={storage.data} />
          <StorageForm storage={storage.data} />
        </>
      ) : (
        <Skeleton active />
      )}
    </>
  );
}

function Disk({ storage: { disk, otherwise, reserveGib, requiredDays } }: { readonly storage: Storage }) {
  const { t } = useTranslation();
  const used = disk.totalBytes === 0 ? 0 : Math.round((1 - disk.freeBytes / disk.totalBytes) * 100);
  return (
    <Descriptions
      size="small"
      bordered
      column={{ xs: 1, md: 2 }}
      className={layout.below4}
      items={[
        {
          key: 'directory',
          label: t('settings.storage.directory'),
          children: <code className={layout.breaks}>{disk.directory}</code>,
        },
        {
          key: 'space',
          label: t('settings.storage.space'),
          children: (
            <>
              {t('settings.storage.freeOf', { free: inGib(disk.freeBytes), total: inGib(disk.totalBytes) })}
              <Progress percent={used} size="small" status="normal" />
            </>
          ),
        },
        { key: 'used', label: t('settings.storage.used'), children: `${inGib(disk.usedBytes)} GiB` },
        { key: 'perDay', label: t('settings.storage.perDay'), children: `${inGib(disk.bytesPerDay)} GiB` },
        {
          key: 'reserve',
          label: t('settings.storage.reserve'),
          children: `${reserveGib ?? otherwise.reserveGib} GiB`,
        },
        {
          key: 'forecast',
          label: t('settings.storage.forecast'),
          children:
            disk.forecastDays === null
              ? t('settings.storage.noForecast')
              : t('settings.storage.days', { days: Math.floor(disk.forecastDays), required: requiredDays }),
        },
      ]}
    />
  );
}

interface AskedProps {
  readonly storage: Storage;
  /** Somebody else wants to say yes: the form takes the days over and asks for a reason. */
  readonly onAgree: (ceilingDays: number | null) => void;
}

/** What somebody wants and a second person has not said yes to. */
function Asked({ storage: { asked }, onAgree }: AskedProps) {
  const { t } = useTranslation();
  const withdraw = useAction(() => call(withdrawStorage), { refresh: [readStorage] });
  if (!asked) return null;
  const days = asked.ceilingDays ?? '—';
  return (
    <Alert
      type="warning"
      showIcon
      className={layout.below3}
      title={t('settings.storage.asked', { by: asked.by, days, reason: asked.reason })}
      description={t('settings.storage.askedHint')}
      action={
        <Space wrap>
          <Button onClick={() => onAgree(asked.ceilingDays)}>{t('settings.storage.agree')}</Button>
          <Button loading={withdraw.busy} onClick={() => withdraw.run()}>
            {t('settings.storage.withdraw')}
          </Button>
        </Space>
      }
    />
  );
}

interface Fields {
  readonly ceilingDays: number | null;
  readonly reserveGib: number | null;
  readonly reason?: string;
}

function StorageForm({ storage }: { readonly storage: Storage }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const { person } = useSession();
  const mayChange = person?.role === 'administrator' || person?.role === 'manager';
  const ceiling = Form.useWatch('ceilingDays', form);
  const daysOf = (days: number | null | undefined) =>
    days ?? storage.otherwise.ceilingDays ?? Number.POSITIVE_INFINITY;
  const isShorter = ceiling !== undefined && daysOf(ceiling) < daysOf(storage.ceilingDays);
  const save = useAction(
    ({ ceilingDays, reserveGib, reason }: Fields) =>
      call(changeStorage, {
        body: {
          ceilingDays: ceilingDays ?? null,
          reserveGib: reserveGib ?? null,
          ...(isShorter && reason !== undefined && { reason }),
        },
      }),
    {
      refresh: [readStorage],
      onDone: (done) => {
        form.setFieldsValue({ ceilingDays: done.ceilingDays, reserveGib: done.reserveGib, reason: '' });
        message.success(t(done.asked ? 'settings.storage.waits' : 'common.saved'));
      },
      onRefused: (problem) => showFieldProblems(form, problem),
    },
  );
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      disabled={!mayChange}
      className={layout.form}
      initialValues={{ ceilingDays: storage.ceilingDays, reserveGib: storage.reserveGib }}
      onFinish={save.run}
    >
      <Asked storage={storage} onAgree={(ceilingDays) => form.setFieldsValue({ ceilingDays })} />
      <ProblemAlert error={save.problem} />
      <LimitFields storage={storage} />
      {isShorter ? <Shorter /> : null}
      <Space>
        <Button type="primary" htmlType="submit" loading={save.busy}>
          {t(isShorter ? 'settings.storage.askOrAgree' : 'common.save')}
        </Button>
      </Space>
    </Form>
  );
}

/** Footage goes that would have stayed: somebody says why. */
function Shorter() {
  const { t } = useTranslation();
  return (
    <>
      <Alert type="warning" showIcon title={t('settings.storage.shorter')} className={layout.below3} />
      <Form.Item
        name="reason"
        label={t('common.reason')}
        rules={[{ required: true, min: 2, message: t('common.required') }]}
      >
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
      </Form.Item>
    </>
  );
}

function LimitFields({ storage }: { readonly storage: Storage }) {
  const { t } = useTranslation();
  const { otherwise, requiredDays } = storage;
  return (
    <>
      <Form.Item
        name="ceilingDays"
        label={t('settings.storage.ceiling')}
        extra={t('settings.storage.ceilingHint', {
          required: requiredDays,
          otherwise: otherwise.ceilingDays ?? t('settings.storage.noCeiling'),
        })}
        rules={[
          {
            type: 'number',
            min: requiredDays,
            message: t('settings.storage.ceilingBelow', { required: requiredDays }),
          },
        ]}
      >
        <InputNumber min={1} max={3650} precision={0} addonAfter={t('settings.storage.daysUnit')} />
      </Form.Item>
      <Form.Item
        name="reserveGib"
        label={t('settings.storage.reserve')}
        extra={t('settings.storage.reserveHint', { otherwise: otherwise.reserveGib })}
      >
        <InputNumber min={0.1} max={10_000} addonAfter="GiB" />
      </Form.Item>
    </>
  );
}
