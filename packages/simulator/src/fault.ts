// SPDX-License-Identifier: Apache-2.0
/**
 * What can go wrong on request. Written `NAME[:VALUE][@START][+LENGTH]`, several with commas between:
 * `stall@10s+5s`, `garbage:64@2s,loss:1%`. START counts from PLAY (0 when absent), LENGTH to the end (for ever).
 */
import { SimulatorError } from './errors.ts';

/** Faults of the running stream. */
export const streamFaults = {
  stall: { value: 'none', does: '不再发送任何数据，仍应答命令 · sends nothing more, still answers requests' },
  reset: { value: 'none', does: '以 RST 断开 · drops the connection with RST' },
  close: { value: 'none', does: '正常断开 · closes the connection' },
  'half-open': { value: 'none', does: '连接还在，不发送也不应答 · connected, sends and answers nothing' },
  'zero-fps': { value: 'none', does: '没有画面帧，声音与 RTCP 照常 · no frames, sound and RTCP go on' },
  night: { value: 'rate', does: '帧率降到每秒 VALUE 帧（默认 5）· VALUE frames per second (5)' },
  jump: { value: 'duration', does: '时间戳跳变 VALUE（默认 +1h）· timestamps jump by VALUE (+1h)' },
  sequence: { value: 'count', does: '序列号跳变 VALUE（默认 1000）· sequence numbers jump by VALUE (1000)' },
  ssrc: { value: 'none', does: '中途更换 SSRC · another SSRC from then on' },
  params: { value: 'none', does: '中途换参数集（分辨率）· other parameter sets and picture size' },
  garbage: {
    value: 'count',
    does: '每秒在帧间插入 VALUE 字节垃圾（默认 64）· VALUE bytes of garbage between frames every second (64)',
  },
  crlf: { value: 'none', does: '每秒在帧间插入空行 · blank lines between frames every second' },
  'unknown-channel': {
    value: 'none',
    does: '每秒在未协商的通道上发送 · data on a channel never agreed, every second',
  },
  'server-request': {
    value: 'none',
    does: '每秒由服务端发来 OPTIONS · the server asks OPTIONS every second',
  },
  loss: { value: 'percent', does: '丢失 VALUE 的包（默认 1%）· VALUE of the packets are lost (1%)' },
  duplicate: { value: 'percent', does: 'VALUE 的包发两次 · VALUE of the packets come twice' },
  swap: { value: 'percent', does: 'VALUE 的包与前一包换位 · VALUE of the packets overtake the one before' },
  'no-marker': { value: 'none', does: '从不置标记位 · the marker bit is never set' },
  'no-reports': { value: 'none', does: '不发送 RTCP 发送端报告 · no sender reports' },
  'report-clock': {
    value: 'duration',
    does: '发送端报告的时钟偏差 VALUE（默认 +1h）· sender reports are off by VALUE (+1h)',
  },
} as const;

/** Faults of the conversation before the stream; START and LENGTH mean nothing to them. */
export const conversationFaults = {
  unauthorized: { value: 'none', does: '永远回答 401 · answers 401 for ever' },
  'not-found': { value: 'none', does: '回答 404 · answers 404' },
  busy: { value: 'none', does: '回答 453 · answers 453, too many clients' },
  redirect: {
    value: 'none',
    does: '回答 302，指向无故障的同一台 · 302 to the same camera without the fault',
  },
  slow: { value: 'duration', does: '每个应答晚 VALUE（默认 3s）· every answer comes VALUE late (3s)' },
  unsupported: {
    value: 'word',
    does: 'SDP 只有不支持的编码 VALUE（mjpeg 或 vp8）· only a codec nobody asked for: mjpeg, vp8',
  },
  'no-video': { value: 'none', does: 'SDP 没有视频 · no video in the SDP' },
  rubbish: {
    value: 'word',
    does: '应答是垃圾：VALUE 为 bytes、http、sdp 或 endless · rubbish answers: bytes, http, sdp, endless',
  },
  'no-udp': { value: 'none', does: 'SETUP 不接受 UDP，回答 461 · answers 461 to UDP' },
  'no-tcp': { value: 'none', does: 'SETUP 不接受 TCP，回答 461 · answers 461 to TCP' },
  'lost-udp': {
    value: 'none',
    does: '接受 UDP，但数据报到不了（防火墙）· takes UDP, and no datagram arrives (a firewall)',
  },
  'codec-change': {
    value: 'none',
    does: '每次重连在 H.264 与 H.265 之间切换 · the other codec on every reconnect',
  },
} as const;

