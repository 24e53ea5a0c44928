// SPDX-License-Identifier: Apache-2.0
/** What a recorder can try, by the names of the command line. */
export const cheats = [
  'rewritten-log',
  'rolled-back',
  'cloned-key',
  'missing-days',
  'lying-facts',
  'wrong-clock',
  'late-answers',
  'replayed-answers',
  'silent',
  'forked-view',
] as const;
export type Cheat = (typeof cheats)[number];
