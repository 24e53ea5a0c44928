// SPDX-License-Identifier: Apache-2.0
/** Alarms on every page: how many nobody has seen yet, a sound for each new one, and a list to take note of them. */
import { BellOutlined } from '@ant-design/icons';
import { type Alarm, listAlarms, seeAlarm } from '@mingjing/contracts/site';
import { Link } from '@tanstack/react-router';
import { Badge, Button, Empty, Popover, Space, Typography } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../frame/call.ts';
import { currentLanguage } from '../frame/language.ts';
import shell from '../frame/shell.module.css';
import { showInstant } from '../frame/time.ts';
import { useAction } from '../frame/use-action.ts';
import { useRead } from '../frame/use-read.ts';

const everyMs = 5000;
const keyOf = ({ kind, subject, atMs }: Alarm) => `${kind}/${subject}/${atMs}`;

export function AlarmBell({ maySee }: { readonly maySee: boolean }) {
  const { t } = useTranslation();
  const alarms = useRead(listAlarms, {}, { refetchInterval: everyMs, refetchIntervalInBackground: true });
  const see = useAction(({ kind, subject }: Alarm) => call(seeAlarm, { body: { kind, subject } }), {
    refresh: [listAlarms],
  });
  const standing = (alarms.data?.alarms ?? []).filter(({ state }) => state === 'raised');
  const unseen = standing.filter(({ seen }) => !seen);
  const heard = useRef(new Set<string>());
  useEffect(() => {
    const fresh = unseen.filter((alarm) => !heard.current.has(keyOf(alarm)));
    for (const alarm of fresh) heard.current.add(keyOf(alarm));
    if (fresh.length > 0) beep();
  }, [unseen]);
  const language = currentLanguage() === 'en' ? 'en' : 'zh';
  const list =
    standing.length === 0 ? (
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('alarms.none')} />
    ) : (
      <Space orientation="vertical" className={shell.bell}>
        {standing.map((alarm) => (
          <div key={keyOf(alarm)}>
            <div>{alarm.sentence[language]}</div>
            <Typography.Text type="secondary" className="tabular">
              {showInstant(alarm.atMs)}
              {alarm.seen ? ` · ${t('alarms.seenBy', { by: alarm.seen.by })}` : ''}
            </Typography.Text>{' '}
            {alarm.seen || !maySee ? null : (
              <Button size="small" onClick={() => see.run(alarm)}>
                {t('alarms.see')}
              </Button>
            )}
          </div>
        ))}
      </Space>
    );
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={<Link to="/alarms">{t('alarms.all')}</Link>}
      content={list}
    >
      <Button
        type="text"
        aria-label={t('alarms.bell', { count: unseen.length })}
        icon={
          <Badge count={unseen.length} size="small">
            <BellOutlined />
          </Badge>
        }
      />
    </Popover>
  );
}

/** Two short tones. A browser that has not been touched yet plays none; the badge is there all the same. */
function beep(): void {
  if (typeof AudioContext === 'undefined') return;
  const audio = new AudioContext();
  for (const [atS, hertz] of [
    [0, 880],
    [0.25, 660],
  ] as const) {
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    loudness.gain.value = 0.2;
    tone.frequency.value = hertz;
    tone.connect(loudness).connect(audio.destination);
    tone.start(audio.currentTime + atS);
    tone.stop(audio.currentTime + atS + 0.18);
  }
  window.setTimeout(() => void audio.close(), 1000);
}
