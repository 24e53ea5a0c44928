// SPDX-License-Identifier: Apache-2.0

/** The cameras and range that playback handed over in the address, or undefined. */
export function rangeFromAddress():
  | { readonly cameras: string[]; readonly fromMs: number; readonly toMs: number }
  | undefined {
  const search = new URLSearchParams(location.search);
  const [fromMs, toMs] = [Number(search.get('fromMs')), Number(search.get('toMs'))];
  const cameras = (search.get('cameras') ?? '').replaceAll('"', '').split(',').filter(Boolean);
  return fromMs > 0 && toMs > fromMs ? { cameras, fromMs, toMs } : undefined;
}
