// SPDX-License-Identifier: Apache-2.0
/** What the recorder proves about itself: duties, completeness, retention. */
import type { AnswerOf } from '@mingjing/contracts';
import * as contract from '@mingjing/contracts/site';
import type { Compliance, ObligationsAnswer } from '@mingjing/law';
import { call } from '../../frame/call.ts';

export type Completeness = AnswerOf<typeof contract.readCompleteness>;
export type ChallengeVerdict = AnswerOf<typeof contract.proveRetention>;

/** What binds the unit, and for each duty that is breached or open what to do. */
export const readObligations = async (): Promise<
  ObligationsAnswer & { readonly duties: readonly Compliance[] }
> =>
  (await call(contract.readObligations)) as unknown as ObligationsAnswer & {
    readonly duties: readonly Compliance[];
  };
export const readCompleteness = (camera: string, day: string): Promise<Completeness> =>
  call(contract.readCompleteness, { query: { camera, day } });
export const runChallenge = (samples: number): Promise<ChallengeVerdict> =>
  call(contract.proveRetention, { body: { samples } });
