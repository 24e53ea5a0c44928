// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { parseSessionDescription } from '../rtsp/session-description.ts';
import { AudioDepacketizer } from './audio-depacketizer.ts';

const unit = (size: number, mark: number) => Uint8Array.from({ length: size }, (_, at) => (at + mark) & 255);
const bits = (...fields: readonly (readonly [value: number, count: number])[]) => {
  const text = fields.map(([value, count]) => value.toString(2).padStart(count, '0')).join('');
  const bytes = text.match(/.{1,8}/g) ?? [];
  return [
    text.length >> 8,
    text.length & 255,
    ...bytes.map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2)),
  ];
};
const adts = (data: Uint8Array, crc = false) => {
  const size = data.length + (crc ? 9 : 7);
  const head = [
    0xff,
    crc ? 0xf0 : 0xf1,
    0x60,
    0x40 | (size >> 11),
    (size >> 3) & 255,
    ((size & 7) << 5) | 0x1f,
    0xfc,
  ];
  return [...head, ...(crc ? [1, 2] : []), ...data];
};

function heard(fmtp: string, packets: readonly (readonly number[])[]) {
  const sdp = ['m=audio 0 RTP/AVP 97', 'a=rtpmap:97 mpeg4-generic/16000/1', `a=fmtp:97 ${fmtp}`];
  const { audio } = parseSessionDescription(sdp.join('\n'));
  const sizes: string[] = [];
  const deviations: string[] = [];
  const depacketizer = new AudioDepacketizer(audio!, {
    onFrame: ({ pieces, mediaMs }) => sizes.push(`${pieces[0]!.length}:${pieces[0]![0]}@${mediaMs}`),
    onDeviation: (id) => deviations.push(id),
  });
  packets.forEach((packet, at) => {
    depacketizer.push(Uint8Array.from([0, ...packet]), 1, packet.length + 1, at < 2 ? 0 : 1024);
  });
  return { sizes, deviations, audio };
}
const hbr = 'mode=AAC-hbr;config=1408;sizeLength=13';

describe('AAC in RTP', () => {
  it('AU2 an absent index length is 0, and the headers themselves have the last word (case 09)', () => {
    const short = [...bits([5, 13]), ...unit(5, 1)];
    const long = [...bits([5, 13], [0, 3]), ...unit(5, 1)];
    for (const fmtp of [hbr, `${hbr};indexLength=3;indexDeltaLength=3`, 'config=1408']) {
      expect(heard(fmtp, [short]).sizes).toEqual(['5:1@0']);
      expect(heard(fmtp, [long]).sizes).toEqual(['5:1@0']);
    }
  });

  it('AU2 several units in one packet lie one after the other', () => {
    const two = [...bits([5, 13], [4, 13]), ...unit(5, 1), ...unit(4, 7)];
    expect(heard(hbr, [two]).sizes).toEqual(['5:1@0', '4:7@64']);
  });

  it('AU2 a unit in pieces is put together', () => {
    const pieces = [unit(9, 1).subarray(0, 6), unit(9, 1).subarray(6)];
    const packets = pieces.map((piece) => [...bits([9, 13], [0, 3]), ...piece]);
    expect(heard(`${hbr};indexLength=3`, packets).sizes).toEqual(['9:1@0']);
  });

  it('AU2 what fits no framing is counted', () => {
    expect(heard(hbr, [[0, 7, 1, 2, 3, 4]]).deviations).toEqual(['AU2']);
  });

  it('AU1 headers of a file are taken off, in place of units and inside of them', () => {
    const bare = heard(hbr, [[...adts(unit(5, 1)), ...adts(unit(4, 7), true)]]);
    expect([bare.sizes, bare.deviations]).toEqual([['5:1@0', '4:7@64'], ['AU1']]);
    const file = adts(unit(5, 1));
    const inside = heard(`${hbr};indexLength=3`, [[...bits([file.length, 13], [0, 3]), ...file]]);
    expect([inside.sizes, inside.deviations]).toEqual([['5:1@0'], ['AU1']]);
  });

  it('AU2 without a usable configuration it is what the map says', () => {
    expect(heard('mode=AAC-hbr', []).audio?.config).toMatchObject({
      codec: 'aac',
      rate: 16_000,
      channels: 1,
    });
  });
});