const allFaults = { ...streamFaults, ...conversationFaults };
export type StreamFaultName = keyof typeof streamFaults;
export type ConversationFaultName = keyof typeof conversationFaults;
type FaultName = StreamFaultName | ConversationFaultName;

export type Fault = {
  readonly name: FaultName;
  /** Milliseconds, frames per second, a share of one, or a count, as the fault needs; the default filled in. */
  readonly value: number;
  /** For faults that take a word; the first known word when absent. */
  readonly word: string;
  readonly startMs: number;
  /** Infinity when the fault does not end. */
  readonly endMs: number;
};

const defaults: Partial<Record<FaultName, number>> = {
  night: 5,
  jump: 3_600_000,
  sequence: 1000,
  garbage: 64,
  loss: 0.01,
  duplicate: 0.01,
  swap: 0.01,
  'report-clock': 3_600_000,
  slow: 3000,
};
const words: Partial<Record<FaultName, readonly string[]>> = {
  unsupported: ['mjpeg', 'vp8'],
  rubbish: ['bytes', 'http', 'sdp', 'endless'],
};

/**
 * Reads a list of faults.
 *
 * @throws SimulatorError `simulator/fault-unknown` for a name nobody knows, `simulator/options-unusable` for a
 *   value that does not fit
 */
export function parseFaults(text: string): Fault[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(parseFault);
}

function parseFault(text: string): Fault {
  const match = /^([a-z0-9-]+)(?::([+-]?[^@+]*))?(?:@([^+]+))?(?:\+([^+]+))?$/.exec(text);
  const name = match?.[1];
  if (!match || name === undefined || !Object.hasOwn(allFaults, name)) {
    throw new SimulatorError('simulator/fault-unknown', {
      fault: text,
      known: Object.keys(allFaults).join(' '),
    });
  }
  const known = name as FaultName;
  const startMs = match[3] === undefined ? 0 : duration(text, match[3]);
  const lengthMs = match[4] === undefined ? Number.POSITIVE_INFINITY : duration(text, match[4]);
  return {
    name: known,
    value: match[2] === undefined ? (defaults[known] ?? 0) : numeric(known, text, match[2]),
    word: wordOf(known, text, match[2]),
    startMs,
    endMs: startMs + lengthMs,
  };
}

function numeric(name: FaultName, text: string, value: string): number {
  switch (allFaults[name].value) {
    case 'duration':
      return duration(text, value);
    case 'percent':
      return number(text, value.replace(/%$/, ''), '0–100 %', 0, 100) / 100;
    case 'rate':
      return number(text, value, 'frames per second 0.1–60', 0.1, 60);
    case 'count':
      return number(text, value, 'a whole number', 1, 1_000_000);
    default:
      return 0;
  }
}

function wordOf(name: FaultName, text: string, value: string | undefined): string {
  const known = words[name];
  if (known && value !== undefined && !known.includes(value)) throw unusable(text, known.join(', '));
  return value ?? known?.[0] ?? '';
}

const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

function duration(text: string, value: string): number {
  const match = /^([+-]?\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(value);
  if (!match) throw unusable(text, '10s, 500ms, 2m, -1h');
  return Number(match[1]) * unitMs[(match[2] ?? 's') as keyof typeof unitMs];
}

function number(text: string, value: string, expected: string, low: number, high: number): number {
  const parsed = Number(value);
  if (value === '' || !(parsed >= low && parsed <= high)) throw unusable(text, expected);
  return parsed;
}

function unusable(value: string, expected: string): SimulatorError {
  return new SimulatorError('simulator/options-unusable', { option: 'fault', value, expected });
}
