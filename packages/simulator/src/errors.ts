// SPDX-License-Identifier: Apache-2.0
/** What the simulator refuses, and the sentence for each. */

export type SimulatorErrorCode =
  | 'simulator/port-in-use'
  | 'simulator/port-refused'
  | 'simulator/options-unusable'
  | 'simulator/fault-unknown'
  | 'simulator/clip-unusable';

/** The user's sentence per code: what happened · why · what to do. `{name}` stands for a fact. */
export const simulatorErrorSentences: Readonly<
  Record<SimulatorErrorCode, { readonly zh: string; readonly en: string }>
> = {
  'simulator/port-in-use': {
    zh: '模拟摄像机无法启动：端口 {port} 已被占用。请用 --port 换一个端口，或先停止占用它的程序',
    en: 'the cameras did not start: port {port} is in use; choose another with --port or stop what uses it',
  },
  'simulator/port-refused': {
    zh: '模拟摄像机无法启动：系统不允许监听 {host}:{port}（{reason}）。请换一个地址或大于 1023 的端口',
    en: 'the cameras did not start: the system refuses {host}:{port} ({reason}); choose another address or a port above 1023',
  },
  'simulator/options-unusable': {
    zh: '模拟摄像机的参数 {option} 不可用：{value}。应为 {expected}',
    en: '{option} cannot be used for simulated cameras: {value}; expected {expected}',
  },
  'simulator/fault-unknown': {
    zh: '不认识的故障 {fault}。可用的有：{known}',
    en: 'no such fault: {fault}; known are: {known}',
  },
  'simulator/clip-unusable': {
    zh: '演示片段 {clip} 读不出来：{reason}。请重新取得 packages/simulator/clips',
    en: 'clip {clip} cannot be read: {reason}; restore packages/simulator/clips',
  },
};

/** A refusal by the simulator. `facts` fill the sentence; they never hold credentials. */
export class SimulatorError extends Error {
  override readonly name = 'SimulatorError';
  readonly code: SimulatorErrorCode;
  readonly facts: Readonly<Record<string, string | number>>;
  constructor(code: SimulatorErrorCode, facts: SimulatorError['facts'] = {}, cause?: unknown) {
    super(code, { cause });
    this.code = code;
    this.facts = facts;
  }
}
