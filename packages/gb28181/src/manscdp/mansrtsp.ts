// SPDX-License-Identifier: Apache-2.0
/** MANSRTSP: what steers a playback (annex B), carried in INFO. */

export type PlaybackCommand =
  | {
      readonly kind: 'play';
      /** Seconds from the start of the range asked for; undefined: go on from here. */
      readonly seekSeconds: number | undefined;
      /** Undefined: keep. */
      readonly scale: number | undefined;
    }
  | { readonly kind: 'pause' }
  | { readonly kind: 'teardown' };

export type MansRtsp = { readonly cseq: string; readonly command: PlaybackCommand };

/** LF or CRLF, with a URL or without, headers in any order and case. */
export function parseMansRtsp(text: string): MansRtsp | undefined {
  const [start = '', ...lines] = text.slice(0, 4096).split(/\r?\n/);
  const method = /^\s*([A-Za-z]+)\s+(?:\S+\s+)?(?:MANS)?RTSP\/1\.0\s*$/i.exec(start)?.[1]?.toUpperCase();
  const header = (name: string) =>
    lines
      .find((line) => line.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim();
  const cseq = header('cseq') ?? '0';
  if (method === 'PAUSE') return { cseq, command: { kind: 'pause' } };
  if (method === 'TEARDOWN') return { cseq, command: { kind: 'teardown' } };
  if (method !== 'PLAY') return undefined;
  const range = /npt\s*=\s*(now|[\d.]+)/i.exec(header('range') ?? '')?.[1];
  const seek = range === undefined || /now/i.test(range) ? undefined : Number(range);
  const scale = Number(header('scale') ?? Number.NaN);
  return {
    cseq,
    command: {
      kind: 'play',
      seekSeconds: seek !== undefined && Number.isFinite(seek) ? seek : undefined,
      scale: Number.isFinite(scale) && scale !== 0 ? scale : undefined,
    },
  };
}

export function encodeMansRtsp({ cseq, command }: MansRtsp): string {
  const lines: string[] = [];
  if (command.kind === 'play') {
    lines.push('PLAY RTSP/1.0', `CSeq: ${cseq}`);
    if (command.scale !== undefined) lines.push(`Scale: ${command.scale.toFixed(1)}`);
    if (command.seekSeconds !== undefined) lines.push(`Range: npt=${command.seekSeconds}-`);
    else if (command.scale === undefined) lines.push('Range: npt=now-');
  } else if (command.kind === 'pause') lines.push('PAUSE RTSP/1.0', `CSeq: ${cseq}`, 'PauseTime: now');
  else lines.push('TEARDOWN RTSP/1.0', `CSeq: ${cseq}`);
  return `${lines.join('\r\n')}\r\n`;
}

/** Body of the 200 to INFO. */
export function encodeMansRtspReply(
  cseq: string,
  at?: { readonly seconds: number; readonly sequence: number; readonly rtpTime: number },
): string {
  const lines = ['RTSP/1.0 200 OK', `CSeq: ${cseq}`];
  if (at) {
    lines.push(`Range: npt=${at.seconds}-`);
    lines.push(`RTP-Info: seq=${at.sequence};rtptime=${at.rtpTime}`);
  }
  return `${lines.join('\r\n')}\r\n`;
}
