// SPDX-License-Identifier: Apache-2.0
/** The clock held against time servers: how far apart, and what to do where it is too far. */
import {
  type Clock,
  type ClockReading,
  changeTimeServers,
  confirmClock,
  measureClock,
  readClock,
} from '@mingjing/contracts/site';
import { Alert, App, Button, Empty, Form, Input, Skeleton, Space, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import { showFieldProblems } from '../../../frame/field-problems.ts';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { ScrollingTable } from '../../../frame/scrolling-table.tsx';
import { showInstant } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';
import { useSession } from '../../use-session.ts';

export function ClockSettings() {
  const { t } = useTranslation();
  const clock = useRead(readClock, {}, { refetchInterval: 10_000 });
  const role = useSession().person?.role;
  return (
    <>
      <ProblemAlert error={clock.error} onRetry={() => void clock.refetch()} />
      <Typography.Paragraph type="secondary">{t('settings.clock.intro')}</Typography.Paragraph>
      {clock.data ? (
        <>
          <Standing clock={clock.data} />
          <Readings servers={clock.data.servers} />
          <Acts role={role} />
          <Servers servers={clock.data.servers} mayChange={role === 'administrator'} />
        </>
      ) : (
        <Skeleton active />
      )}
    </>
  );
}

function Standing({ clock: { offsetMs, toleratedMs, trusted, reason, nowMs } }: { readonly clock: Clock }) {
  const { t } = useTranslation();
  const seconds = offsetMs === null ? '' : (Math.abs(offsetMs) / 1000).toFixed(1);
  return (
    <Space orientation="vertical" className={`${layout.full} ${layout.below3}`}>
      <span>
        {t('settings.clock.now')} <strong className="tabular">{showInstant(nowMs)}</strong>
      </span>
      {offsetMs === null ? (
        <Alert type="info" showIcon title={t('settings.clock.unknown')} />
      ) : (
        <Alert
          type={Math.abs(offsetMs) > toleratedMs ? 'error' : 'success'}
          showIcon
          title={t(offsetMs > 0 ? 'settings.clock.behind' : 'settings.clock.ahead', { seconds })}
        />
      )}
      {trusted ? null : (
        <Alert type="warning" showIcon title={t('settings.clock.untrusted')} description={reason} />
      )}
    </Space>
  );
}

function Readings({ servers }: { readonly servers: readonly ClockReading[] }) {
  const { t } = useTranslation();
  const language = currentLanguage() === 'en' ? 'en' : 'zh';
  const ms = (value: number | null) => (value === null ? '—' : t('settings.clock.ms', { value }));
  return (
    <ScrollingTable<ClockReading>
      rowKey="server"
      size="small"
      scroll={{ x: 640 }}
      pagination={false}
      dataSource={[...servers]}
      className={layout.below3}
      locale={{ emptyText: <Empty description={t('settings.clock.none')} /> }}
      columns={[
        { title: t('settings.clock.server'), dataIndex: 'server' },
        {
          title: t('settings.clock.offset'),
          align: 'right',
          render: (_, { offsetMs, trouble }) => (trouble ? trouble[language] : ms(offsetMs)),
        },
        { title: t('settings.clock.delay'), align: 'right', render: (_, { delayMs }) => ms(delayMs) },
        { title: t('settings.clock.stratum'), align: 'right', render: (_, { stratum }) => stratum ?? '—' },
        {
          title: t('settings.clock.at'),
          render: (_, { atMs }) => (atMs === null ? t('settings.clock.notYet') : showInstant(atMs)),
        },
      ]}
    />
  );
}

function Acts({ role }: { readonly role: string | undefined }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const measure = useAction(() => call(measureClock), { refresh: [readClock] });
  const confirm = useAction(() => call(confirmClock), {
    refresh: [readClock],
    onDone: () => message.success(t('common.saved')),
  });
  if (role === 'auditor') return null;
  return (
    <div className={layout.below4}>
      <ProblemAlert error={measure.problem ?? confirm.problem} />
      <Space wrap>
        <Button loading={measure.busy} onClick={() => measure.run()}>
          {t('settings.clock.measure')}
        </Button>
        {role === 'administrator' ? (
          <Button loading={confirm.busy} onClick={() => confirm.run()}>
            {t('settings.clock.confirm')}
          </Button>
        ) : null}
      </Space>
    </div>
  );
}

interface ServersProps {
  readonly servers: readonly ClockReading[];
  readonly mayChange: boolean;
}

function Servers({ servers, mayChange }: ServersProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ servers: string[] }>();
  const save = useAction(
    ({ servers: named }: { readonly servers: string[] }) =>
      call(changeTimeServers, { body: { servers: named } }),
    {
      refresh: [readClock],
      onDone: () => message.success(t('common.saved')),
      onRefused: (problem) => showFieldProblems(form, problem),
    },
  );
  return (
    <Form
      form={form}
      layout="vertical"
      disabled={!mayChange}
      className={layout.form}
      initialValues={{ servers: servers.map(({ server }) => server) }}
      onFinish={save.run}
    >
      <ProblemAlert error={save.problem} />
      <Form.List name="servers">
        {(fields, { add, remove }) => (
          <Form.Item label={t('settings.clock.servers')} extra={t('settings.clock.serversHint')}>
            {fields.map(({ key, name }) => (
              <Space key={key} align="start" className={layout.row}>
                <Form.Item
                  name={name}
                  rules={[{ required: true, whitespace: true, message: t('common.required') }]}
                  className={layout.below2}
                >
                  <Input
                    maxLength={253}
                    aria-label={t('settings.clock.server')}
                    className={layout.fieldWide}
                  />
                </Form.Item>
                <Button onClick={() => remove(name)}>{t('common.delete')}</Button>
              </Space>
            ))}
            <Button onClick={() => add('')} disabled={fields.length >= 8}>
              {t('common.add')}
            </Button>
          </Form.Item>
        )}
      </Form.List>
      <Button type="primary" htmlType="submit" loading={save.busy}>
        {t('common.save')}
      </Button>
    </Form>
  );
}
