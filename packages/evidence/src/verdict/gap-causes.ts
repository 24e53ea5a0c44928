// SPDX-License-Identifier: Apache-2.0
/** Why footage is missing: a closed set, written into every `gap` entry, shown on timelines and said by the verifier. */

export const gapCauses = {
  'camera-offline': { zh: '摄像机不在线', en: 'the camera could not be reached' },
  network: { zh: '网络中断', en: 'the connection broke' },
  'wrong-password': { zh: '用户名或密码被摄像机拒绝', en: 'the camera refused the user name or password' },
  'stream-not-found': { zh: '摄像机没有这个码流地址', en: 'the camera has no such stream' },
  'camera-refused': { zh: '摄像机拒绝了请求', en: 'the camera refused the request' },
  'certificate-changed': {
    zh: '摄像机出示了另一张证书',
    en: 'the camera showed another certificate than before',
  },
  'no-media': { zh: '已连接但没有图像', en: 'connected, but no picture came' },
  'unsupported-codec': { zh: '编码格式不支持', en: 'the codec is not supported' },
  garbage: { zh: '摄像机发来的数据无法识别', en: 'the camera sent rubbish' },
  'address-refused': { zh: '地址不被允许', en: 'the address is not allowed' },
  'disk-slow': { zh: '磁盘写入过慢', en: 'the disk was too slow' },
  'disk-full': { zh: '磁盘已满', en: 'the disk was full' },
  'disk-failed': { zh: '磁盘写入失败', en: 'the disk failed' },
  'store-lost': { zh: '数据磁盘被拔出或卸载', en: 'the data disk was unplugged or unmounted' },
  overload: { zh: '录像机处理不过来（处理器或内存不足）', en: 'the recorder was overloaded' },
  restart: { zh: '录像机停止或重新启动', en: 'the recorder was stopped or restarted' },
  'time-step': { zh: '时钟被调整', en: 'the clock was set' },
  operator: { zh: '人工停用', en: 'switched off by a person' },
  internal: { zh: '录像进程故障', en: 'a capture thread failed' },
  lost: { zh: '文件已损坏或丢失', en: 'the file was damaged or lost' },
} as const satisfies Record<string, { readonly zh: string; readonly en: string }>;

/** In words; a cause of another recorder, or of a later version, as it is written. */
export function gapCauseWords(cause: string, language: 'zh' | 'en'): string {
  return Object.hasOwn(gapCauses, cause) ? gapCauses[cause as keyof typeof gapCauses][language] : cause;
}
