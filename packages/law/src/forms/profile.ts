// SPDX-License-Identifier: Apache-2.0
/** What the engine must know of an instrument besides its rules: it asks these properties, never the id. */
import type { Conduct } from '../types/facts.ts';

export interface Profile {
  /** Why the engine never picks it by itself; absent: it is picked where and while it is in force */
  readonly onlyWhenNamed?: string;
  /** A version of a discretion schedule: which version applies is a person's decision */
  readonly schedule?: true;
  /** It asks; it prints no rule of its own that could conflict */
  readonly checklist?: true;
  /** Where our source and the published text differ throughout */
  readonly sourceDiffers?: string;
  /** What installing at a place closed to every camera is called here */
  readonly closedPlace?: Conduct;
  /** The same act under the name another instrument gives it: then no competing norm is missed */
  readonly sameAct?: Readonly<Partial<Record<Conduct, Conduct>>>;
}
