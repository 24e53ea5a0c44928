// SPDX-License-Identifier: Apache-2.0
/** Why a device that was found did not say everything, in words. */
import type { Sentence } from '../errors.ts';

export const onvifTroubles = {
  unreachable: {
    zh: '设备应答了搜索，但连不上它的 ONVIF 服务。请检查端口和防火墙。',
    en: 'The device answered the search, but its ONVIF service cannot be reached. Check the port and firewalls.',
  },
  timeout: {
    zh: 'ONVIF 服务没有在规定时间内应答。请稍后再试。',
    en: 'The ONVIF service did not answer in time. Try again later.',
  },
  'password-needed': {
    zh: '设备要求用户名和密码。请给出后再搜索。',
    en: 'The device asks for a user name and a password. Give them and search again.',
  },
  'wrong-password': {
    zh: '设备拒绝了用户名或密码。请核对；有的设备另有 ONVIF 专用账号，时钟相差太大也会拒绝。',
    en: 'The device refused the user name or password. Check them; some keep separate ONVIF accounts, and a clock far off is refused too.',
  },
  'not-onvif': {
    zh: '应答不是 ONVIF。请核对地址。',
    en: 'What answered does not speak ONVIF. Check the address.',
  },
  'too-large': {
    zh: '应答超出限度，未读取。',
    en: 'The answer passes the limits and was not read.',
  },
  refused: {
    zh: '设备拒绝了请求，可能没有媒体服务。',
    en: 'The device refused the request; it may have no media service.',
  },
  'no-profiles': {
    zh: '设备没有可用的码流。请在设备上启用视频编码。',
    en: 'The device offers no stream. Enable a video encoder on it.',
  },
} as const satisfies Record<string, Sentence>;

export type OnvifTrouble = keyof typeof onvifTroubles;

/** A call that did not bring what was asked; never leaves this folder uncaught. */
export class OnvifFailure extends Error {
  override readonly name = 'OnvifFailure';
  readonly trouble: OnvifTrouble;

  /** @param detail the device's own words, shortened; never credentials */
  constructor(trouble: OnvifTrouble, detail: string) {
    super(detail.replaceAll(/\s+/g, ' ').slice(0, 200));
    this.trouble = trouble;
  }
}
