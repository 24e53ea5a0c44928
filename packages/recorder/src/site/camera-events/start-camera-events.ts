// SPDX-License-Identifier: Apache-2.0
/** Everything that hears cameras, put together. */
import { CameraEvents, type CameraEventsParts } from './camera-events.ts';
import { EventRecord } from './event-record.ts';
import { EventWatch } from './event-watch.ts';

export type HeardCameras = {
  /** Told by whoever speaks with devices. */
  readonly heard: CameraEvents['heard'];
  /** Every second. */
  readonly tick: () => void;
  readonly close: () => Promise<void>;
};

/** @param directory of the server's files */
export function startCameraEvents(
  core: CameraEventsParts['core'] & ConstructorParameters<typeof EventRecord>[0],
  { board, say }: Pick<CameraEventsParts, 'board' | 'say'>,
  directory: string,
): HeardCameras {
  const events = new CameraEvents({ core, board, record: new EventRecord(core, directory), say });
  const heard = (event: Parameters<CameraEvents['heard']>[0]) => events.heard(event);
  const watch = new EventWatch({ core, heard, say });
  return {
    heard,
    tick: () => {
      events.tick();
      watch.look();
    },
    close: () => watch.close(),
  };
}
