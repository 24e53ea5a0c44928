// SPDX-License-Identifier: Apache-2.0
/**
 * What was decided about retention while the recorder runs: the floor that the law sets for this unit, and what people of
 * the unit chose beyond it. Kept over restarts; a change stands in the evidence log first.
 */
import type { LawfulFloor, UnitRetention } from '../../terms/holds.ts';
import type { StateStore } from '../state/state-store.ts';
import type { RecorderOptions } from './recorder-core.ts';
import type { Spoken } from './spoken.ts';

export class RetentionChoices {
  readonly #state: StateStore;
  readonly #append: Spoken['append'];
  /** As the state file has them: asked for with every segment that is looked at. */
  #lawfulFloor: LawfulFloor | undefined;
  #unit: UnitRetention;

  constructor(state: StateStore, append: Spoken['append']) {
    this.#state = state;
    this.#append = append;
    this.#lawfulFloor = state.lawfulFloor();
    const [ceilingDays, reserveBytes] = [state.fact('unit-ceiling-days'), state.fact('unit-reserve-bytes')];
    this.#unit = { ...(ceilingDays > 0 && { ceilingDays }), ...(reserveBytes > 0 && { reserveBytes }) };
  }

  lawfulFloor(): LawfulFloor | undefined {
    return this.#lawfulFloor;
  }

  /** Where one is absent the configuration counts. */
  unit(): UnitRetention {
    return this.#unit;
  }

  /** @returns false when it was the same before */
  async setLawfulFloor(floor: LawfulFloor | undefined, by: string): Promise<boolean> {
    const words = (of: LawfulFloor | undefined) => (of ? `${of.floorDays} ${of.floorProvision}` : 'none');
    const [before, after] = [words(this.lawfulFloor()), words(floor)];
    if (before === after) return false;
    await this.#append({ type: 'config', what: 'retention-floor', by, before, after });
    this.#state.setLawfulFloor(floor);
    this.#lawfulFloor = floor;
    return true;
  }

  /** @returns false when it was the same before */
  async setUnit(choice: UnitRetention, by: string): Promise<boolean> {
    const words = ({ ceilingDays, reserveBytes }: UnitRetention) =>
      `ceiling ${ceilingDays ?? 'none'}, reserve ${reserveBytes ?? 'none'}`;
    const [before, after] = [words(this.unit()), words(choice)];
    if (before === after) return false;
    await this.#append({ type: 'config', what: 'retention-unit', by, before, after });
    this.#state.setFact('unit-ceiling-days', choice.ceilingDays ?? 0);
    this.#state.setFact('unit-reserve-bytes', choice.reserveBytes ?? 0);
    this.#unit = choice;
    return true;
  }
}

/** What the configuration file says of the same. */
export function configured({ retention, reserveBytes }: RecorderOptions): UnitRetention {
  const ceilingDays = retention?.ceilingDays;
  return {
    ...(ceilingDays !== undefined && { ceilingDays }),
    ...(reserveBytes !== undefined && { reserveBytes }),
  };
}
