// SPDX-License-Identifier: Apache-2.0
/** Searching the network and the registered devices for cameras, so that nobody types an address that can be found. */
import { discoverCameras } from '@mingjing/contracts/site';
import { Button, Empty, Form, Input, Space, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import type { Chosen, Login } from './chosen.ts';
import { FoundDeviceCard } from './found-device.tsx';
import { FoundOnvifCard } from './found-onvif.tsx';

interface Typed extends Login {
  readonly address?: string;
}

/** WS-Discovery answers come within this. */
const seconds = 4;

export function FindCameras({ onChoose }: { readonly onChoose: (chosen: Chosen) => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Typed>();
  const find = useAction(async ({ user, password, address }: Typed) => {
    const login: Login = user ? { user, password: password ?? '' } : {};
    const body = { seconds, ...login, ...(address?.trim() && { address: address.trim() }) };
    return { login, ...(await call(discoverCameras, { body })) };
  });
  const found = find.done;
  const devices = found?.gb28181 ?? [];
  return (
    <section aria-label={t('cameras.find')} className={layout.below4}>
      <Typography.Paragraph type="secondary">{t('cameras.findHint')}</Typography.Paragraph>
      <Form<Typed> form={form} component={false} layout="vertical" onFinish={find.run}>
        <Space wrap align="start">
          <Form.Item name="user" label={t('cameras.findUser')} className={layout.below2}>
            <Input autoComplete="off" autoCapitalize="none" maxLength={120} className={layout.fieldNarrow} />
          </Form.Item>
          <Form.Item name="password" label={t('cameras.findPassword')} className={layout.below2}>
            <Input.Password autoComplete="new-password" maxLength={200} className={layout.field} />
          </Form.Item>
          <Form.Item name="address" label={t('cameras.findAddress')} className={layout.below2}>
            <Input
              autoComplete="off"
              placeholder={t('cameras.findAddressHint')}
              maxLength={300}
              className={layout.field}
            />
          </Form.Item>
        </Space>
        <div>
          <Button type="primary" loading={find.busy} onClick={() => form.submit()}>
            {find.busy ? t('cameras.finding') : t('cameras.find')}
          </Button>
        </div>
      </Form>
      <ProblemAlert error={find.problem} />
      <div aria-live="polite" className={layout.above3}>
        {found?.told.map((line) => (
          <Typography.Paragraph key={line} type="warning">
            {line}
          </Typography.Paragraph>
        ))}
        {found && found.onvif.length === 0 && devices.length === 0 ? (
          <Empty description={t('cameras.foundNothing')} />
        ) : null}
        {found?.onvif.map((device) => (
          <FoundOnvifCard key={device.service} device={device} login={found.login} onChoose={onChoose} />
        ))}
        {devices.map((device) => (
          <FoundDeviceCard key={device.id} device={device} onChoose={onChoose} />
        ))}
      </div>
    </section>
  );
}
