// SPDX-License-Identifier: Apache-2.0
/** What the recorder proves about itself: duties, completeness, retention. */
import type { Compliance, ObligationsAnswer } from '@mingjing/law';
import { request } from '../../frame/request.ts';

/** What binds the unit, and for each duty that is breached or open what to do. */
export const readObligations = (): Promise<ObligationsAnswer & { readonly duties: readonly Compliance[] }> =>
  request('/api/obligations');

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
