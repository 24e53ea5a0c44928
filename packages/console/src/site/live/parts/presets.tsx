// SPDX-License-Identifier: Apache-2.0
/** Places that a camera knows by name: gone to by whoever may look, set and removed with a reason by who answers for the unit. */
import type { Asking } from '@mingjing/contracts';
import { changePreset, listPresets } from '@mingjing/contracts/site';
import { Button, Form, Input, Modal, Select, Space, Spin } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';
import { useSession } from '../../use-session.ts';
import { MovedAlert } from './moved-alert.tsx';

interface PresetsProps {
  readonly camera: string;
  readonly onGo: (preset: string) => void;
}

export function Presets({ camera, onGo }: PresetsProps) {
  const { t } = useTranslation();
  const read = useRead(listPresets, { params: { camera } }, { retry: false });
  const [chosen, setChosen] = useState<string>();
  const [doing, setDoing] = useState<'set' | 'remove'>();
  const role = useSession().person?.role;
  const mayChange = role === 'manager' || role === 'administrator';
  if (read.isPending) return <Spin />;
  if (read.data?.kind === 'failed') return <MovedAlert moved={read.data} />;
  const presets = read.data?.presets ?? [];
  const one = presets.find(({ token }) => token === chosen);
  return (
    <div className={`${layout.grows} ${layout.atLeastWide}`}>
      <ProblemAlert error={read.error} onRetry={() => void read.refetch()} />
      <Space wrap>
        <Select
          aria-label={t('live.ptz.presets')}
          placeholder={t(presets.length === 0 ? 'live.ptz.noPresets' : 'live.ptz.presets')}
          className={layout.field}
          value={chosen ?? null}
          onChange={setChosen}
          options={presets.map(({ token, name }) => ({ value: token, label: name }))}
        />
        <Button disabled={!one} onClick={() => one && onGo(one.token)}>
          {t('live.ptz.go')}
        </Button>
        {mayChange ? <Button onClick={() => setDoing('set')}>{t('live.ptz.set')}</Button> : null}
        {mayChange && one ? (
          <Button danger onClick={() => setDoing('remove')}>
            {t('common.delete')}
          </Button>
        ) : null}
      </Space>
      {doing ? (
        <Change camera={camera} doing={doing} preset={one} onClose={() => setDoing(undefined)} />
      ) : null}
    </div>
  );
}

interface ChangeProps {
  readonly camera: string;
  readonly doing: 'set' | 'remove';
  /** The one that is chosen; one that is set without it is new. */
  readonly preset: { readonly token: string; readonly name: string } | undefined;
  readonly onClose: () => void;
}

function Change({ camera, doing, preset, onClose }: ChangeProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ name: string; reason: string }>();
  const change = useAction(
    ({ name, reason }: { readonly name: string; readonly reason: string }) =>
      call(changePreset, {
        params: { camera },
        body:
          doing === 'set'
            ? { act: 'set', name, reason, ...(preset && { preset: preset.token }) }
            : { act: 'remove', preset: preset?.token ?? '', reason },
      } as Asking<typeof changePreset>),
    { refresh: [listPresets], onDone: ({ kind }) => kind === 'done' && onClose() },
  );
  return (
    <Modal
      open
      title={t(doing === 'set' ? 'live.ptz.setTitle' : 'live.ptz.removeTitle', { name: preset?.name ?? '' })}
      onCancel={onClose}
      okText={doing === 'set' ? t('common.save') : t('common.delete')}
      okButtonProps={{ danger: doing === 'remove' }}
      confirmLoading={change.busy}
      onOk={() => form.submit()}
    >
      <ProblemAlert error={change.problem} />
      <MovedAlert moved={change.done} />
      <p>{t(doing === 'set' ? 'live.ptz.setText' : 'live.ptz.removeText')}</p>
      <Form form={form} layout="vertical" onFinish={change.run} initialValues={{ name: preset?.name }}>
        {doing === 'set' ? (
          <Form.Item
            name="name"
            label={t('live.ptz.name')}
            rules={[{ required: true, message: t('common.required') }]}
          >
            <Input maxLength={60} />
          </Form.Item>
        ) : null}
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
