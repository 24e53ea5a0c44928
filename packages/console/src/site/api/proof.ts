// SPDX-License-Identifier: Apache-2.0
/** What the recorder proves about itself: completeness, retention. */
import type { AnswerOf } from '@mingjing/contracts';
import * as contract from '@mingjing/contracts/site';
import { call } from '../../frame/call.ts';

export type Completeness = AnswerOf<typeof contract.readCompleteness>;
export type ChallengeVerdict = AnswerOf<typeof contract.proveRetention>;

export const readCompleteness = (camera: string, day: string): Promise<Completeness> =>
  call(contract.readCompleteness, { query: { camera, day } });
export const runChallenge = (samples: number): Promise<ChallengeVerdict> =>
  call(contract.proveRetention, { body: { samples } });
