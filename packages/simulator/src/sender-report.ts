// SPDX-License-Identifier: Apache-2.0
/** RTCP compound packet: sender report and source description (RFC 3550 §6.4.1, §6.5). */

/** Seconds from 1900 to 1970. */
const NTP_EPOCH = 2_208_988_800;

export type SenderReport = {
  readonly ssrc: number;
  /** Unix milliseconds, with fraction. */
  readonly wallMs: number;
  readonly rtpTimestamp: number;
  readonly packetCount: number;
  readonly octetCount: number;
  readonly cname: string;
};

export function senderReport(report: SenderReport): Buffer {
  const { ssrc, wallMs, rtpTimestamp, packetCount, octetCount } = report;
  const sr = Buffer.alloc(28);
  const seconds = Math.floor(wallMs / 1000);
  sr.writeUInt32BE(0x80c80006, 0);
  sr.writeUInt32BE(ssrc, 4);
  sr.writeUInt32BE((seconds + NTP_EPOCH) % 2 ** 32, 8);
  sr.writeUInt32BE(Math.floor(((wallMs / 1000) % 1) * 2 ** 32), 12);
  sr.writeUInt32BE(rtpTimestamp, 16);
  sr.writeUInt32BE(packetCount % 2 ** 32, 20);
  sr.writeUInt32BE(octetCount % 2 ** 32, 24);
  return Buffer.concat([sr, sourceDescription(ssrc, report.cname)]);
}

/** One chunk with CNAME, ended by a zero byte and filled to 32 bits. */
function sourceDescription(ssrc: number, cname: string): Buffer {
  const text = Buffer.from(cname, 'utf8').subarray(0, 255);
  const items = 2 + text.length + 1;
  const sdes = Buffer.alloc(8 + Math.ceil(items / 4) * 4);
  sdes.writeUInt16BE(0x81ca, 0);
  sdes.writeUInt16BE(sdes.length / 4 - 1, 2);
  sdes.writeUInt32BE(ssrc, 4);
  sdes[8] = 1;
  sdes[9] = text.length;
  text.copy(sdes, 10);
  return sdes;
}
