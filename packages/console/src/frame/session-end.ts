// SPDX-License-Identifier: Apache-2.0
/** A session ends while somebody works: every refusal for want of one is told here, and the page offers to sign in on the spot. */
import { useEffect } from 'react';

const ended = 'mingjing:session-ended';
/** Refusals that signing in, or the next step of it, mends. */
const mended = new Set([
  'platform/assurance-expired',
  'platform/second-factor-required',
  'platform/password-change-required',
  'recorder/password-change-required',
]);

export function tellSessionEnd(status: number, code: string): void {
  if (status === 401 || mended.has(code)) window.dispatchEvent(new Event(ended));
}

/** @param look asks again who is signed in; called only while the page believes that somebody is */
export function useSessionEnd(believes: boolean, look: () => void): void {
  useEffect(() => {
    if (!believes) return;
    window.addEventListener(ended, look);
    return () => window.removeEventListener(ended, look);
  }, [believes, look]);
}
