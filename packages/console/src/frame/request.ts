// SPDX-License-Identifier: Apache-2.0
/** Where our servers are, and how they refuse: RFC 9457 problems with a code and field paths. */

/** A refusal as the server words it. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  /** A sentence for the person, in the language asked for. */
  readonly title: string;
  readonly detail?: string;
  /** Where in the input, when one place is wrong. */
  readonly path?: string;
  /** Which fields are wrong and why, by path. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Values of the sentence. */
  readonly facts?: Readonly<Record<string, string | number>>;
  /** What a step of a process still needs. */
  readonly unmet?: readonly {
    readonly id: string;
    readonly kind: string;
    readonly because: { readonly zh: string; readonly en: string };
  }[];
}

export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

/** In `vite dev` each console's server stands behind a prefix; built, the server itself serves the page. Outside a browser there is no address. */
export const apiBase = import.meta.env.DEV
  ? globalThis.location?.pathname.startsWith('/desk')
    ? '/desk-api'
    : '/site-api'
  : '';
