// SPDX-License-Identifier: Apache-2.0
/** A one-time code to enrol a recorder with, as text and QR; and the way to take an enrolment back. */
import { issueEnrolmentCode, listUnitRecorders, revokeRecorder } from '@mingjing/contracts/desk';
import { Alert, Button, Form, Input, Modal, QRCode, Space, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { showInstant } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
import { useMay } from '../../use-role.ts';

export function IssueCode({ unitId }: { readonly unitId: string }) {
  const { t } = useTranslation();
  const may = useMay(issueEnrolmentCode);
  const issue = useAction(() => call(issueEnrolmentCode, { params: { id: unitId } }));
  if (!may) return null;
  const platform = location.origin;
  return (
    <div className={layout.below4}>
      <Button onClick={() => issue.run()} loading={issue.busy}>
        {t('recorders.issue')}
      </Button>
      <ProblemAlert error={issue.problem} />
      {issue.done ? (
        <Alert
          className={layout.above3}
          type="success"
          title={t('recorders.codeTitle')}
          description={
            <Space wrap align="start" size={24}>
              <QRCode value={`${platform}#${issue.done.code}`} />
              <div>
                <Typography.Paragraph>
                  {t('recorders.codeHint', { until: showInstant(issue.done.expiresAt) })}
                </Typography.Paragraph>
                <Typography.Paragraph copyable={{ text: platform }}>
                  {t('recorders.platform')}：<code>{platform}</code>
                </Typography.Paragraph>
                <Typography.Paragraph copyable={{ text: issue.done.code }} className={layout.large}>
                  {t('recorders.code')}：<code>{issue.done.code}</code>
                </Typography.Paragraph>
              </div>
            </Space>
          }
        />
      ) : null}
    </div>
  );
}

export function Revoke({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const may = useMay(revokeRecorder);
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ reason: string }>();
  const revoke = useAction((body: { reason: string }) => call(revokeRecorder, { params: { id }, body }), {
    refresh: [listUnitRecorders],
    onDone: () => setOpen(false),
  });
  if (!may) return null;
  return (
    <>
      <Button danger size="small" onClick={() => setOpen(true)}>
        {t('recorders.revoke')}
      </Button>
      <Modal
        open={open}
        title={t('recorders.revoke')}
        okText={t('recorders.revoke')}
        okButtonProps={{ danger: true, loading: revoke.busy }}
        onCancel={() => setOpen(false)}
        onOk={() => form.submit()}
        destroyOnHidden
      >
        <Typography.Paragraph>{t('recorders.revokeHint')}</Typography.Paragraph>
        <ProblemAlert error={revoke.problem} />
        <Form form={form} layout="vertical" onFinish={revoke.run}>
          <Form.Item
            name="reason"
            label={t('recorders.revokeReason')}
            rules={[{ required: true, whitespace: true, message: t('common.required') }]}
          >
            <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
          </Form.Item>
        </Form>
      </Modal>
    </>
  );
}
