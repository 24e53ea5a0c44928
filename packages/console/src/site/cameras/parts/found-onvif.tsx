// SPDX-License-Identifier: Apache-2.0
/** One ONVIF device that was found: its streams to choose from, and what is to be known of it before. */
import { type FoundOnvif, setCameraClock } from '@mingjing/contracts/site';
import { Alert, Button, Card, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import type { Chosen, Login } from './chosen.ts';
import { Offer } from './offer.tsx';
import { withLogin } from './with-login.ts';

/** Smaller differences are within the second that devices tell. */
const clockMatterMs = 2000;

export function FoundOnvifCard(props: {
  readonly device: FoundOnvif;
  readonly login: Login;
  readonly onChoose: (chosen: Chosen) => void;
}) {
  const { t } = useTranslation();
  const { device, login, onChoose } = props;
  const { name, address, hardware, profiles, service, services, problem } = device;
  const choose = ({ token, codec, width, height, url }: FoundOnvif['profiles'][number]) => {
    const isHere = new URL(url.replace(/^rtsps?:/, 'http:')).hostname === new URL(service).hostname;
    onChoose({
      label: `${name} · ${token} · ${codec} ${width}×${height}`,
      shown: url,
      url: withLogin(url, login),
      name,
      ...(isHere && { onvif: { service, profile: token } }),
    });
  };
  return (
    <Card size="small" title={`${name} · ${address}`} className={layout.below3}>
      <div className={layout.below2}>
        <Tag>ONVIF</Tag>
        {hardware === '' ? null : <Tag>{hardware}</Tag>}
        {services.includes('ptz') ? <Tag>{t('cameras.hasPtz')}</Tag> : null}
        {services.includes('events') ? <Tag>{t('cameras.hasEvents')}</Tag> : null}
        {services.includes('replay') ? <Tag>{t('cameras.hasReplay')}</Tag> : null}
        {device.isSigning === undefined ? null : (
          <Tag color={device.isSigning ? 'green' : 'default'}>
            {t(device.isSigning ? 'cameras.signs' : 'cameras.signsNot')}
          </Tag>
        )}
        {device.certificate === undefined ? null : (
          <Tag color={device.certificate === 'trusted' ? 'green' : 'orange'}>
            {t(`cameras.certificate.${device.certificate}`)}
          </Tag>
        )}
      </div>
      {problem ? (
        <Alert
          type="warning"
          showIcon
          className={layout.below2}
          title={currentLanguage() === 'en' ? problem.sentence.en : problem.sentence.zh}
          description={problem.detail === '' ? null : <code className={layout.small}>{problem.detail}</code>}
        />
      ) : null}
      <Clock device={device} login={login} />
      {profiles.map((profile) => (
        <Offer
          key={profile.token}
          title={`${profile.token} · ${profile.codec} ${profile.width}×${profile.height}`}
          address={profile.url}
          camera={profile.camera}
          onChoose={() => choose(profile)}
        />
      ))}
    </Card>
  );
}

function Clock({ device, login }: { readonly device: FoundOnvif; readonly login: Login }) {
  const { t } = useTranslation();
  const set = useAction(() => call(setCameraClock, { body: { service: device.service, ...login } }));
  const offsetMs = set.done?.kind === 'done' ? set.done.afterMs : device.clockOffsetMs;
  if (offsetMs === undefined) return null;
  const isFine = Math.abs(offsetMs) < clockMatterMs;
  const seconds = (Math.abs(offsetMs) / 1000).toFixed(0);
  return (
    <div className={layout.below2}>
      {isFine
        ? t('cameras.clockFineNow')
        : t(offsetMs > 0 ? 'cameras.clockIsAhead' : 'cameras.clockIsBehind', { seconds })}{' '}
      {isFine ? null : (
        <Button size="small" loading={set.busy} onClick={() => set.run()}>
          {t('cameras.setClock')}
        </Button>
      )}
      <ProblemAlert error={set.problem} />
      {set.done?.kind === 'failed' ? (
        <Alert
          type="error"
          title={currentLanguage() === 'en' ? set.done.sentence.en : set.done.sentence.zh}
        />
      ) : null}
    </div>
  );
}
