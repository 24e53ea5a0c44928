// SPDX-License-Identifier: Apache-2.0
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed';
  /** What the two have in common: name of the provision or number, row of the duty, conduct */
  readonly about: string;
  /** One Chinese sentence */
  readonly sentence: string;
}
