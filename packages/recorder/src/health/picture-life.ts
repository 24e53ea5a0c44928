// SPDX-License-Identifier: Apache-2.0
/**
 * From single measurements to a state that stands: one dark minute is a lorry, three are a fault. What could not be told
 * neither raises nor ends anything.
 */
import { type HealthVerdict, healthVerdicts } from './judge.ts';

/** As many measurements in a row with one finding make it stand. */
export const raisedAfter = 3;
/** As many clear ones in a row end it. */
export const clearedAfter = 2;

export type ToldVerdict = Exclude<HealthVerdict, 'unknown'>;

/** One per finding, its subject the camera. */
export type PictureAlarm = `picture-${Exclude<ToldVerdict, 'clear'>}`;
export const pictureAlarms = healthVerdicts
  .filter((verdict) => verdict !== 'clear' && verdict !== 'unknown')
  .map((verdict): PictureAlarm => `picture-${verdict}`);

export class PictureLife {
  #last: ToldVerdict | undefined;
  #inARow = 0;
  #stands: ToldVerdict | undefined;

  /** What stands; undefined until enough measurements agreed. */
  get stands(): ToldVerdict | undefined {
    return this.#stands;
  }

  /** @returns what stands now */
  take(verdict: HealthVerdict): ToldVerdict | undefined {
    if (verdict === 'unknown') return this.#stands;
    this.#inARow = verdict === this.#last ? this.#inARow + 1 : 1;
    this.#last = verdict;
    if (this.#inARow >= (verdict === 'clear' ? clearedAfter : raisedAfter)) this.#stands = verdict;
    return this.#stands;
  }
}
