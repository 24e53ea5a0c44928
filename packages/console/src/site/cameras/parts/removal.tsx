// SPDX-License-Identifier: Apache-2.0
/** Taking a camera off the list: asked with its id and a reason, done when a second person agrees, taken back by keeping it. */
import { keepCamera, listCameras, removeCamera } from '@mingjing/contracts/site';
import { Alert, App, Button, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import type { Camera } from '../../api/footage.ts';

interface Typed {
  readonly confirm: string;
  readonly reason: string;
}

export function Removal({ camera, onClose }: { readonly camera: Camera; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  const remove = useAction((body: Typed) => call(removeCamera, { params: { camera: camera.id }, body }), {
    refresh: [listCameras],
    onDone: ({ removed }) => {
      message.success(t(removed ? 'cameras.removed' : 'cameras.removalWaits'));
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('cameras.removeTitle', { id: camera.id })}
      onCancel={onClose}
      okText={t(camera.removalAsked ? 'cameras.removeAgree' : 'common.delete')}
      okButtonProps={{ danger: true }}
      confirmLoading={remove.busy}
      onOk={() => form.submit()}
    >
      <Alert type="warning" showIcon title={t('cameras.removeText')} className={layout.below3} />
      {camera.removalAsked ? (
        <Alert
          type="info"
          title={t('cameras.removalAsked', { ...camera.removalAsked })}
          className={layout.below3}
        />
      ) : null}
      <ProblemAlert error={remove.problem} />
      <Form<Typed> form={form} layout="vertical" onFinish={remove.run}>
        <Form.Item
          name="confirm"
          label={t('cameras.removeConfirm', { id: camera.id })}
          rules={[
            {
              validator: (_, typed) =>
                typed === camera.id
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('cameras.removeConfirm', { id: camera.id }))),
            },
          ]}
        >
          <Input maxLength={64} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('common.reason')}
          rules={[{ required: true, min: 2, message: t('common.required') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** Takes the wish to remove it back. */
export function KeepCamera({ camera }: { readonly camera: Camera }) {
  const { t } = useTranslation();
  const keep = useAction(() => call(keepCamera, { params: { camera: camera.id } }), {
    refresh: [listCameras],
  });
  return (
    <Button size="small" loading={keep.busy} onClick={() => keep.run()}>
      {t('cameras.removeKeep')}
    </Button>
  );
}
