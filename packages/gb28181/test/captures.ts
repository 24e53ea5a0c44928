// SPDX-License-Identifier: Apache-2.0
/** The captures in `fixtures/`: a pcap reader for tests, UDP payloads and TCP streams of an Ethernet capture. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Flow = { readonly from: string; readonly to: string };
export type Datagram = Flow & {
  readonly kind: 'udp' | 'tcp';
  readonly payload: Uint8Array;
  readonly atMs: number;
};

/** UDP payloads (IP fragments joined) and TCP segments in order of capture; repeated TCP bytes left out. */
export function readCapture(name: string): Datagram[] {
  const bytes = readFileSync(join(import.meta.dirname, '..', 'fixtures', name));
  const isLittle = bytes.readUInt32LE(0) === 0xa1b2c3d4;
  const u32 = (at: number) => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const found: Datagram[] = [];
  const fragments = new Map<string, Map<number, Buffer>>();
  const nextSeq = new Map<string, number>();
  for (let at = 24; at + 16 <= bytes.length; ) {
    const size = u32(at + 8);
    const atMs = u32(at) * 1000 + u32(at + 4) / 1000;
    const frame = bytes.subarray(at + 16, at + 16 + size);
    at += 16 + size;
    if (frame.readUInt16BE(12) !== 0x0800) continue;
    const ip = frame.subarray(14);
    const protocol = ip[9];
    const [source, target] = [[...ip.subarray(12, 16)].join('.'), [...ip.subarray(16, 20)].join('.')];
    const offset = (ip.readUInt16BE(6) & 0x1fff) * 8;
    const more = (ip.readUInt16BE(6) & 0x2000) !== 0;
    let body = ip.subarray((ip[0]! & 15) * 4, ip.readUInt16BE(2));
    if (offset > 0 || more) {
      const key = `${source}/${target}/${ip.readUInt16BE(4)}`;
      const parts = fragments.get(key) ?? new Map<number, Buffer>();
      fragments.set(key, parts.set(offset, body));
      if (more) continue;
      body = Buffer.concat([...parts].sort(([a], [b]) => a - b).map(([, part]) => part));
    }
    const flow = {
      from: `${source}:${body.readUInt16BE(0)}`,
      to: `${target}:${body.readUInt16BE(2)}`,
      atMs,
    };
    if (protocol === 17) found.push({ ...flow, kind: 'udp', payload: new Uint8Array(body.subarray(8)) });
    if (protocol !== 6) continue;
    const payload = body.subarray((body[12]! >> 4) * 4);
    const seq = body.readUInt32BE(4);
    const key = `${flow.from}/${flow.to}`;
    const expected = nextSeq.get(key);
    if (payload.length === 0 || (expected !== undefined && seq < expected)) continue;
    nextSeq.set(key, seq + payload.length);
    found.push({ ...flow, kind: 'tcp', payload: new Uint8Array(payload) });
  }
  return found;
}

const sipStart = /^(SIP\/2\.0 |[A-Z]+ sips?:)/;

/** Only SIP datagrams. */
export const sipIn = (name: string): Datagram[] =>
  readCapture(name).filter(({ payload }) =>
    sipStart.test(Buffer.from(payload.subarray(0, 40)).toString('latin1')),
  );

/** RTP payload type 96 by flow: `from>to`. */
export function rtpIn(name: string, payloadType = 96): Map<string, Uint8Array[]> {
  const flows = new Map<string, Uint8Array[]>();
  for (const { kind, from, to, payload } of readCapture(name)) {
    if (kind !== 'udp' || payload.length < 12 || payload[0] !== 0x80 || (payload[1]! & 127) !== payloadType)
      continue;
    const key = `${from}>${to}`;
    flows.set(key, [...(flows.get(key) ?? []), payload]);
  }
  return flows;
}
