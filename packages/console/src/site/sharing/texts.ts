// SPDX-License-Identifier: Apache-2.0
import type { SameKeys } from '../../frame/words.ts';

export const zh = {
  title: '联网（GB/T 28181）',
  own: '本机编码 {{id}}',
  upper: '上级平台',
  devices: '下级设备',
  notConfigured: '还没有配置 GB/T 28181。',
  howTo:
    '在录像机的配置文件里写 gb28181 一节：本机编码、监听地址、上级平台（编码、地址、密码文件、共享的摄像机）和允许注册的设备，然后重新启动。写法见 docs/operations.md。',
  noUpper: '没有配置上级平台（gb28181.upper）',
  noDevices: '没有允许注册的设备（gb28181.devices.allow）',
  id: '编码',
  state: '状态',
  registered: '已注册',
  notRegistered: '未注册',
  keepalive: '最近心跳',
  channels: '通道',
  sessions: '会话',
  kind: { live: '实时', playback: '回放', download: '下载' },
} as const;

export const en: SameKeys<typeof zh> = {
  title: 'Sharing (GB/T 28181)',
  own: 'This recorder is {{id}}',
  upper: 'Platforms above',
  devices: 'Devices below',
  notConfigured: 'GB/T 28181 is not configured yet.',
  howTo:
    'Write a gb28181 section into the configuration file of the recorder: its own id, where to listen, platforms above (id, address, password file, cameras shared) and devices that may register; then restart. See docs/operations.md.',
  noUpper: 'No platform above is configured (gb28181.upper)',
  noDevices: 'No device may register (gb28181.devices.allow)',
  id: 'Id',
  state: 'State',
  registered: 'registered',
  notRegistered: 'not registered',
  keepalive: 'Last keepalive',
  channels: 'Channels',
  sessions: 'Sessions',
  kind: { live: 'live', playback: 'playback', download: 'download' },
};
