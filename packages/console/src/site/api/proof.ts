// SPDX-License-Identifier: Apache-2.0
/** What the recorder proves about itself: duties, completeness, retention. */
import type { ObligationsAnswer } from '@mingjing/law';
import { request } from '../../frame/request.ts';

export const readObligations = (): Promise<ObligationsAnswer> => request('/api/obligations');

export interface Completeness {
  readonly statement: object;
  readonly verdict:
    | { readonly kind: 'complete'; readonly heldMs: number }
    | { readonly kind: 'not-complete'; readonly reason: string };
}
export const readCompleteness = (camera: string, day: string): Promise<Completeness> =>
  request(`/api/completeness?${new URLSearchParams({ camera, day })}`);

export interface ChallengeVerdict {
  readonly challenge: { readonly samples: number; readonly from: string; readonly to: string };
  readonly verdict: {
    readonly samples: number;
    readonly held: number;
    readonly gap: number;
    readonly deleted: number;
    readonly failed: number;
    readonly confidence: number;
    readonly heldAtLeast: number;
  };
}
export const runChallenge = (samples: number): Promise<ChallengeVerdict> =>
  request('/api/challenge', { method: 'POST', body: { samples } });
