// SPDX-License-Identifier: Apache-2.0
/** What a notice says: as a letter to people, as JSON to a program. Words of the alarm page, no footage, no addresses of cameras. */
import { alarmKinds, isCritical } from '../alarms/alarm-kinds.ts';
import type { Notice } from './notice-book.ts';
import type { Letter } from './send-mail.ts';

/** What the letter is from. */
export type NoticeSender = {
  readonly unit: string;
  readonly recorderId: string;
  /** Where people open the recorder; undefined when nobody said. */
  readonly url: string | undefined;
};

const china = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});
const time = (ms: number): string => china.format(ms);

export function letterOf(notices: readonly Notice[], { unit, recorderId, url }: NoticeSender): Letter {
  const raised = notices.filter(({ state }) => state === 'raised');
  const critical = raised.filter(({ kind }) => isCritical(kind));
  const [only] = notices;
  const what =
    notices.length === 1 && only
      ? nameOf(only)
      : `${raised.length} 项告警，${notices.length - raised.length} 项解除`;
  const lines = notices.flatMap(({ state, atMs, raisedMs, words }) => {
    const [zh, en] =
      state === 'raised'
        ? [`【告警】${time(atMs)}`, `[raised] ${time(atMs)}`]
        : [`【解除】${time(raisedMs)} 至 ${time(atMs)}`, `[cleared] ${time(raisedMs)} – ${time(atMs)}`];
    return [`${zh} ${words.zh}`, `${en} ${words.en}`, ''];
  });
  return {
    subject: `${critical.length > 0 ? '【紧急】' : ''}明镜告警：${unit}：${what}`,
    text: [
      `${unit}（录像机 ${recorderId}）`,
      '',
      ...lines,
      url === undefined ? '请到录像机的“告警”页查看和处理。' : `请到 ${url}/alarms 查看和处理。`,
      '时间为北京时间。Times are China’s. 本邮件由录像机自动发出。',
      '',
    ].join('\n'),
  };
}

const nameOf = ({ kind, state, words }: Notice): string => {
  const name = Object.hasOwn(alarmKinds, kind) ? alarmKinds[kind as keyof typeof alarmKinds].zh : words.zh;
  return state === 'cleared' ? `${name}（已解除）` : name;
};

/** The body of a POST; `v` counts up when a field changes its meaning. */
export function webhookBody(notices: readonly Notice[], { unit, recorderId }: NoticeSender): string {
  return JSON.stringify({
    v: 1,
    type: 'mingjing.alarms',
    unit,
    recorder: recorderId,
    alarms: notices.map(({ kind, subject, state, atMs, raisedMs, words }) => ({
      kind,
      subject,
      state,
      critical: isCritical(kind),
      at: new Date(atMs).toISOString(),
      raisedAt: new Date(raisedMs).toISOString(),
      sentence: words,
    })),
  });
}
