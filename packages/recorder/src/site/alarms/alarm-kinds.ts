// SPDX-License-Identifier: Apache-2.0
/** Every kind of alarm by a short name, and whether it is critical: evidence or footage is being lost or was altered. */
import type { Sentence } from '../../errors.ts';
import type { AlarmKind } from './alarm-board.ts';

type Kind = Sentence & { readonly critical?: true };

export const alarmKinds: Readonly<Record<AlarmKind, Kind>> = {
  'camera-offline': { zh: '摄像机没有图像', en: 'Camera without picture' },
  'camera-motion': { zh: '摄像机报告有移动', en: 'Motion told by the camera' },
  'camera-tamper': { zh: '摄像机报告被破坏', en: 'Tampering told by the camera' },
  'camera-alarm': { zh: '设备告警', en: 'Alarm of a device' },
  'picture-black': { zh: '画面全黑', en: 'Black picture' },
  'picture-frozen': { zh: '画面冻结', en: 'Frozen picture' },
  'picture-blurred': { zh: '画面模糊', en: 'Blurred picture' },
  'picture-overexposed': { zh: '画面过亮', en: 'Picture too bright' },
  'picture-underexposed': { zh: '画面过暗', en: 'Picture too dark' },
  'picture-covered': { zh: '镜头被遮挡', en: 'Covered lens' },
  'picture-moved': { zh: '画面移位', en: 'Moved view' },
  'disk-full': { zh: '存储空间用尽', en: 'Disk full', critical: true },
  'disk-slow': { zh: '硬盘写入太慢', en: 'Disk too slow', critical: true },
  overload: { zh: '录像机处理不过来', en: 'Recorder overloaded', critical: true },
  'disk-failed': { zh: '硬盘出错', en: 'Disk error', critical: true },
  'store-lost': { zh: '录像目录不见了', en: 'Data directory gone', critical: true },
  'store-replaced': { zh: '换成了另一个存储', en: 'Another store in its place', critical: true },
  'forecast-below-floor': { zh: '预计存不满法定天数', en: 'Disk too small for the days required' },
  'below-floor': { zh: '未满法定天数被删除', en: 'Deleted below the floor', critical: true },
  'clock-step': { zh: '主机时间跳变', en: 'Clock jumped' },
  'certificate-ends': { zh: '网页证书快到期', en: 'Certificate ends soon' },
  'clock-off': { zh: '本机时间不准', en: 'Clock off' },
  'worker-crashed': { zh: '录像线程退出', en: 'Recording thread died' },
  'log-failed': { zh: '证据日志写不进去', en: 'Evidence log not writable', critical: true },
  'log-broken': { zh: '证据日志尾部损坏', en: 'Tail of the log damaged', critical: true },
  'log-altered': { zh: '证据日志被改动', en: 'Log altered', critical: true },
  'log-rolled-back': { zh: '证据日志被退回', en: 'Log rolled back', critical: true },
  'deletion-refused': { zh: '删除未被允许', en: 'Deletion not allowed' },
  'index-differs': { zh: '索引与日志不符', en: 'Index differs from the log', critical: true },
  'footage-locked': { zh: '加密录像打不开', en: 'Encrypted footage is locked', critical: true },
  'footage-damaged': { zh: '加密录像有损坏', en: 'Encrypted footage is damaged', critical: true },
  'holds-restored': { zh: '冻结名单已重建', en: 'Holds read anew', critical: true },
  'witness-conflict': { zh: '见证人所知历史不同', en: 'A witness knows another history', critical: true },
  'witness-away': { zh: '见证人没有应答', en: 'Witness does not answer' },
  'register-differs': { zh: '登记与日志不符', en: 'Register differs from the log', critical: true },
  'uplink-conflict': { zh: '平台所知历史不同', en: 'The platform knows another history', critical: true },
  'uplink-refused': { zh: '平台不接受报告', en: 'The platform refuses reports' },
  'uplink-away': { zh: '平台没有应答', en: 'The platform does not answer' },
  'platform-forked': { zh: '平台日志不相接续', en: 'The platform’s log forked', critical: true },
  'notices-failed': { zh: '告警通知发不出去', en: 'Notices do not get out' },
};

export const isCritical = (kind: string): boolean =>
  Object.hasOwn(alarmKinds, kind) && alarmKinds[kind as AlarmKind].critical === true;
