// SPDX-License-Identifier: Apache-2.0

import { WitnessRounds } from '../../witness/witness-rounds.ts';
import type { OpenStore } from '../opening/open-store.ts';
import type { CoreWithoutMedia, RecorderOptions } from './recorder-core.ts';
import type { Spoken } from './spoken.ts';
import type { RecorderSurroundings } from './surroundings.ts';

export const witnessLookEveryMs = 2000;

/** The rounds in which the witnesses of the configuration are asked. */
export function makeWitnesses(
  core: Pick<CoreWithoutMedia, 'checkpoint' | 'appendEntry' | 'trustedNowMs' | 'confirmTime' | 'nowMs'>,
  { witnesses }: Pick<RecorderOptions, 'witnesses'>,
  { postToWitness }: Pick<RecorderSurroundings, 'postToWitness'>,
  { log }: Pick<OpenStore, 'log'>,
  { alarm, say }: Pick<Spoken, 'alarm' | 'say'>,
): WitnessRounds {
  return new WitnessRounds({
    targets: witnesses ?? [],
    log,
    post: postToWitness,
    checkpoint: () => core.checkpoint(),
    append: (entry) => core.appendEntry(entry),
    trustedNowMs: () => core.trustedNowMs(),
    confirmTime: (atMs, askedMs) => core.confirmTime(atMs, askedMs),
    nowMs: () => core.nowMs(),
    alarm,
    say: (message, facts) => say('warn', message, facts),
  });
}
