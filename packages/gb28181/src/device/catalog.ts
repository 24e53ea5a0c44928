// SPDX-License-Identifier: Apache-2.0
/** Catalog items and record items as a platform wants them, and their distribution over messages (annex J, M). */

import { encodeLocalTime } from '../manscdp/time.ts';
import type { XmlField } from '../text/xml.ts';
import type { DeviceHost, RecordRow, SharedChannel, UpperPlatform } from './host.ts';

/** One camera as a catalog item; 2016 and 2022 differ in a few fields. */
export function catalogItem(
  channel: SharedChannel,
  parentId: string,
  platform: UpperPlatform,
  facts: DeviceHost['facts'],
): readonly XmlField[] {
  const is2016 = platform.version === '2016';
  return [
    ['DeviceID', channel.id],
    ['Name', channel.name],
    ['Manufacturer', facts.manufacturer],
    ['Model', facts.model],
    ['Owner', is2016 ? 'Owner' : undefined],
    ['CivilCode', channel.id.slice(0, 6)],
    ['Address', channel.name],
    ['Parental', 0],
    ['ParentID', parentId],
    ['SafetyWay', is2016 ? 0 : undefined],
    ['RegisterWay', 1],
    ['Secrecy', 0],
    ['Status', channel.isOnline ? 'ON' : 'OFF'],
    ...(is2016
      ? []
      : ([
          [
            'Info',
            [
              ['PTZType', channel.isMovable ? 1 : 3],
              ['StreamNumberList', '0'],
              ['DownloadSpeed', '1/2/4/8'],
            ],
          ],
        ] as XmlField[])),
  ];
}

/** Records with starts and ends that are all different in whole seconds: a platform keys them by both (Q4). */
export function recordItems(
  rows: readonly RecordRow[],
  channel: SharedChannel,
  recorderId: string,
): readonly (readonly XmlField[])[] {
  const seen = new Set<string>();
  const items: (readonly XmlField[])[] = [];
  for (const row of rows) {
    const start = encodeLocalTime(row.fromMs);
    const end = encodeLocalTime(Math.ceil(row.toMs / 1000) * 1000);
    if (seen.has(`${start}${end}`)) continue;
    seen.add(`${start}${end}`);
    items.push([
      ['DeviceID', channel.id],
      ['Name', channel.name],
      ['FilePath', row.path],
      ['Address', channel.name],
      ['StartTime', start],
      ['EndTime', end],
      ['Secrecy', 0],
      ['Type', 'time'],
      ['RecorderID', recorderId],
      ['FileSize', row.sizeBytes],
    ]);
  }
  return items;
}

/** @param sizeOf bytes of one item on the wire @param budgetBytes what fits a message beside its head */
export function partsOf<Item>(
  items: readonly Item[],
  sizeOf: (item: Item) => number,
  budgetBytes: number,
  most: number,
): readonly (readonly Item[])[] {
  const parts: Item[][] = [];
  let size = 0;
  for (const item of items) {
    const one = sizeOf(item);
    const last = parts.at(-1);
    if (last && size + one <= budgetBytes && last.length < most) {
      last.push(item);
      size += one;
    } else {
      parts.push([item]);
      size = one;
    }
  }
  return parts;
}
