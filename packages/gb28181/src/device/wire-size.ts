// SPDX-License-Identifier: Apache-2.0
/** How much goes into one message: a datagram that needs no fragments, or a comfortable piece of a stream. */

/** @param total items altogether: of hundreds, many go into one (annex M) */
export function listenerParts(
  transport: 'udp' | 'tcp',
  total: number,
): { readonly budgetBytes: number; readonly most: number } {
  if (transport === 'tcp') return { budgetBytes: 48 << 10, most: 100 };
  // Heads of ours take about 500 bytes. Thousands one by one would take minutes: peers take fragments.
  return total > 500 ? { budgetBytes: 7000, most: 20 } : { budgetBytes: 850, most: 20 };
}
