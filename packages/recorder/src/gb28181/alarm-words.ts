// SPDX-License-Identifier: Apache-2.0
/** Alarms in the language of platforms and devices (annex A.2.5.3), both ways. */
import type { LowerAlarm } from '@mingjing/gb28181';
import type { CoreWithoutMedia } from '../recording/core/recorder-core.ts';
import type { AlarmKind } from '../site/alarms/alarm-board.ts';
import type { CameraEvent } from '../site/camera-events/camera-event.ts';
import type { RecorderAlarm } from '../terms/alarms.ts';
import { parseDeviceAddress } from '../terms/device-address.ts';

/** Faults of the recorder. */
export const alarmWords: Partial<Readonly<Record<RecorderAlarm['kind'], string>>> = {
  'disk-full': '录像机硬盘已满',
  'disk-failed': '录像机硬盘故障',
  'disk-slow': '录像机硬盘写入过慢',
  overload: '录像机处理不过来',
  'store-lost': '录像存储丢失',
  'below-floor': '录像保存期限不足',
};

type Told = {
  readonly method: number;
  readonly type: number;
  readonly priority: number;
  readonly words: string;
};

/** What stands of a camera, as its channel tells it; a lost picture is told by the state of the camera. */
export const toldUpwards: Partial<Readonly<Record<AlarmKind, Told>>> = {
  'camera-motion': { method: 5, type: 2, priority: 4, words: '移动侦测' },
  'camera-tamper': { method: 2, type: 2, priority: 2, words: '设备被遮挡、移动或信号异常' },
  'camera-alarm': { method: 7, type: 0, priority: 3, words: '设备告警' },
  'picture-covered': { method: 5, type: 13, priority: 2, words: '镜头被遮挡' },
  'picture-black': { method: 5, type: 11, priority: 3, words: '画面全黑' },
  'picture-frozen': { method: 5, type: 11, priority: 3, words: '画面冻结' },
  'picture-moved': { method: 5, type: 11, priority: 3, words: '画面移位' },
};

/** Method and type: 2-1 lost picture, 2-2 tampering, 5-2 motion, 5-11 picture, 5-13 covered. */
const tampering = ['2-1', '2-2', '5-11', '5-13'];

/** An alarm of a device below, with the camera of ours that it is about. */
export function eventOf(core: Pick<CoreWithoutMedia, 'cameras'>, alarm: LowerAlarm): CameraEvent {
  const { device, deviceId, priority, method, type, description, atMs } = alarm;
  const code = `${method}-${type}`;
  return {
    source: 'gb28181',
    device,
    camera: cameraAt(core, alarm),
    kind: code === '5-2' ? 'motion' : tampering.includes(code) ? 'tamper' : 'other',
    state: 'moment',
    words: description || code,
    code,
    record: { deviceId, priority, method, type, description, atMs: atMs ?? null },
  };
}

/** The camera that is recorded from the channel an alarm is about, or from its device if that has one only. */
function cameraAt(
  core: Pick<CoreWithoutMedia, 'cameras'>,
  { device, deviceId }: LowerAlarm,
): string | undefined {
  const below = core.cameras.status().flatMap(({ id, address }) => {
    const place = parseDeviceAddress(address);
    return place?.device === device ? [{ id, channel: place.channel }] : [];
  });
  return (
    below.find(({ channel }) => channel === deviceId)?.id ?? (below.length === 1 ? below[0]!.id : undefined)
  );
}
