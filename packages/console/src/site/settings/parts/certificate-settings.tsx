// SPDX-License-Identifier: Apache-2.0
/** The certificate of these pages: what is served, one's own by pasting, one signed by itself. */
import {
  dropTlsCertificate,
  readTlsCertificate,
  type ServedCertificate,
  selfSignTlsCertificate,
  uploadTlsCertificate,
} from '@mingjing/contracts/site';
import {
  Alert,
  App,
  Button,
  Card,
  Descriptions,
  Form,
  Input,
  Popconfirm,
  Select,
  Skeleton,
  Typography,
} from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import { showFieldProblems } from '../../../frame/field-problems.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { showInstant } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';
import { useSession } from '../../use-session.ts';

export function CertificateSettings() {
  const { t } = useTranslation();
  const certificate = useRead(readTlsCertificate, {});
  const isAdministrator = useSession().person?.role === 'administrator';
  const shown = certificate.data;
  const mayChange = isAdministrator && shown !== undefined && shown.source !== 'configuration';
  return (
    <>
      <ProblemAlert error={certificate.error} onRetry={() => void certificate.refetch()} />
      <Typography.Paragraph type="secondary">{t('settings.certificate.intro')}</Typography.Paragraph>
      {shown ? <Standing certificate={shown} /> : <Skeleton active />}
      {mayChange ? (
        <>
          <SelfSign key={shown.proposedNames.join()} proposed={shown.proposedNames} />
          <Upload />
          {shown.source === 'none' ? null : <Drop />}
        </>
      ) : null}
    </>
  );
}

function Standing({ certificate }: { readonly certificate: ServedCertificate }) {
  const { t } = useTranslation();
  const { source, servedNow, names, issuer, fromMs, toMs, fingerprint } = certificate;
  return (
    <>
      {servedNow ? null : (
        <Alert
          type="warning"
          showIcon
          className={layout.below3}
          title={t(source === 'none' ? 'settings.certificate.plain' : 'settings.certificate.nextStart')}
        />
      )}
      <Descriptions
        size="small"
        bordered
        column={1}
        className={layout.below4}
        items={[
          {
            key: 'source',
            label: t('settings.certificate.source'),
            children: t(`settings.certificate.of.${source}`),
          },
          ...(fingerprint === null
            ? []
            : [
                { key: 'names', label: t('settings.certificate.names'), children: names.join('、') },
                { key: 'issuer', label: t('settings.certificate.issuer'), children: issuer },
                {
                  key: 'time',
                  label: t('settings.certificate.time'),
                  children: `${showInstant(fromMs ?? 0)} – ${showInstant(toMs ?? 0)}`,
                },
                {
                  key: 'fingerprint',
                  label: t('settings.certificate.fingerprint'),
                  children: (
                    <Typography.Text code copyable className={layout.breaks}>
                      {fingerprint}
                    </Typography.Text>
                  ),
                },
              ]),
        ]}
      />
    </>
  );
}

function SelfSign({ proposed }: { readonly proposed: readonly string[] }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ names: string[] }>();
  const sign = useAction((body: { names: string[] }) => call(selfSignTlsCertificate, { body }), {
    refresh: [readTlsCertificate],
    onDone: () => message.success(t('common.saved')),
    onRefused: (problem) => showFieldProblems(form, problem),
  });
  return (
    <Card size="small" title={t('settings.certificate.selfSign')} className={layout.below3}>
      <Typography.Paragraph type="secondary">{t('settings.certificate.selfSignHint')}</Typography.Paragraph>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ names: [...proposed] }}
        onFinish={sign.run}
        className={layout.form}
      >
        <ProblemAlert error={sign.problem} />
        <Form.Item
          name="names"
          label={t('settings.certificate.names')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <Select mode="tags" tokenSeparators={[' ', ',', '，']} open={false} suffixIcon={null} />
        </Form.Item>
        <Button htmlType="submit" loading={sign.busy}>
          {t('settings.certificate.make')}
        </Button>
      </Form>
    </Card>
  );
}

function Upload() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ chain: string; key: string }>();
  const upload = useAction(
    (body: { readonly chain: string; readonly key: string }) => call(uploadTlsCertificate, { body }),
    {
      refresh: [readTlsCertificate],
      onDone: () => {
        form.resetFields();
        message.success(t('common.saved'));
      },
      onRefused: (problem) => showFieldProblems(form, problem),
    },
  );
  const required = { required: true, whitespace: true, message: t('common.required') };
  return (
    <Card size="small" title={t('settings.certificate.own')} className={layout.below3}>
      <Form form={form} layout="vertical" onFinish={upload.run} className={layout.form} autoComplete="off">
        <ProblemAlert error={upload.problem} />
        <Form.Item
          name="chain"
          label={t('settings.certificate.chain')}
          extra={t('settings.certificate.chainHint')}
          rules={[required]}
        >
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} placeholder="-----BEGIN CERTIFICATE-----" />
        </Form.Item>
        <Form.Item
          name="key"
          label={t('settings.certificate.key')}
          extra={t('settings.certificate.keyHint')}
          rules={[required]}
        >
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} placeholder="-----BEGIN PRIVATE KEY-----" />
        </Form.Item>
        <Button htmlType="submit" loading={upload.busy}>
          {t('settings.certificate.use')}
        </Button>
      </Form>
    </Card>
  );
}

function Drop() {
  const { t } = useTranslation();
  const drop = useAction(() => call(dropTlsCertificate), { refresh: [readTlsCertificate] });
  return (
    <>
      <ProblemAlert error={drop.problem} />
      <Popconfirm title={t('settings.certificate.dropHint')} onConfirm={() => drop.run()}>
        <Button danger loading={drop.busy}>
          {t('settings.certificate.drop')}
        </Button>
      </Popconfirm>
    </>
  );
}
