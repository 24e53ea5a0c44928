// SPDX-License-Identifier: Apache-2.0
/** Resets by two administrators: asking for one, and deciding what another has asked for. */
import type { RowOf } from '@mingjing/contracts';
import { approveReset, askReset, declineReset, type listMembers, listResets } from '@mingjing/contracts/desk';
import { App, Button, Card, Form, Input, List, Modal, Space, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { showInstant } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';

type Reset = RowOf<typeof listResets>;

export function AskReset({
  member,
  what,
  onClose,
}: {
  readonly member: RowOf<typeof listMembers>;
  readonly what: Reset['what'];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm();
  const ask = useAction(
    ({ reason }: { reason: string }) =>
      call(askReset, { params: { id: member.userId }, body: { what, reason } }),
    {
      refresh: [listResets],
      onDone: () => {
        void message.success(t('people.resetAsked'));
        onClose();
      },
    },
  );
  return (
    <Modal
      open
      title={t('people.resetTitle', { name: member.displayName })}
      okText={t(what === 'password' ? 'people.resetPassword' : 'people.resetFactor')}
      confirmLoading={ask.busy}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemAlert error={ask.problem} />
      <Typography.Paragraph>{t(`people.resetKinds.${what}`)}</Typography.Paragraph>
      <Typography.Paragraph type="secondary">{t('people.resetText')}</Typography.Paragraph>
      <Form form={form} layout="vertical" onFinish={ask.run}>
        <Form.Item
          name="reason"
          label={t('people.resetReason')}
          rules={[{ required: true, min: 4, message: t('people.resetReason') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

export function WaitingResets() {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const resets = useRead(listResets, {});
  const approve = useApproval();
  const decline = useAction((id: string) => call(declineReset, { params: { id } }), {
    refresh: [listResets],
  });
  const rows = resets.data ?? [];
  if (rows.length === 0) return <ProblemAlert error={resets.error ?? approve.problem} />;
  return (
    <Card title={t('people.resets')} className={layout.below4}>
      <ProblemAlert error={approve.problem ?? decline.problem} />
      <List
        dataSource={[...rows]}
        renderItem={(reset) => (
          <List.Item>
            <div className={layout.grows}>
              <strong>{reset.displayName}</strong> · {t(`people.resetKinds.${reset.what}`)}
              <div>{reset.reason}</div>
              <Typography.Text type="secondary">
                {t('people.askedBy')} {reset.askedBy} · {showInstant(reset.askedAt)} · {t('people.until')}{' '}
                {showInstant(reset.expiresAt)}
              </Typography.Text>
              <Space wrap className={layout.above2}>
                {reset.mine ? (
                  <Typography.Text type="secondary">{t('people.resetAsked')}</Typography.Text>
                ) : (
                  <Button
                    type="primary"
                    size="small"
                    loading={approve.busy}
                    onClick={() =>
                      modal.confirm({
                        title: t('people.approveTitle', {
                          name: reset.displayName,
                          what: t(`people.resetKinds.${reset.what}`),
                        }),
                        content: t('people.approveText'),
                        okText: t('people.approve'),
                        onOk: () => approve.finish(reset),
                      })
                    }
                  >
                    {t('people.approve')}
                  </Button>
                )}
                <Button size="small" loading={decline.busy} onClick={() => decline.run(reset.id)}>
                  {t(reset.mine ? 'people.takeBack' : 'people.decline')}
                </Button>
              </Space>
            </div>
          </List.Item>
        )}
      />
    </Card>
  );
}

/** What was approved shows its one-time password once. */
function useApproval() {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  return useAction(
    (reset: Reset) => call(approveReset, { params: { id: reset.id } }).then((done) => ({ reset, ...done })),
    {
      refresh: [listResets],
      onDone: ({ reset, password }) => {
        if (password === null) return;
        modal.success({
          title: t('people.oneTime'),
          content: (
            <>
              <Typography.Paragraph>
                {t('people.oneTimeText', { name: reset.displayName })}
              </Typography.Paragraph>
              <Typography.Text copyable code data-testid="one-time">
                {password}
              </Typography.Text>
            </>
          ),
        });
      },
    },
  );
}
