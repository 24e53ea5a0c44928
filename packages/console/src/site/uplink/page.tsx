// SPDX-License-Identifier: Apache-2.0
/** How it stands with the platform of the police: joined or not, what waits, what it noticed, what it asked. */
import type { AnswerOf } from '@mingjing/contracts';
import { enrolUplink, readUplink } from '@mingjing/contracts/site';
import {
  Alert,
  Button,
  Card,
  Checkbox,
  Collapse,
  Descriptions,
  Empty,
  Form,
  Input,
  Tag,
  Typography,
} from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../frame/call.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { ScrollingTable } from '../../frame/scrolling-table.tsx';
import { showInstant } from '../../frame/time.ts';
import { useAction } from '../../frame/use-action.ts';
import { useRead } from '../../frame/use-read.ts';
import { useSession } from '../use-session.ts';

type Enrolled = NonNullable<AnswerOf<typeof readUplink>['enrolled']>;
type Asked = Enrolled['challenges'][number];
const refreshMs = 5000;

export function UplinkPage() {
  const { t } = useTranslation();
  const { person } = useSession();
  const status = useRead(readUplink, {}, { refetchInterval: refreshMs });
  const enrolled = status.data?.enrolled;
  const mayEnrol = person?.role === 'administrator';
  return (
    <>
      <Typography.Title level={1}>{t('uplink.title')}</Typography.Title>
      <Alert type="info" showIcon title={t('uplink.intro')} className={layout.below4} />
      <ProblemAlert error={status.error} onRetry={() => void status.refetch()} />
      {enrolled === null ? (
        <Card title={t('uplink.notYet')}>
          <Typography.Paragraph>{t('uplink.notYetHint')}</Typography.Paragraph>
          {mayEnrol ? <EnrolForm /> : null}
        </Card>
      ) : null}
      {enrolled ? (
        <>
          <Standing enrolled={enrolled} />
          <Challenges rows={enrolled.challenges} />
          {mayEnrol ? (
            <Collapse
              items={[{ key: 'again', label: t('uplink.again'), children: <EnrolForm now={enrolled} /> }]}
              className={layout.above4}
            />
          ) : null}
        </>
      ) : null}
    </>
  );
}

interface EnrolFields {
  readonly platform: string;
  readonly code: string;
  readonly leaving?: boolean;
}

/** A scanned code is `address#code`: pasted whole it fills both fields. `now`: where it reports until it is changed. */
function EnrolForm({ now }: { readonly now?: Enrolled }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<EnrolFields>();
  const enrol = useAction(
    ({ leaving, ...body }: EnrolFields) =>
      call(enrolUplink, { body: { ...body, ...(now && leaving ? { leaves: now.platform } : {}) } }),
    { refresh: [readUplink] },
  );
  const required = { required: true, whitespace: true, message: t('common.required') };
  return (
    <Form form={form} layout="vertical" onFinish={enrol.run} className={layout.form}>
      <ProblemAlert error={enrol.problem} />
      <Form.Item name="platform" label={t('uplink.platform')} rules={[required]}>
        <Input placeholder={t('uplink.platformHint')} maxLength={300} inputMode="url" />
      </Form.Item>
      <Form.Item name="code" label={t('uplink.code')} rules={[required]}>
        <Input
          maxLength={340}
          autoCapitalize="characters"
          onChange={({ target }) => {
            const [platform = '', code = ''] = target.value.trim().split('#');
            if (code !== '' && URL.canParse(platform)) form.setFieldsValue({ platform, code });
          }}
        />
      </Form.Item>
      {now ? (
        <Form.Item name="leaving" valuePropName="checked" extra={t('uplink.leavingHint')}>
          <Checkbox>{t('uplink.leaving', { platform: now.platform })}</Checkbox>
        </Form.Item>
      ) : null}
      <Button type="primary" htmlType="submit" loading={enrol.busy}>
        {t('uplink.enrol')}
      </Button>
    </Form>
  );
}

function Standing({ enrolled }: { readonly enrolled: Enrolled }) {
  const { t } = useTranslation();
  const { refusal, findings, lastTakenMs, isListening, waiting } = enrolled;
  return (
    <Card className={layout.below4} title={enrolled.unitName} extra={<code>{enrolled.platform}</code>}>
      {refusal === null ? null : (
        <Alert
          type={refusal === 'unreachable' ? 'warning' : 'error'}
          showIcon
          className={layout.below3}
          title={t('uplink.refusal', { code: refusal })}
          description={t(`uplink.refusalHint.${refusal}`, { defaultValue: t('uplink.refusalHint.other') })}
        />
      )}
      {findings.length === 0 ? null : (
        <Alert
          type="error"
          showIcon
          className={layout.below3}
          title={t('uplink.findings', { kinds: findings.join(', ') })}
        />
      )}
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2 }}
        items={[
          {
            key: 'fingerprint',
            label: t('uplink.fingerprint'),
            children: <code>{enrolled.fingerprint}</code>,
          },
          { key: 'since', label: t('uplink.since'), children: showInstant(enrolled.sinceMs) },
          {
            key: 'last',
            label: t('uplink.lastTaken'),
            children: lastTakenMs === null ? t('uplink.never') : showInstant(lastTakenMs),
          },
          { key: 'waiting', label: t('uplink.waiting'), children: waiting },
          {
            key: 'line',
            label: t('uplink.line'),
            children: (
              <Tag color={isListening ? 'green' : 'default'}>
                {t(isListening ? 'uplink.listening' : 'uplink.polling')}
              </Tag>
            ),
          },
          {
            key: 'witnessed',
            label: t('uplink.witnessed'),
            children: t('uplink.entries', { count: enrolled.witnessedSize }),
          },
          {
            key: 'platformLog',
            label: t('uplink.platformLog'),
            children: t('uplink.entries', { count: enrolled.platformLogSize }),
          },
        ]}
      />
    </Card>
  );
}

const colours = { owed: 'blue', answered: 'green', refused: 'red', missed: 'orange' } as const;

function Challenges({ rows }: { readonly rows: readonly Asked[] }) {
  const { t } = useTranslation();
  return (
    <Card title={t('uplink.challenges')}>
      <ScrollingTable<Asked>
        rowKey={({ id, atMs }) => `${id}/${atMs}`}
        dataSource={[...rows]}
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        scroll={{ x: 760 }}
        locale={{ emptyText: <Empty description={t('uplink.noChallenges')} /> }}
        columns={[
          {
            title: t('uplink.range'),
            render: (_, { fromMs, toMs }) => (
              <>
                {showInstant(fromMs)}
                <br />
                {showInstant(toMs)}
              </>
            ),
          },
          { title: t('uplink.size'), render: (_, one) => t('uplink.samples', { ...one }) },
          {
            title: t('uplink.answer'),
            render: (_, { state, session }) => (
              <>
                <Tag color={colours[state]}>{t(`uplink.state.${state}`)}</Tag>
                {session === null ? null : t('uplink.register', { number: session })}
              </>
            ),
          },
          {
            title: t('uplink.found'),
            render: (_, { verdict }) =>
              verdict
                ? t('uplink.verdict', { ...verdict, bound: `${(verdict.heldAtLeast * 100).toFixed(1)} %` })
                : '',
          },
        ]}
      />
    </Card>
  );
}
