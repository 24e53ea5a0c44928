// SPDX-License-Identifier: Apache-2.0
/** What the registers show about the unit's duties. What the rows do not say is left out: unknown, never a breach. */
import { type Look, type Register, siteRegisters } from '@mingjing/contracts/registers';
import type { Evidence } from '@mingjing/law';

/** @param look what the rows of a register are judged with */
export function registerFindings(look: (register: Register) => Look): Evidence {
  return Object.fromEntries(
    siteRegisters.flatMap((register) => {
      const looked = look(register);
      return Object.entries(register.shows).flatMap(([id, show]) => {
        const finding = show(looked);
        return finding === undefined ? [] : [[id, finding]];
      });
    }),
  );
}
