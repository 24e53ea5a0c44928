// SPDX-License-Identifier: Apache-2.0
/** An event of an alarm panel becomes a row of its register, with its hash in the evidence log, like any other row. */
import { panelEvents } from '@mingjing/contracts/registers';
import type { HeardEvent } from '../../intrusion/panel-receiver.ts';
import type { RowBook } from './row-book.ts';

/**
 * @param isCamera a camera that was taken off the list since the configuration was written is left out
 * @returns kept when it resolves
 */
export async function keepPanelEvent(
  rows: Pick<RowBook, 'add'>,
  event: HeardEvent,
  isCamera: (camera: string) => boolean,
): Promise<void> {
  const { kind, code, zone, words, account, panel, place, camera, atMs } = event;
  await rows.add(
    panelEvents,
    {
      happenedMs: atMs,
      event: kind,
      place: place ?? null,
      camera: camera !== undefined && isCamera(camera) ? camera : null,
      panel: `${panel} ${account}`.slice(0, 80),
      zone: zone || null,
      code,
      words: words.slice(0, 1000) || null,
    },
    { user: `panel:${account}`, name: panel },
  );
}
