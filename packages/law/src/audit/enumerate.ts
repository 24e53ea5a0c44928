// SPDX-License-Identifier: Apache-2.0
/** Every combination of the facts a schedule reads: 10 conducts × 2 actors × 5 × 3 × 2 × 2 = 1,200. */
import { type ScheduleConduct, scheduleConducts } from '../instruments/bj-benchmark/schedules.ts';
import { type Consequence, consequences, type Rectification, rectifications } from '../types/facts.ts';

export interface Combination {
  readonly conduct: ScheduleConduct;
  readonly actor: 'unit' | 'individual';
  readonly rectification: Rectification;
  readonly consequence: Consequence;
  readonly refusesAfterOrder: boolean;
  readonly otherSerious: boolean;
}

/** 是否擅自待判断 shares the rows of 擅自设置 and is left out of the count. */
const enumeratedConducts = scheduleConducts.filter((conduct) => conduct !== 'public-place-install');

function* generate(): Iterable<Combination> {
  for (const conduct of enumeratedConducts)
    for (const actor of ['unit', 'individual'] as const)
      for (const rectification of rectifications)
        for (const consequence of consequences)
          for (const refusesAfterOrder of [false, true])
            for (const otherSerious of [false, true])
              yield { conduct, actor, rectification, consequence, refusesAfterOrder, otherSerious };
}

export const combinations: readonly Combination[] = [...generate()];
