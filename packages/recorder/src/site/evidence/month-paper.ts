// SPDX-License-Identifier: Apache-2.0
/** The record of a month as 运行维护月报, with the record itself and the checkpoint inside the PDF. */
import { maintenance } from '@mingjing/contracts/registers';
import { type Attachment, chineseInstant, type OfficialDocument, operationReport } from '@mingjing/documents';
import { encodeCanonicalJson, encodeUtf8, formatTime, gapCauses, parseCheckpoint } from '@mingjing/evidence';
import { alarmSentence } from '../alarms/alarm-sentences.ts';
import { type MonthRecord, type ProvenCamera, sumsOf } from './month-record.ts';

type Proof = { readonly record: MonthRecord; readonly hash: string; readonly entry: number };

const instant = (ms: number): string => chineseInstant(formatTime(Math.round(ms)));
const hours = (seconds: number): string => `${(seconds / 3600).toFixed(1)} 小时`;

/** Cause words as the verifier says them; the longest first. */
function gapWords({ days }: ProvenCamera): string {
  const seconds = new Map<string, number>();
  for (const { gapSeconds } of days)
    for (const [cause, one] of Object.entries(gapSeconds))
      seconds.set(cause, (seconds.get(cause) ?? 0) + one);
  const listed = [...seconds].filter(([, one]) => one > 0).sort(([, a], [, b]) => b - a);
  if (listed.length === 0) return '无';
  return listed
    .map(([cause, one]) => `${gapCauses[cause as keyof typeof gapCauses]?.zh ?? cause} ${duration(one)}`)
    .join('；');
}

const duration = (seconds: number): string =>
  seconds >= 3600
    ? hours(seconds)
    : seconds >= 60
      ? `${Math.round(seconds / 60)} 分钟`
      : `${Math.round(seconds)} 秒`;

function retentionWords({ retention, keptDays, requiredDays }: ProvenCamera): string {
  if (!retention) return '没有可抽验的录像';
  const { samples, held, gap, deleted, failed, heldAtLeast } = retention.verdict;
  const rest = [
    ...(gap > 0 ? [`缺口 ${gap}`] : []),
    ...(deleted > 0 ? [`已删除 ${deleted}`] : []),
    ...(failed > 0 ? [`不符 ${failed}`] : []),
  ];
  const found = [`抽 ${samples} 处，在 ${held}`, ...rest].join('，');
  return `${found}；至少 ${(heldAtLeast * 100).toFixed(1)}%。已存 ${keptDays} 日，应存 ${requiredDays} 日`;
}

export function monthReport({ record, hash, entry }: Proof): OfficialDocument {
  const head = parseCheckpoint(encodeUtf8(record.checkpoint));
  const nameOf = (id: string) => record.cameras.find((one) => one.id === id)?.name ?? id;
  const sums = sumsOf(record.cameras);
  const kinds: Readonly<Record<string, { readonly zh: string }>> = maintenance.fields.kind.choices;
  return operationReport({
    unitName: record.unit === '' ? '（未填写）' : record.unit,
    recorderId: record.recorderId,
    month: record.month,
    from: chineseInstant(record.from),
    to: chineseInstant(record.to),
    madeAt: record.made,
    madeBy: record.by.name,
    summary: summaryOf(record, sums),
    cameras: record.cameras.map((camera) => {
      const complete = camera.days.filter(({ kind }) => kind === 'complete').length;
      return {
        name: camera.name === camera.id ? camera.id : `${camera.name}（${camera.id}）`,
        days: camera.days.length === 0 ? '没有记录' : `${complete} / ${camera.days.length} 日`,
        held: hours(camera.days.reduce((sum, { heldSeconds }) => sum + heldSeconds, 0)),
        gaps: gapWords(camera),
        retention: retentionWords(camera),
      };
    }),
    incomplete: record.cameras.flatMap(({ name, days }) =>
      days
        .filter(({ kind }) => kind === 'not-complete')
        .map(({ day, reason }) => ({ camera: name, day, reason: reason ?? '' })),
    ),
    alarms: record.alarms.map((alarm) => ({
      what: alarmSentence({ ...alarm, facts: {} } as Parameters<typeof alarmSentence>[0], nameOf).zh,
      from: instant(alarm.raisedMs),
      to: alarm.state === 'cleared' ? instant(alarm.atMs) : '未解除',
      why: alarm.why ?? '',
    })),
    moreAlarms: record.moreAlarms,
    maintenance: record.maintenance.map(({ kind, camera, what, foundMs, doneMs, by }) => ({
      kind: kinds[kind]?.zh ?? kind,
      camera: camera === '' ? '' : nameOf(camera),
      what,
      from: instant(foundMs),
      to: doneMs === null ? '未完成' : instant(doneMs),
      by,
    })),
    looks: [
      ['实时查看', record.looks.live ?? 0],
      ['回放', record.looks.playback ?? 0],
      ['复制', record.looks.export ?? 0],
    ],
    proof: {
      origin: record.origin,
      fingerprint: record.fingerprint,
      size: head?.size ?? 0,
      root: head ? Buffer.from(head.root).toString('base64') : '',
      nonce: record.nonce,
      hash,
      entry,
    },
  });
}

function summaryOf(record: MonthRecord, sums: ReturnType<typeof sumsOf>): string {
  const { complete, notComplete, heldHours, gapHours } = sums;
  const days =
    notComplete === 0
      ? `${record.cameras.length} 台摄像机共 ${complete} 个台日，日志首尾相接，没有说不清的时段`
      : `${record.cameras.length} 台摄像机共 ${complete + notComplete} 个台日，其中 ${notComplete} 个台日的日志不能首尾相接，见下表`;
  const retention = record.challenge
    ? `留存抽验 ${record.challenge.samples} 处，在 ${record.challenge.held} 处${record.challenge.failed > 0 ? `，不符 ${record.challenge.failed} 处` : ''}`
    : '没有可抽验的录像';
  const clock = record.clockTrusted ? '时钟可信' : '时钟不可信，未确认前不删除录像';
  return `本月${days}；有录像 ${heldHours} 小时，已写明原因的缺口 ${gapHours} 小时；${retention}；${clock}。`;
}

export function monthAttachments({ record }: Proof): readonly Attachment[] {
  return [
    {
      name: 'month-proof.json',
      bytes: encodeCanonicalJson(record),
      mimeType: 'application/json',
      description: '逐台逐日的完整性结论、留存抽验和所附记录；其哈希在证据日志中',
    },
    {
      name: 'checkpoint.txt',
      bytes: encodeUtf8(record.checkpoint),
      mimeType: 'text/plain',
      description: '录像机签名的日志检查点',
    },
  ];
}
