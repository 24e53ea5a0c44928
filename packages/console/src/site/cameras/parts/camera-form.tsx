// SPDX-License-Identifier: Apache-2.0
/** Adding or changing a camera. The test says in words why an address does not work. */

import { listCameras } from '@mingjing/contracts/site';
import { Alert, Button, Form, type FormInstance, Input, Modal, Radio, Segmented, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showFieldProblems } from '../../../frame/field-problems.ts';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import { addCamera, type Camera, type CameraChange, testCamera, updateCamera } from '../../api/footage.ts';
import { CertificateOf } from './certificate.tsx';
import type { Chosen } from './chosen.ts';
import { ClockOf } from './clock-of.tsx';
import { FindCameras } from './find-cameras.tsx';

interface Fields {
  readonly name?: string;
  readonly group?: string;
  readonly url?: string;
  readonly wallUrl?: string;
  readonly transport: 'tcp' | 'udp';
  readonly enabled: boolean;
  readonly recordAudio: boolean;
  readonly motionAlarm: boolean;
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
  const [way, setWay] = useState<'find' | 'type'>(camera ? 'type' : 'find');
  const [chosen, setChosen] = useState<Chosen>();
  const choose = (one: Chosen | undefined) => {
    setChosen(one);
    form.setFieldValue('url', one?.url);
    if (one && !form.getFieldValue('name')) form.setFieldValue('name', one.name.slice(0, 80));
  };
  const changeWay = (to: 'find' | 'type') => {
    setWay(to);
    choose(undefined);
  };
  const save = useSaving(form, camera, chosen, onClose);

  return (
    <Modal
      open
      title={camera ? t('cameras.edit') : t('cameras.add')}
      onCancel={onClose}
      width={720}
      okText={t('common.save')}
      okButtonProps={{ disabled: way === 'find' && !chosen }}
      cancelText={t('common.cancel')}
      confirmLoading={save.busy}
      onOk={() => form.submit()}
    >
      <ProblemAlert error={save.problem} />
      {camera ? <CertificateOf camera={camera} /> : null}
      {camera ? <ClockOf camera={camera} /> : null}
      <Segmented<'find' | 'type'>
        aria-label={t('cameras.way')}
        value={way}
        onChange={changeWay}
        options={[
          { value: 'find', label: t('cameras.wayFind') },
          { value: 'type', label: t('cameras.wayType') },
        ]}
        className={layout.below3}
      />
      {way === 'find' && !chosen ? <FindCameras onChoose={choose} /> : null}
      {chosen ? <ChosenCamera chosen={chosen} onAgain={() => choose(undefined)} /> : null}
      <Form<Fields> form={form} layout="vertical" onFinish={save.run} initialValues={fieldsOf(camera)}>
        <AddressFields isNew={camera === undefined} isFound={way === 'find'} />
        <ConnectionTest
          address={() => form.getFieldValue('url') as string | undefined}
          transport={() => form.getFieldValue('transport') as 'tcp' | 'udp'}
        />
        <Switches isOn={camera?.enabled === true} tells={camera?.movable ?? chosen !== undefined} />
      </Form>
    </Modal>
  );
}

const fieldsOf = (camera: Camera | undefined): Partial<Fields> => ({
  ...(camera?.group !== undefined && { group: camera.group }),
  ...(camera?.name !== undefined && { name: camera.name }),
  ...(camera?.wallAddress !== undefined && { wallUrl: camera.wallAddress }),
  transport: camera?.transport ?? 'tcp',
  enabled: camera?.enabled ?? true,
  recordAudio: camera?.recordAudio ?? true,
  motionAlarm: camera?.motionAlarm ?? false,
});

interface ChosenCameraProps {
  readonly chosen: Chosen;
  readonly onAgain: () => void;
}

function ChosenCamera({ chosen, onAgain }: ChosenCameraProps) {
  const { t } = useTranslation();
  return (
    <Alert
      type="success"
      showIcon
      className={layout.below3}
      title={t('cameras.chosen', { label: chosen.label })}
      description={<code className={`${layout.small} ${layout.breaks}`}>{chosen.shown}</code>}
      action={<Button onClick={onAgain}>{t('cameras.chooseAgain')}</Button>}
    />
  );
}

