// SPDX-License-Identifier: Apache-2.0
/** Adding or changing a camera. The test says in words why an address does not work. */
import { Alert, Button, Form, Input, Modal, Radio, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { RequestRefused } from '../../../frame/request.ts';
import {
  addCamera,
  type Camera,
  type CameraChange,
  type CameraTest,
  testCamera,
  updateCamera,
} from '../../api/footage.ts';

interface Fields {
  readonly id: string;
  readonly name?: string;
  readonly url?: string;
  readonly transport: 'tcp' | 'udp';
  readonly enabled: boolean;
  readonly recordAudio: boolean;
}

export function CameraForm({
  camera,
  onClose,
}: {
  readonly camera: Camera | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);

  const save = async ({ id, name, url, ...rest }: Fields) => {
    setBusy(true);
    setProblem(undefined);
    const change: CameraChange = {
      ...rest,
      ...(name === undefined ? {} : { name }),
      ...(url ? { url } : {}),
    };
    try {
      if (camera) await updateCamera(camera.id, change);
      else await addCamera({ ...change, id, url: url ?? '' });
      onClose();
    } catch (error) {
      setProblem(error);
      if (error instanceof RequestRefused && error.problem.fields)
        form.setFields(
          Object.entries(error.problem.fields).map(([name, why]) => ({
            name: name as keyof Fields,
            errors: [why],
          })),
        );
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal
      open
      title={camera ? t('cameras.edit') : t('cameras.add')}
      onCancel={onClose}
      okText={t('common.save')}
      cancelText={t('common.cancel')}
      confirmLoading={busy}
      onOk={() => form.submit()}
    >
      <ProblemAlert error={problem} />
      <Form<Fields>
        form={form}
        layout="vertical"
        onFinish={(values) => void save(values)}
        initialValues={{
          id: camera?.id,
          name: camera?.name,
          transport: camera?.transport ?? 'tcp',
          enabled: camera?.enabled ?? true,
          recordAudio: camera?.recordAudio ?? true,
        }}
      >
        <Form.Item
          name="id"
          label={t('cameras.id')}
          extra={camera ? undefined : t('cameras.idHint')}
          rules={[{ required: true, pattern: /^[A-Za-z0-9._-]{1,64}$/, message: t('cameras.idWrong') }]}
        >
          <Input disabled={camera !== undefined} autoCapitalize="none" />
        </Form.Item>
        <Form.Item name="name" label={t('cameras.name')} extra={t('cameras.nameHint')}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item
          name="url"
          label={t('cameras.url')}
          extra={t('cameras.urlHint')}
          rules={camera ? [] : [{ required: true, message: t('common.required') }]}
        >
          <Input
            autoCapitalize="none"
            autoComplete="off"
            placeholder={camera ? t('cameras.urlKeep') : 'rtsp://'}
          />
        </Form.Item>
        <Form.Item name="transport" label={t('cameras.transport')}>
          <Radio.Group
            options={[
              { value: 'tcp', label: t('cameras.tcp') },
              { value: 'udp', label: t('cameras.udp') },
            ]}
          />
        </Form.Item>
        <ConnectionTest
          address={() => form.getFieldValue('url') as string | undefined}
          transport={() => form.getFieldValue('transport') as 'tcp' | 'udp'}
        />
        <div className={`${layout.row} ${layout.gap5}`}>
          <Form.Item name="enabled" label={t('cameras.enabled')} valuePropName="checked">
            <Switch />
          </Form.Item>
          <Form.Item name="recordAudio" label={t('cameras.recordAudio')} valuePropName="checked">
            <Switch />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  );
}

function ConnectionTest(props: {
  readonly address: () => string | undefined;
  readonly transport: () => 'tcp' | 'udp';
}) {
  const { t } = useTranslation();
  const [testing, setTesting] = useState(false);
  const [answer, setAnswer] = useState<CameraTest>();
  const [problem, setProblem] = useState<unknown>();
  const test = async () => {
    const url = props.address()?.trim();
    if (!url) return;
    setTesting(true);
    setAnswer(undefined);
    setProblem(undefined);
    try {
      setAnswer(await testCamera(url, props.transport()));
    } catch (error) {
      setProblem(error);
    } finally {
      setTesting(false);
    }
  };
  return (
    <div className={layout.below4} aria-live="polite">
      <Button onClick={() => void test()} loading={testing} className={layout.below2}>
        {testing ? t('cameras.testing') : t('cameras.test')}
      </Button>
      <ProblemAlert error={problem} />
      {answer?.kind === 'ok' ? (
        <Alert
          type="success"
          showIcon
          title={t('cameras.testOk', {
            codec: answer.codec,
            width: answer.width,
            height: answer.height,
            fps: answer.framesPerSecond?.toFixed(0) ?? '?',
            ms: Math.round(answer.firstPictureMs),
          })}
          description={
            answer.audioCodec === undefined
              ? t('cameras.noSound')
              : t('cameras.sound', { codec: answer.audioCodec })
          }
        />
      ) : null}
      {answer?.kind === 'failed' ? (
        <Alert
          type="error"
          showIcon
          title={currentLanguage() === 'en' ? answer.sentence.en : answer.sentence.zh}
          description={<code className={layout.small}>{answer.detail}</code>}
        />
      ) : null}
    </div>
  );
}
