// SPDX-License-Identifier: Apache-2.0
/** Addresses of peers, as far as they say who sends. */
import { isIP } from 'node:net';

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';

/** One machine has many addresses on its loopback, and answers from any. */
export const isSameHost = (a: string, b: string): boolean => a === b || (isLoopback(a) && isLoopback(b));

/** An address that something can be sent to. */
export const isHost = (address: string): boolean =>
  isIP(address) > 0 && address !== '0.0.0.0' && address !== '::';
