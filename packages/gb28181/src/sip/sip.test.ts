// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress, parseVia, withReceived } from './address.ts';
import { encodeSipMessage, headerOf, headersOf, parseSipMessage, type SipMessage } from './message.ts';
import { encodeSdp, mediaParameters, parseSdp, ssrcText } from './sdp.ts';
import { SipStreamReader } from './stream-reader.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const message =
  'MESSAGE sip:1@2 SIP/2.0\r\nv: SIP/2.0/UDP 10.0.0.1:5060;rport;branch=z9hG4bK1, SIP/2.0/UDP 10.0.0.2\r\n' +
  'Via: SIP/2.0/TCP 10.0.0.3\r\nf: "a, b" <sip:34020000001320000001@3402000000>;tag=1\r\nt: <sip:2@3>\r\n' +
  'Subject: one\r\n two\r\ni: x\r\nCSeq: 20 MESSAGE\r\nContent-Length: 4\r\n\r\nbodymore';

describe('SIP messages', () => {
  it('reads compact names, folded lines, several Via (Q8), and cuts the body', () => {
    const parsed = parseSipMessage(bytesOf(message))!;
    expect(headersOf(parsed.headers, 'via')).toHaveLength(3);
    expect(headerOf(parsed.headers, 'subject')).toBe('one two');
    expect(parseAddress(headerOf(parsed.headers, 'From'))).toMatchObject({
      user: '34020000001320000001',
      tag: '1',
    });
    expect(new TextDecoder().decode(parsed.body)).toBe('body');
    expect(parseSipMessage(bytesOf(message.replaceAll('\r\n', '\n')))).toEqual(parsed);
  });

  it('reads what it writes; a value cannot smuggle a header', () => {
    const parsed = parseSipMessage(bytesOf(message))!;
    expect(parseSipMessage(encodeSipMessage(parsed))).toMatchObject({
      method: 'MESSAGE',
      uri: 'sip:1@2',
      body: parsed.body,
    });
    const bad = { ...parsed, headers: [['X', 'a\r\nEvil: 1']] } as SipMessage;
    expect(headerOf(parseSipMessage(encodeSipMessage(bad))!.headers, 'Evil')).toBeUndefined();
  });

  it('refuses what is none, and never throws', () => {
    expect(parseSipMessage(bytesOf('GET / HTTP/1.1\r\n\r\n'))).toBeUndefined();
    expect(parseSipMessage(new Uint8Array(70_000).fill(65))).toBeUndefined();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => void parseSipMessage(bytes)));
  });

  it('comes out of a stream wherever it was split, with line breaks between (Q13)', () => {
    const all = bytesOf(`\r\n\r\n${message.slice(0, -4)}\r\n${message.slice(0, -4)}`);
    for (let split = 0; split <= all.length; split++) {
      const seen: SipMessage[] = [];
      const reader = new SipStreamReader({
        onMessage: (one) => seen.push(one),
        onHopeless: () => seen.push(null as never),
      });
      reader.push(all.subarray(0, split));
      reader.push(all.subarray(split));
      expect(seen.map((one) => new TextDecoder().decode(one.body))).toEqual(['body', 'body']);
    }
  });

  it('a stream that is no SIP, or announces too much, is given up', () => {
    for (const text of [
      'GET / HTTP/1.1\r\n\r\n',
      'A b SIP/2.0\r\nContent-Length: 99999999\r\n\r\n',
      'x'.repeat(70_000),
    ]) {
      let hopeless = 0;
      const reader = new SipStreamReader({ onMessage: () => undefined, onHopeless: () => hopeless++ });
      reader.push(bytesOf(text));
      reader.push(bytesOf(text));
      expect(hopeless).toBe(1);
    }
  });

  it('reads addresses and Via in every form seen', () => {
    expect(parseAddress('sip:a@b:5060;tag=x')).toMatchObject({ user: 'a', host: 'b', port: 5060, tag: 'x' });
    expect(parseAddress('<sip:127.0.0.1:60436>')).toMatchObject({
      user: '',
      host: '127.0.0.1',
      port: 60_436,
      tag: undefined,
    });
    expect(parseAddress('<sip:a@b;transport=tcp>;expires=60')).toMatchObject({ user: 'a', expires: 60 });
    expect(parseVia('SIP/2.0/UDP h:1;branch=x;rport')).toEqual({
      transport: 'UDP',
      sentBy: 'h:1',
      branch: 'x',
      hasRport: true,
    });
    expect(withReceived('SIP/2.0/UDP h:1;rport=3;branch=b;received=9.9.9.9', '1.2.3.4', 5)).toBe(
      'SIP/2.0/UDP h:1;rport=5;branch=b;received=1.2.3.4',
    );
  });
});

describe('SDP', () => {
  it('reads what it writes', () => {
    const text = encodeSdp({
      owner: '34020000001310000001',
      name: 'Download',
      address: '10.0.0.1',
      port: 30_000,
      uri: '34020000001310000001:0',
      startSeconds: 100,
      endSeconds: 200,
      isTcp: true,
      setup: 'active',
      direction: 'sendonly',
      formats: [[96, 'PS/90000']],
      ssrcText: ssrcText(true, '3402000000', 12),
      downloadSpeed: 4,
      fileSizeBytes: 5_000_000_000,
      f: mediaParameters('h264', 'g711'),
    });
    expect(parseSdp(text)).toMatchObject({
      name: 'Download',
      uriId: '34020000001310000001',
      startSeconds: 100,
      endSeconds: 200,
      isTcp: true,
      setup: 'active',
      payloadTypes: [96],
      ssrcText: '1200000012',
      ssrc: 1_200_000_012,
      downloadSpeed: 4,
      fileSizeBytes: 5_000_000_000,
      f: 'v/2////a/1/8/1',
    });
  });

  it('knows SSRC numbers from their digits', () => {
    expect(parseSdp('m=video 1 RTP/AVP 96\r\ny=0100000001')?.ssrc).toBe(0x05f5e101);
    expect(parseSdp('m=video 1 RTP/AVP 96\r\ny=0200001234\r\n')?.ssrc).toBe(0x0bebc6d2);
    expect(parseSdp('m=video 1 RTP/AVP 96\r\ny=1200001234\r\n')?.ssrc).toBe(0x478690d2);
  });

  it('takes what is left out, and nothing without media', () => {
    expect(parseSdp('m=video 6000 TCP/RTP/AVP 96')).toMatchObject({
      isTcp: true,
      setup: undefined,
      startSeconds: 0,
      ssrc: undefined,
    });
    expect(parseSdp('v=0')).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => void parseSdp(`m=video 1 RTP/AVP 96\n${text}`)));
  });
});
