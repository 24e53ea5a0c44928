// SPDX-License-Identifier: Apache-2.0
/** Alarms by mail and webhook: where to, quiet hours, a trial. Passwords and secrets are typed or shown once, never again. */
import type { AnswerOf, BodyOf } from '@mingjing/contracts';
import {
  changeNotices,
  listNoticeDeliveries,
  type NoticeChannel,
  readNotices,
  renewNoticeSecret,
  testNotices,
} from '@mingjing/contracts/site';
import {
  Alert,
  App,
  Button,
  Card,
  Form,
  Input,
  InputNumber,
  Select,
  Skeleton,
  Space,
  Switch,
  Typography,
} from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import { showFieldProblems } from '../../../frame/field-problems.ts';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';
import { useSession } from '../../use-session.ts';
import { NoticeDeliveries } from './notice-deliveries.tsx';

type Shown = AnswerOf<typeof readNotices>;
type Body = BodyOf<typeof changeNotices>;

interface Fields {
  readonly mailOn: boolean;
  readonly mail?: NonNullable<Body['mail']>;
  readonly webhookOn: boolean;
  readonly webhook?: NonNullable<Body['webhook']>;
  readonly quietOn: boolean;
  readonly quiet?: NonNullable<Body['quiet']>;
  readonly waits: string[];
}

export function NoticeSettings() {
  const { t } = useTranslation();
  const notices = useRead(readNotices, {});
  return (
    <>
      <ProblemAlert error={notices.error} onRetry={() => void notices.refetch()} />
      <Typography.Paragraph type="secondary">{t('settings.notices.intro')}</Typography.Paragraph>
      {notices.data ? <NoticeForm shown={notices.data} /> : <Skeleton active />}
      <NoticeDeliveries />
    </>
  );
}

const toFields = ({ mail, webhook, quiet, waits }: Shown): Fields => ({
  mailOn: mail !== null,
  mail: mail ?? { host: '', port: 465, security: 'tls', user: '', from: '', to: [] },
  webhookOn: webhook !== null,
  ...(webhook && { webhook }),
  quietOn: quiet !== null,
  quiet: quiet ?? { from: '22:00', to: '07:00' },
  waits: [...waits],
});

const toBody = ({ mailOn, mail, webhookOn, webhook, quietOn, quiet, waits }: Fields): Body => ({
  mail: mailOn && mail ? { ...mail, user: mail.user ?? '' } : null,
  webhook: webhookOn ? { url: webhook?.url ?? '' } : null,
  quiet: quietOn && quiet ? quiet : null,
  waits,
});

function NoticeForm({ shown }: { readonly shown: Shown }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const mayChange = useSession().person?.role === 'administrator';
  const [mailOn, webhookOn, quietOn] = [
    Form.useWatch('mailOn', form),
    Form.useWatch('webhookOn', form),
    Form.useWatch('quietOn', form),
  ];
  const save = useAction((fields: Fields) => call(changeNotices, { body: toBody(fields) }), {
    refresh: [readNotices, listNoticeDeliveries],
    onDone: (done) => {
      form.setFieldsValue(toFields(done));
      form.setFieldValue(['mail', 'password'], undefined);
      message.success(t('common.saved'));
    },
    onRefused: (problem) => showFieldProblems(form, problem),
  });
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      disabled={!mayChange}
      initialValues={toFields(shown)}
      onFinish={save.run}
      className={layout.formWide}
    >
      <ProblemAlert error={save.problem} />
      {mayChange ? null : (
        <Alert type="info" title={t('settings.onlyAdministrator')} className={layout.below3} />
      )}
      <Card
        size="small"
        title={t('settings.notices.mail')}
        extra={<OnOff name="mailOn" />}
        className={layout.below3}
      >
        {mailOn ? <MailFields hasPassword={shown.mail?.hasPassword === true} /> : <Off />}
        {mailOn && shown.mail && mayChange ? <Trial channel="mail" /> : null}
      </Card>
      <Card
        size="small"
        title={t('settings.notices.webhook')}
        extra={<OnOff name="webhookOn" />}
        className={layout.below3}
      >
        <WebhookFields isOn={webhookOn === true} shown={shown} mayChange={mayChange} />
      </Card>
      <Card
        size="small"
        title={t('settings.notices.quiet')}
        extra={<OnOff name="quietOn" />}
        className={layout.below3}
      >
        {quietOn ? <QuietFields kinds={shown.kinds} /> : <Off />}
      </Card>
      <Button type="primary" htmlType="submit" loading={save.busy}>
        {t('common.save')}
      </Button>
    </Form>
  );
}

