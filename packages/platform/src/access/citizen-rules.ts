// SPDX-License-Identifier: Apache-2.0
/**
 * A citizen's request: the unit sees it from the moment that it has to answer it, and with it who asks, because it is the unit
 * that checks the identity. Recorders hold the footage from the moment that the request comes in and until it is over.
 */
import { sendAgain } from '../uplink/index.ts';
import type { EffectContext, ProcessRules } from '../workflow/index.ts';

/** What the public page was told, and what recorders have told since, by their names. */
export interface CitizenFile {
  readonly unit?: { readonly name: string };
  readonly citizen?: {
    readonly number: string;
    readonly from: string;
    readonly to: string;
    readonly relation: string;
    readonly reason: string;
    readonly name: string;
    readonly contact: string;
  };
  readonly held?: Readonly<Record<string, unknown>>;
}

const tellRecorders = ({ tx, situation }: EffectContext): Promise<void> =>
  sendAgain(tx, situation.instance.id);

export const citizenRequestRules: ProcessRules = {
  process: 'citizen-request',
  shows: ['forward'],
  effects: { show: tellRecorders, close: tellRecorders, withdraw: tellRecorders },
  partyView: ({ instance }) => {
    const { unit, citizen, held } = instance.data as CitizenFile;
    return { unit, citizen, held };
  },
};
