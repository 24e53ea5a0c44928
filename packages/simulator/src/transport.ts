// SPDX-License-Identifier: Apache-2.0
/** The `Transport` header of SETUP (RFC 2326 §12.39). */

export type OfferedTransport =
  | { readonly kind: 'tcp'; readonly channels: readonly [number, number] }
  | { readonly kind: 'udp'; readonly ports: readonly [number, number] };

/**
 * The first offer that can be met: interleaved, or unicast datagrams.
 *
 * @param tracksSetUp default channels of the next track are twice this and the one after
 */
export function parseTransport(header: string, tracksSetUp: number): OfferedTransport | undefined {
  for (const offer of header.split(',')) {
    const [protocol = '', ...fields] = offer.split(';').map((field) => field.trim());
    const range = (name: string) => {
      const match = new RegExp(`^${name}=(\\d+)(?:-(\\d+))?$`, 'i').exec(
        fields.find((field) => field.toLowerCase().startsWith(`${name}=`)) ?? '',
      );
      return match && ([Number(match[1]), Number(match[2] ?? Number(match[1]) + 1)] as const);
    };
    if (/^RTP\/AVP\/TCP$/i.test(protocol)) {
      const channels = range('interleaved') ?? [tracksSetUp * 2, tracksSetUp * 2 + 1];
      if (channels[0] < 256 && channels[1] < 256) return { kind: 'tcp', channels };
    }
    const ports = range('client_port');
    const multicast = fields.some((field) => field.toLowerCase() === 'multicast');
    if (/^RTP\/AVP(\/UDP)?$/i.test(protocol) && ports && !multicast) return { kind: 'udp', ports };
  }
  return undefined;
}
