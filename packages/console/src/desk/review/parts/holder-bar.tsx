// SPDX-License-Identifier: Apache-2.0
/** In whose hands a filing is and since when; taking it over, handing it on, putting it back. */
import {
  type FilingView,
  handOverFiling,
  listFilings,
  readFiling,
  readWorkbench,
} from '@mingjing/contracts/desk';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { showInstant } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
import { keyOf } from '../../../frame/use-read.ts';
import { useDeskSession, useMay } from '../../use-role.ts';

type Task = 'take' | 'hand' | 'free';

export function HolderBar({ filing }: { readonly filing: FilingView }) {
  const { t } = useTranslation();
  const session = useDeskSession();
  const may = useMay(handOverFiling);
  const [task, setTask] = useState<Task>();
  if (filing.status !== 'accepted') return null;
  const { held } = filing;
  const mine = held !== null && held.userId === session?.user?.id;
  const isHead = session?.role === 'organHead';
  const said =
    held === null
      ? t('filing.holder.free')
      : t(mine ? 'filing.holder.mine' : 'filing.holder.other', {
          name: held.name,
          since: held.since === null ? '—' : showInstant(held.since),
        });
  return (
    <>
      <Alert
        type={mine || held === null ? 'info' : 'warning'}
        showIcon
        className={layout.below3}
        title={said}
        action={
          may ? (
            <Space wrap>
              {mine || isHead ? null : (
                <Button size="small" onClick={() => setTask('take')}>
                  {t('filing.holder.take')}
                </Button>
              )}
              {mine || isHead ? (
                <Button size="small" onClick={() => setTask('hand')}>
                  {t(isHead ? 'filing.holder.name' : 'filing.holder.hand')}
                </Button>
              ) : null}
              {held !== null && (mine || isHead) ? (
                <Button size="small" onClick={() => setTask('free')}>
                  {t('filing.holder.release')}
                </Button>
              ) : null}
            </Space>
          ) : undefined
        }
      />
      {task ? <HandOver filing={filing} task={task} onClose={() => setTask(undefined)} /> : null}
    </>
  );
}

function HandOver({
  filing,
  task,
  onClose,
}: {
  readonly filing: FilingView;
  readonly task: Task;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const session = useDeskSession();
  const [form] = Form.useForm();
  const move = useAction(
    ({ to, reason }: { to?: string; reason: string }) =>
      call(handOverFiling, {
        params: { id: filing.id },
        body: {
          version: filing.version,
          to: task === 'free' ? null : task === 'take' ? (session?.user?.id ?? null) : (to ?? null),
          reason,
        },
      }),
    {
      refresh: [readWorkbench, listFilings],
      onDone: (changed) => {
        queries.setQueryData(keyOf(readFiling, { params: { id: filing.id } }), changed);
        onClose();
      },
    },
  );
  const required = { required: true, message: t('common.required') };
  const title = {
    take: 'filing.holder.take',
    hand: 'filing.holder.hand',
    free: 'filing.holder.release',
  } as const;
  return (
    <Modal
      open
      title={t(title[task])}
      onCancel={onClose}
      okText={t(title[task])}
      confirmLoading={move.busy}
      onOk={() => form.submit()}
    >
      <ProblemAlert error={move.problem} />
      <Form form={form} layout="vertical" onFinish={move.run}>
        {task === 'hand' ? (
          <Form.Item name="to" label={t('filing.holder.to')} rules={[required]}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={filing.mayBeHeldBy
                .filter(({ userId }) => userId !== filing.held?.userId)
                .map(({ userId, name }) => ({ value: userId, label: name }))}
            />
          </Form.Item>
        ) : null}
        <Form.Item name="reason" label={t('filing.holder.reason')} rules={[required, { min: 2 }]}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
