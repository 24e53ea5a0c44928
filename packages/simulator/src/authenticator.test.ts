// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { totp } from './authenticator.ts';

// RFC 6238 appendix B, the last six of its eight digits; the secret is `12345678901234567890` in base32.
it.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [20_000_000_000, '353130'],
])('shows at %d seconds the code of the RFC', (seconds, code) => {
  expect(totp('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', seconds * 1000)).toBe(code);
});
