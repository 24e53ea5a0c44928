// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskedAddress, withoutSecretsOf } from './masked-address.ts';

describe('the address of a camera as it is shown', () => {
  it.each([
    ['rtsp://admin:x@10.0.0.1/Streaming/Channels/101', 'rtsp://10.0.0.1/Streaming/Channels/101'],
    [
      'rtsp://10.0.0.1/cam/realmonitor?channel=1&subtype=0',
      'rtsp://10.0.0.1/cam/realmonitor?channel=1&subtype=0',
    ],
    ['rtsp://10.0.0.1:8554/h264/ch1/main/av_stream', 'rtsp://10.0.0.1:8554/h264/ch1/main/av_stream'],
    ['rtsp://10.0.0.1/axis-media/media.amp', 'rtsp://10.0.0.1/axis-media/media.amp'],
    [
      'rtsp://10.0.0.1/user=admin_password=tlJwpbo6_channel=1_stream=0.sdp?real_stream',
      'rtsp://10.0.0.1/user=…_password=…_channel=1_stream=0.sdp?…_stream',
    ],
    ['rtsp://10.0.0.1/live?token=12', 'rtsp://10.0.0.1/live?token=…'],
    ['rtsp://10.0.0.1/hunter2/live', 'rtsp://10.0.0.1/…/live'],
    ['rtsp://10.0.0.1/a8f3e0c1', 'rtsp://10.0.0.1/…'],
    [
      'gb28181://34020000001320000001/34020000001310000001',
      'gb28181://34020000001320000001/34020000001310000001',
    ],
  ])('%s is %s', (address, shown) => expect(maskedAddress(address)).toBe(shown));

  it('shows nothing that is put in any place behind the host', () => {
    const secret = fc.string({ unit: fc.constantFrom(...'abcXYZ019$!~+-'), minLength: 6, maxLength: 24 });
    const place = fc.constantFrom(
      (s: string) => `/${s}`,
      (s: string) => `/live/${s}/main`,
      (s: string) => `/live?${s}`,
      (s: string) => `/live?x=${s}&channel=1`,
      (s: string) => `/user=${s}_password=${s}_channel=1.sdp`,
      (s: string) => `/live#${s}`,
      (s: string) => `/live;${s}=1`,
    );
    fc.assert(
      fc.property(secret, place, (text, put) => {
        fc.pre(/\d/.test(text) && /[XYZ]/.test(text));
        const address = `rtsp://10.0.0.1${put(text)}`;
        expect(maskedAddress(address)).not.toContain(text);
        expect(withoutSecretsOf(address, `404 no such stream ${put(text)}`)).not.toContain(text);
      }),
      { numRuns: 500 },
    );
  });
});
