// SPDX-License-Identifier: Apache-2.0
/** Session descriptions of this standard: SDP with `y=` (SSRC) and `f=` (media parameters) (GB/T 28181 annex G). */

export type GbSdp = {
  /** User of `o=`; in an offer never interpreted. */
  readonly owner: string;
  readonly name: string;
  /** `u=`: the id before the colon. */
  readonly uriId: string | undefined;
  readonly address: string;
  /** UNIX seconds; 0 0 is live. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly media: 'video' | 'audio';
  readonly port: number;
  readonly isTcp: boolean;
  /** What the sender of this SDP does; undefined when it does not say. */
  readonly setup: 'active' | 'passive' | undefined;
  readonly direction: 'sendonly' | 'recvonly' | 'sendrecv' | undefined;
  readonly payloadTypes: readonly number[];
  readonly rtpmap: ReadonlyMap<number, string>;
  readonly ssrc: number | undefined;
  /** As printed, leading zeros kept. */
  readonly ssrcText: string | undefined;
  readonly downloadSpeed: number | undefined;
  readonly streamNumber: number | undefined;
  readonly fileSizeBytes: number | undefined;
  readonly f: string | undefined;
};

/** @returns undefined without a media line that could be answered */
export function parseSdp(text: string): GbSdp | undefined {
  const lines = text.split(/\r?\n/).slice(0, 200);
  const first = (type: string) =>
    lines
      .find((line) => line.startsWith(`${type}=`))
      ?.slice(2)
      .trim();
  const media = /^(video|audio)\s+(\d{1,5})\S*\s+(\S+)\s*(.*)$/i.exec(first('m') ?? '');
  if (!media) return undefined;
  const attribute = (name: string) => {
    const line = lines.find((one) => new RegExp(`^a=${name}(?::|\\s*$)`, 'i').test(one));
    return line === undefined ? undefined : line.slice(name.length + 3).trim();
  };
  const times = /^(\d{1,12})\s+(\d{1,12})/.exec(first('t') ?? '');
  const y = /^\d{1,10}/.exec(first('y') ?? '')?.[0];
  const rtpmap = new Map<number, string>();
  for (const line of lines) {
    const map = /^a=rtpmap:\s*(\d{1,3})\s+([^\s/]+)/i.exec(line);
    if (map) rtpmap.set(Number(map[1]), map[2]!.toUpperCase());
  }
  const setup = attribute('setup')?.toLowerCase();
  const address = /\bIP[46]\s+([^\s/]+)/i;
  return {
    owner: first('o')?.split(/\s+/)[0] ?? '',
    name: first('s') ?? '',
    uriId: /^\s*(\d{2,20})\s*:/.exec(first('u') ?? '')?.[1],
    address: address.exec(first('c') ?? '')?.[1] ?? address.exec(first('o') ?? '')?.[1] ?? '',
    startSeconds: unixSeconds(times?.[1]),
    endSeconds: unixSeconds(times?.[2]),
    media: media[1]!.toLowerCase() as 'video' | 'audio',
    port: Number(media[2]),
    isTcp: /TCP/i.test(media[3]!),
    setup: setup === 'active' || setup === 'passive' ? setup : undefined,
    direction: (['sendonly', 'recvonly', 'sendrecv'] as const).find((one) => attribute(one) !== undefined),
    payloadTypes: media[4]!
      .split(/\s+/)
      .filter((one) => /^\d{1,3}$/.test(one))
      .map(Number),
    rtpmap,
    ssrc: y === undefined ? undefined : ssrcOfText(y),
    ssrcText: y,
    downloadSpeed: numberOf(attribute('downloadspeed')),
    streamNumber: numberOf(attribute('streamnumber')),
    fileSizeBytes: numberOf(attribute('filesize')),
    f: first('f'),
  };
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** Some write NTP seconds, counted from 1900. */
function unixSeconds(text: string | undefined): number {
  const seconds = Number(text ?? 0);
  return seconds > 4_000_000_000 ? seconds - 2_208_988_800 : seconds;
}

function ssrcOfText(text: string): number | undefined {
  const value = Number(text);
  return value <= 0xffffffff ? value : undefined;
}

export type SdpParts = {
  readonly owner: string;
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly uri?: string;
  readonly startSeconds?: number;
  readonly endSeconds?: number;
  readonly media?: 'video' | 'audio';
  readonly isTcp: boolean;
  readonly setup?: 'active' | 'passive';
  readonly direction: 'sendonly' | 'recvonly';
  /** Payload type and its name, in order. */
  readonly formats: readonly (readonly [number, string])[];
  readonly ssrcText: string;
  readonly downloadSpeed?: number;
  readonly streamNumber?: number;
  readonly fileSizeBytes?: number;
  readonly f?: string;
};

export function encodeSdp(parts: SdpParts): string {
  const family = parts.address.includes(':') ? 'IP6' : 'IP4';
  const lines = [
    'v=0',
    `o=${parts.owner} 0 0 IN ${family} ${parts.address}`,
    `s=${parts.name}`,
    ...(parts.uri === undefined ? [] : [`u=${parts.uri}`]),
    `c=IN ${family} ${parts.address}`,
    `t=${parts.startSeconds ?? 0} ${parts.endSeconds ?? 0}`,
    `m=${parts.media ?? 'video'} ${parts.port} ${parts.isTcp ? 'TCP/' : ''}RTP/AVP ${parts.formats.map(([type]) => type).join(' ')}`,
    `a=${parts.direction}`,
    ...parts.formats.map(([type, name]) => `a=rtpmap:${type} ${name}`),
    ...(parts.isTcp ? [`a=setup:${parts.setup ?? 'passive'}`, 'a=connection:new'] : []),
    ...(parts.downloadSpeed === undefined ? [] : [`a=downloadspeed:${parts.downloadSpeed}`]),
    ...(parts.streamNumber === undefined ? [] : [`a=streamnumber:${parts.streamNumber}`]),
    ...(parts.fileSizeBytes === undefined ? [] : [`a=filesize:${parts.fileSizeBytes}`]),
    `y=${parts.ssrcText}`,
    ...(parts.f === undefined ? [] : [`f=${parts.f}`]),
  ];
  return `${lines.join('\r\n')}\r\n`;
}

/**
 * The ten digits of `y=` (annex G): 0 live or 1 history, digits 4–8 of the ten-digit domain, four of one's own.
 *
 * @param serial 0–9999, different for each call under way
 */
export function ssrcText(isHistory: boolean, domain: string, serial: number): string {
  const middle = domain.slice(3, 8).padEnd(5, '0').replaceAll(/\D/g, '0');
  return `${isHistory ? 1 : 0}${middle}${String(serial % 10_000).padStart(4, '0')}`;
}

/** `f=`: every slot there, empty ones too. */
export function mediaParameters(
  video: 'h264' | 'h265' | undefined,
  audio: 'g711' | 'aac' | undefined,
): string {
  const codec = video === 'h265' ? '5' : video === 'h264' ? '2' : '';
  const sound = audio === 'g711' ? '1/8/1' : audio === 'aac' ? '6//' : '//';
  return `v/${codec}////a/${sound}`;
}
