// SPDX-License-Identifier: Apache-2.0
/** One GB/T 28181 device that may register with us: its channels to choose from. */
import type { FoundDevice } from '@mingjing/contracts/site';
import { Card, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import type { Chosen } from './chosen.ts';
import { Offer } from './offer.tsx';

export function FoundDeviceCard(props: {
  readonly device: FoundDevice;
  readonly onChoose: (chosen: Chosen) => void;
}) {
  const { t } = useTranslation();
  const { id, name, registered, channels } = props.device;
  return (
    <Card size="small" title={name === undefined ? id : `${name} · ${id}`} className={layout.below3}>
      <div className={layout.below2}>
        <Tag>GB/T 28181</Tag>
        <Tag color={registered ? 'green' : 'orange'}>
          {t(registered ? 'cameras.deviceRegistered' : 'cameras.deviceAway')}
        </Tag>
      </div>
      {registered && channels.length === 0 ? (
        <Typography.Text type="secondary">{t('cameras.noChannels')}</Typography.Text>
      ) : null}
      {channels.map((channel) => (
        <Offer
          key={channel.id}
          title={channel.isOnline ? channel.name : `${channel.name} · ${t('cameras.channelOff')}`}
          address={channel.url}
          camera={channel.camera}
          onChoose={() =>
            props.onChoose({
              label: channel.name,
              shown: channel.url,
              url: channel.url,
              name: channel.name,
            })
          }
        />
      ))}
    </Card>
  );
}