interface WebhookFieldsProps {
  readonly isOn: boolean;
  readonly shown: Shown;
  readonly mayChange: boolean;
}

function WebhookFields({ isOn, shown, mayChange }: WebhookFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      {isOn ? (
        <Form.Item
          name={['webhook', 'url']}
          label={t('settings.notices.url')}
          extra={t('settings.notices.urlHint')}
        >
          <Input maxLength={500} placeholder="https://" inputMode="url" />
        </Form.Item>
      ) : (
        <Off />
      )}
      {isOn && shown.webhook ? (
        <>
          <Secret hasSecret={shown.webhook.hasSecret} mayChange={mayChange} />
          {mayChange ? <Trial channel="webhook" /> : null}
        </>
      ) : null}
    </>
  );
}

function OnOff({ name }: { readonly name: 'mailOn' | 'webhookOn' | 'quietOn' }) {
  const { t } = useTranslation();
  return (
    <Form.Item name={name} valuePropName="checked" noStyle>
      <Switch aria-label={t(`settings.notices.${name}`)} />
    </Form.Item>
  );
}

function Off() {
  const { t } = useTranslation();
  return <Typography.Text type="secondary">{t('settings.notices.off')}</Typography.Text>;
}

function MailFields({ hasPassword }: { readonly hasPassword: boolean }) {
  const { t } = useTranslation();
  const required = { required: true, whitespace: true, message: t('common.required') };
  const form = Form.useFormInstance<Fields>();
  const ports = { tls: 465, starttls: 587, none: 25 } as const;
  return (
    <>
      <Space wrap align="start" size={[16, 0]}>
        <Form.Item name={['mail', 'host']} label={t('settings.notices.host')} rules={[required]}>
          <Input maxLength={255} placeholder="smtp.example.com" className={layout.fieldWide} />
        </Form.Item>
        <Form.Item name={['mail', 'security']} label={t('settings.notices.security')}>
          <Select
            className={layout.fieldWide}
            options={(['tls', 'starttls', 'none'] as const).map((value) => ({
              value,
              label: t(`settings.notices.securityOf.${value}`),
            }))}
            onChange={(value: keyof typeof ports) => form.setFieldValue(['mail', 'port'], ports[value])}
          />
        </Form.Item>
        <Form.Item
          name={['mail', 'port']}
          label={t('settings.notices.port')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <InputNumber min={1} max={65_535} precision={0} className={layout.fieldNarrow} />
        </Form.Item>
      </Space>
      <Space wrap align="start" size={[16, 0]}>
        <Form.Item
          name={['mail', 'user']}
          label={t('settings.notices.user')}
          extra={t('settings.notices.userHint')}
        >
          <Input maxLength={200} autoComplete="off" className={layout.fieldWide} />
        </Form.Item>
        <Form.Item
          name={['mail', 'password']}
          label={t('settings.notices.password')}
          extra={t(hasPassword ? 'settings.notices.passwordKept' : 'settings.notices.passwordHint')}
        >
          <Input.Password maxLength={500} autoComplete="new-password" className={layout.fieldWide} />
        </Form.Item>
      </Space>
      <Form.Item name={['mail', 'from']} label={t('settings.notices.from')} rules={[required]}>
        <Input maxLength={200} placeholder="alarm@example.com" className={layout.fieldWide} />
      </Form.Item>
      <Form.List name={['mail', 'to']}>
        {(fields, { add, remove }) => (
          <Form.Item label={t('settings.notices.to')} required>
            {fields.map(({ key, name }) => (
              <Space key={key} align="start" className={layout.row}>
                <Form.Item name={name} rules={[required]} className={layout.below2}>
                  <Input maxLength={200} aria-label={t('settings.notices.to')} className={layout.fieldWide} />
                </Form.Item>
                <Button onClick={() => remove(name)}>{t('common.delete')}</Button>
              </Space>
            ))}
            <Button onClick={() => add('')} disabled={fields.length >= 20}>
              {t('settings.notices.addRecipient')}
            </Button>
          </Form.Item>
        )}
      </Form.List>
    </>
  );
}

function QuietFields({ kinds }: { readonly kinds: Shown['kinds'] }) {
  const { t } = useTranslation();
  const language = currentLanguage() === 'en' ? 'en' : 'zh';
  const critical = kinds.filter(({ critical: is }) => is).map(({ words }) => words[language]);
  return (
    <>
      <Space wrap align="start" size={[16, 0]}>
        <Form.Item name={['quiet', 'from']} label={t('settings.notices.quietFrom')}>
          <Input type="time" className={layout.fieldNarrow} />
        </Form.Item>
        <Form.Item name={['quiet', 'to']} label={t('settings.notices.quietTo')}>
          <Input type="time" className={layout.fieldNarrow} />
        </Form.Item>
      </Space>
      <Form.Item name="waits" label={t('settings.notices.waits')} extra={t('settings.notices.waitsHint')}>
        <Select
          mode="multiple"
          allowClear
          optionFilterProp="label"
          options={kinds
            .filter(({ critical: is }) => !is)
            .map(({ kind, words }) => ({ value: kind, label: words[language] }))}
        />
      </Form.Item>
      <Typography.Paragraph type="secondary" className={layout.below0}>
        {t('settings.notices.always', { kinds: critical.join(language === 'en' ? ', ' : '、') })}
      </Typography.Paragraph>
    </>
  );
}

/** The secret is shown when it is made, and never again. */
function Secret({ hasSecret, mayChange }: { readonly hasSecret: boolean; readonly mayChange: boolean }) {
  const { t } = useTranslation();
  const renew = useAction(() => call(renewNoticeSecret), { refresh: [readNotices] });
  return (
    <div className={layout.below3}>
      <ProblemAlert error={renew.problem} />
      {renew.done ? (
        <Alert
          type="success"
          title={t('settings.notices.secretOnce')}
          description={
            <Typography.Text code copyable className={layout.breaks}>
              {renew.done.secret}
            </Typography.Text>
          }
          className={layout.below2}
        />
      ) : null}
      {hasSecret || renew.done ? null : (
        <Alert type="warning" title={t('settings.notices.noSecret')} className={layout.below2} />
      )}
      {mayChange ? (
        <Button loading={renew.busy} onClick={() => renew.run()}>
          {t(hasSecret ? 'settings.notices.renewSecret' : 'settings.notices.makeSecret')}
        </Button>
      ) : null}
    </div>
  );
}

/** Tries what is saved, not what is only typed. */
function Trial({ channel }: { readonly channel: NoticeChannel }) {
  const { t } = useTranslation();
  const language = currentLanguage() === 'en' ? 'en' : 'zh';
  const attempt = useAction(() => call(testNotices, { body: { channel } }), {
    refresh: [listNoticeDeliveries],
  });
  const { done } = attempt;
  return (
    <>
      <ProblemAlert error={attempt.problem} />
      <Space wrap>
        <Button loading={attempt.busy} onClick={() => attempt.run()}>
          {t('settings.notices.try')}
        </Button>
        {done ? (
          <Alert
            type={done.kind === 'sent' ? 'success' : 'error'}
            showIcon
            title={done.kind === 'sent' ? t('settings.notices.sent') : done.sentence[language]}
          />
        ) : (
          <Typography.Text type="secondary">{t('settings.notices.tryHint')}</Typography.Text>
        )}
      </Space>
    </>
  );
}
