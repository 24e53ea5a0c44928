// SPDX-License-Identifier: Apache-2.0
/** The clock of the machine, for everything but tests. */
import type { Clock } from '../clock.ts';

export const hostClock: Clock = {
  nowMs: Date.now,
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
