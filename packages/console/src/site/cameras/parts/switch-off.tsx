// SPDX-License-Identifier: Apache-2.0
/** Switching recording off: asked with a reason, done when a second person agrees, taken back by going on. */
import { listCameras } from '@mingjing/contracts/site';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import { type Camera, switchOffCamera, updateCamera } from '../../api/footage.ts';

export function SwitchOff({ camera, onClose }: { readonly camera: Camera; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ reason: string }>();
  const off = useAction(({ reason }: { readonly reason: string }) => switchOffCamera(camera.id, reason), {
    refresh: [listCameras],
    onDone: onClose,
  });
  return (
    <Modal
      open
      title={t('cameras.offTitle', { name: camera.name ?? camera.id })}
      onCancel={onClose}
      okText={t(camera.offAsked ? 'cameras.offAgree' : 'cameras.off')}
      okButtonProps={{ danger: true }}
      confirmLoading={off.busy}
      onOk={() => form.submit()}
    >
      <Alert type="warning" showIcon title={t('cameras.offText')} className={layout.below3} />
      {camera.offAsked ? (
        <Alert type="info" title={t('cameras.offAsked', { ...camera.offAsked })} className={layout.below3} />
      ) : null}
      <ProblemAlert error={off.problem} />
      <Form form={form} layout="vertical" onFinish={off.run}>
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

/** Takes the wish to switch off back. */
export function KeepOn({ camera }: { readonly camera: Camera }) {
  const { t } = useTranslation();
  const keep = useAction(() => updateCamera(camera.id, { enabled: true }), { refresh: [listCameras] });
  return (
    <Button size="small" loading={keep.busy} onClick={() => keep.run()}>
      {t('cameras.offKeep')}
    </Button>
  );
}
