// SPDX-License-Identifier: Apache-2.0
/** What people call a camera, also one that was removed. */
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';

type Roster = Pick<CoreWithoutMedia, 'cameras'>;

/** Its name, or its id when it never had one. */
export function cameraName({ cameras }: Roster, id: string): string {
  return cameras.find(id)?.name ?? cameras.removed().find((each) => each.id === id)?.name ?? id;
}

/** On papers: the name, and the id that files and log entries carry. */
export function cameraOnPaper(core: Roster, id: string): string {
  const name = cameraName(core, id);
  return name === id ? id : `${name}（${id}）`;
}
