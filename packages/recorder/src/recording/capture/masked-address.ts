// SPDX-License-Identifier: Apache-2.0
/**
 * A camera's address as it may be shown. Cameras take passwords and tokens in the path and in the query
 * (`/user=admin_password=x_channel=1.sdp`, `?token=x`), and nobody can tell every such place: what stands behind the
 * host is shown only where it is known to be harmless, the rest is `…`.
 */
import { parseDeviceAddress } from '../../terms/device-address.ts';
import { parseCameraAddress } from './camera-address.ts';

/** Words of stream paths as makers print them. */
const plainWords = new Set(
  (
    'live stream streams streaming channel channels ch cam camera video videos audio media main sub third primary ' +
    'secondary first second low high hd sd av avstream preview h264preview h265preview realmonitor axis axis-media amp profile profiles onvif ' +
    'onvifstream unicast multicast track trackid tcp udp proto rtsp play ipcam isapi psia sdp image cgi-bin ' +
    'mediainput default h264 h265 h.264 h.265 hevc avc mpeg mpeg4 mjpeg mp4 sav smp 3gp true false on off yes no ' +
    'starttime endtime subtype'
  ).split(' '),
);
const secretNames = /pass|pwd|secret|token|key|auth|sign|sig|user|usr|login|account|code|pin|sess|id$/i;

/** @returns undefined when it is no camera's address */
export function maskedAddress(url: string): string | undefined {
  const device = parseDeviceAddress(url);
  if (device) return `gb28181://${device.device}/${device.channel}`;
  const address = parseCameraAddress(url);
  if (!address) return undefined;
  const [head, tail] = apart(address.url);
  return head + maskedTail(tail);
}

/** Text about a camera, such as its own words for a refusal, without what its address keeps secret. */
export function withoutSecretsOf(url: string, text: string): string {
  const address = parseCameraAddress(url);
  if (!address) return text;
  const [, tail] = apart(address.url);
  const secrets = [
    address.password,
    address.user,
    tail,
    tail.slice(1),
    ...tail.split(/[/?#]/),
    ...tail.split(/[/?#&;,_=]/),
  ];
  return [...new Set(secrets)]
    .filter((secret): secret is string => secret !== undefined && secret.length >= 3 && !isPlain(secret))
    .sort((a, b) => b.length - a.length)
    .reduce((shown, secret) => shown.replaceAll(secret, '…'), text);
}

function apart(url: string): readonly [string, string] {
  const [, head = '', tail = ''] = /^(rtsps?:\/\/[^/?#]*)(.*)$/is.exec(url) ?? [];
  return [head, tail];
}

/** Words stay with the marks between them; a value belongs to the name in front of its `=`. */
function maskedTail(tail: string): string {
  const words = tail.split(/([/?#&;,_=])/);
  return words
    .map((word, at) => {
      if (at % 2 === 1 || word === '') return word;
      const name = words[at - 1] === '=' ? words[at - 2] : undefined;
      if (name !== undefined && secretNames.test(name)) return '…';
      const isName = words[at + 1] === '=' && /^[a-z][a-z-]{0,14}$/i.test(word);
      return isName || isPlain(word) ? word : '…';
    })
    .join('')
    .replaceAll(/…(?:[_,;]…)+/g, '…');
}

/** Short numbers, and known words with a number behind them. */
function isPlain(word: string): boolean {
  if (/^\d{1,4}$/.test(word)) return true;
  return word
    .toLowerCase()
    .split('.')
    .every(
      (part) =>
        /^\d{1,2}$/.test(part) || plainWords.has(part) || plainWords.has(part.replace(/-?\d{1,3}$/, '')),
    );
}
