// SPDX-License-Identifier: Apache-2.0
/** What a case gives beside its process: the reasoned letter of what the law says to it today. */
import { letterOfCase } from '@mingjing/contracts/desk';
import { renderReasonedLetter } from '@mingjing/documents';
import { factTable, LawError, writeLetter } from '@mingjing/law';
import { PlatformError } from '../errors.ts';
import { todayOf } from '../registry/index.ts';
import { type Routes, serve } from '../serve.ts';
import { findRecord, type ProcessRecord, standing } from '../workflow/index.ts';
import { caseOf } from './facts.ts';
import { caseRequest } from './recommendation.ts';

/** Who found what: the officer who took the step that brought the finding, its day, its evidence by name. */
function finders({ steps }: ProcessRecord): Readonly<Record<string, object>> {
  return Object.fromEntries(
    standing(steps)
      .filter(({ action }) => action === 'add-finding')
      .flatMap(({ input, by, byName, on }) => {
        const { fact, evidence = [] } = input['data'] as { fact: string; evidence?: readonly string[] };
        return fact in factTable ? [[fact, { by: byName ?? by, on, evidence: evidence.join('、') }]] : [];
      }),
  );
}

export const caseRoutes: Routes = [
  serve(letterOfCase, async ({ tx, params, nowMs, touch }) => {
    const { id, format } = params;
    touch({ ids: [id] });
    const record = await findRecord(tx, 'case', id);
    const { instance } = record;
    const data = caseOf(instance);
    const today = todayOf(nowMs);
    try {
      const written = writeLetter(
        {
          ...caseRequest(data, instance.jurisdiction, today),
          caseNumber: instance.title,
          ...(data.party && { unit: data.party.name }),
          found: finders(record),
        },
        today,
      );
      return await renderReasonedLetter(written, format);
    } catch (error) {
      if (!(error instanceof LawError)) throw error;
      throw new PlatformError('platform/invalid', {
        path: String(error.facts['path'] ?? '.'),
        reason: String(error.facts['problem'] ?? error.message),
      });
    }
  }),
];
