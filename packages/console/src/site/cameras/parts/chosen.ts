// SPDX-License-Identifier: Apache-2.0

/** User and password that a search was made with. */
export interface Login {
  readonly user?: string;
  readonly password?: string;
}

/** What was chosen of what was found. */
export interface Chosen {
  /** In words. */
  readonly label: string;
  /** Without credentials. */
  readonly shown: string;
  /** With those that were typed for the search. */
  readonly url: string;
  readonly name: string;
  readonly onvif?: { readonly service: string; readonly profile: string };
}
