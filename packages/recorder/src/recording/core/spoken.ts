// SPDX-License-Identifier: Apache-2.0
/** How the parts of a recording core are heard: in the program's log, as alarms, and in the evidence log. */
import type { NewEntry } from '@mingjing/evidence';
import type { RecorderAlarm } from '../../terms/alarms.ts';
import type { RecorderOptions } from './recorder-core.ts';

export interface Spoken {
  /** Into the program's log; of an error its words and code. */
  readonly say: (level: 'debug' | 'info' | 'warn' | 'error', message: string, facts: unknown) => void;
  readonly alarm: (
    kind: RecorderAlarm['kind'],
    subject: string,
    raised: boolean,
    facts?: RecorderAlarm['facts'],
  ) => void;
  /** Into the evidence log; durable when it resolves. */
  readonly append: (entry: NewEntry) => Promise<{ readonly index: number; readonly atMs: number }>;
  /** The evidence log could not be written. */
  readonly logFailed: (error: unknown) => void;
}

export function sayWith(log: RecorderOptions['log']): Spoken['say'] {
  return (level, message, facts) => {
    const shown =
      facts instanceof Error ? { error: facts.message, code: (facts as { code?: unknown }).code } : facts;
    log?.(level, message, (shown ?? {}) as object);
  };
}
