// SPDX-License-Identifier: Apache-2.0
/**
 * What a command of `mingjing` is. Contract: exit 0 done and good · 1 ran, and the answer is no · 2 unusable
 * arguments or input, one line on standard error · 70 internal error. With `--json` standard output carries
 * one JSON document and nothing else.
 */
export type ExitCode = 0 | 1 | 2 | 70;

/** Where a command reads and writes. Tests pass their own; the program passes the process. */
export interface Terminal {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** All of standard input, UTF-8. */
  readonly readStdin: () => Promise<string>;
  /** Aborted on SIGINT or SIGTERM: long work stops cleanly and still answers. */
  readonly signal: AbortSignal;
  /** Standard error is a terminal a person looks at. */
  readonly interactive: boolean;
}

export interface Command {
  /** One line for `mingjing --help`. */
  readonly summary: string;
  /** Everything `mingjing COMMAND --help` prints, Chinese first. */
  readonly help: string;
  readonly run: (args: readonly string[], terminal: Terminal) => Promise<ExitCode>;
}

/** Arguments or input that cannot be used: exit 2 and this sentence, nothing else. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
