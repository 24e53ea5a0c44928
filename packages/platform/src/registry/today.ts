// SPDX-License-Identifier: Apache-2.0
/** Today in China. */
export const todayOf = (nowMs: number): string => new Date(nowMs + 8 * 3_600_000).toISOString().slice(0, 10);
