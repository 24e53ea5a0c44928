// SPDX-License-Identifier: Apache-2.0
/** Wishes of a platform (annex A.2.3): read, handed to the host to decide, answered where an answer is due. */
import type { Manscdp } from '../manscdp/message.ts';
import { parsePtz } from '../manscdp/ptz.ts';
import { textOf } from '../text/xml.ts';
import type { UpperControl } from './host.ts';

/** Elements that stand for controls without an answer of their own. */
const silent = [
  'DragZoomIn',
  'DragZoomOut',
  'PTZPreciseCtrl',
  'FormatSDCard',
  'TargetTrack',
  'IFameCmd',
  'IFrameCmd',
];
const answered = ['HomePosition', 'DeviceUpgrade', 'SnapShotConfig'];

/** @returns what is wished, and whether a Result is waited for */
export function readControl(message: Manscdp): {
  readonly control: UpperControl;
  readonly isAnswered: boolean;
} {
  const { element, cmdType } = message;
  const ptz = textOf(element, 'PTZCmd');
  if (ptz !== undefined) {
    const command = parsePtz(ptz);
    if (command) return { control: { kind: 'ptz', command, raw: ptz }, isAnswered: false };
    return { control: { kind: 'other', what: `PTZCmd ${ptz.slice(0, 40)}` }, isAnswered: false };
  }
  if (textOf(element, 'TeleBoot') !== undefined) return { control: { kind: 'reboot' }, isAnswered: false };
  const record = textOf(element, 'RecordCmd');
  if (record !== undefined)
    return { control: { kind: 'record', isOn: !/stop/i.test(record) }, isAnswered: true };
  const guard = textOf(element, 'GuardCmd');
  if (guard !== undefined)
    return { control: { kind: 'guard', isOn: !/reset/i.test(guard) }, isAnswered: true };
  if (textOf(element, 'AlarmCmd') !== undefined)
    return { control: { kind: 'reset-alarm' }, isAnswered: true };
  const names = element.children.map(({ name }) => name);
  const what = [...silent, ...answered].find((one) => names.includes(one));
  const isAnswered = what === undefined || answered.includes(what);
  return { control: { kind: 'other', what: what ?? cmdType }, isAnswered };
}