function useSaving(
  form: FormInstance<Fields>,
  camera: Camera | undefined,
  chosen: Chosen | undefined,
  onDone: () => void,
) {
  return useAction(
    ({ name, group, url, wallUrl, ...rest }: Fields) => {
      const change: CameraChange = {
        ...rest,
        ...(name === undefined ? {} : { name }),
        ...(group === undefined ? {} : { group }),
        ...(url ? { url } : {}),
        // As it was shown, it stays as it is.
        ...((wallUrl ?? '') === (camera?.wallAddress ?? '') ? {} : { wallUrl: wallUrl ?? '' }),
        ...(chosen?.onvif ? { onvif: chosen.onvif } : {}),
      };
      return camera ? updateCamera(camera.id, change) : addCamera({ ...change, url: url ?? '' });
    },
    {
      refresh: [listCameras],
      onDone,
      onRefused: (problem) => showFieldProblems(form, problem),
    },
  );
}

interface SwitchesProps {
  readonly isOn: boolean;
  /** Its device is known, and may tell what it notices. */
  readonly tells: boolean;
}

/** Whether it records at all, said only of one that does not, and its sound. */
function Switches({ isOn, tells }: SwitchesProps) {
  const { t } = useTranslation();
  return (
    <div className={`${layout.row} ${layout.gap5}`}>
      {isOn ? null : (
        <Form.Item name="enabled" label={t('cameras.enabled')} valuePropName="checked">
          <Switch />
        </Form.Item>
      )}
      <Form.Item name="recordAudio" label={t('cameras.recordAudio')} valuePropName="checked">
        <Switch />
      </Form.Item>
      {tells ? (
        <Form.Item
          name="motionAlarm"
          label={t('cameras.motionAlarm')}
          extra={t('cameras.motionAlarmHint')}
          valuePropName="checked"
        >
          <Switch />
        </Form.Item>
      ) : null}
    </div>
  );
}

/** What it is called and where it is; the address of a camera that is there stays when nothing is typed. */
function AddressFields({ isNew, isFound }: { readonly isNew: boolean; readonly isFound: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name="name" label={t('cameras.name')} extra={t('cameras.nameHint')}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="group" label={t('cameras.group')} extra={t('cameras.groupHint')}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item
        name="url"
        hidden={isFound}
        label={t('cameras.url')}
        extra={t('cameras.urlHint')}
        rules={isNew ? [{ required: true, message: t('common.required') }] : []}
      >
        <Input
          autoCapitalize="none"
          autoComplete="off"
          placeholder={isNew ? 'rtsp://' : t('cameras.urlKeep')}
        />
      </Form.Item>
      <Form.Item name="wallUrl" label={t('cameras.wallUrl')} extra={t('cameras.wallUrlHint')}>
        <Input autoCapitalize="none" autoComplete="off" placeholder="rtsp://" maxLength={2000} />
      </Form.Item>
      <Form.Item name="transport" label={t('cameras.transport')}>
        <Radio.Group
          options={[
            { value: 'tcp', label: t('cameras.tcp') },
            { value: 'udp', label: t('cameras.udp') },
          ]}
        />
      </Form.Item>
    </>
  );
}

function ConnectionTest(props: {
  readonly address: () => string | undefined;
  readonly transport: () => 'tcp' | 'udp';
}) {
  const { t } = useTranslation();
  const test = useAction((url: string) => testCamera(url, props.transport()));
  const answer = test.done;
  const begin = () => {
    const url = props.address()?.trim();
    if (url) test.run(url);
  };
  return (
    <div className={layout.below4} aria-live="polite">
      <Button onClick={begin} loading={test.busy} className={layout.below2}>
        {test.busy ? t('cameras.testing') : t('cameras.test')}
      </Button>
      <ProblemAlert error={test.problem} />
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
          description={[
            answer.audioCodec === undefined
              ? t('cameras.noSound')
              : t('cameras.sound', { codec: answer.audioCodec }),
            ...(answer.certificate
              ? [t(`cameras.certificate.${answer.certificate.isTrusted ? 'trusted' : 'self-signed'}`)]
              : []),
            ...(answer.isSigned ? [t('cameras.signs')] : []),
          ].join(' · ')}
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
