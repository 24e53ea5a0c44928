// SPDX-License-Identifier: Apache-2.0
import { desk } from '@mingjing/contracts';
import { readUnitChronicle } from '@mingjing/contracts/desk';
import { PlatformError } from '../errors.ts';
import { type Routes, serve } from '../serve.ts';
import { openThings, unitEvents } from './unit-chronicle.ts';

/** On one page; the one more says whether there is another. */
const mostEvents = 100;

export const chronicleRoutes: Routes = [
  serve(readUnitChronicle, async ({ tx, actor, params, query, touch }) => {
    touch({ ids: [params.id] });
    const [unit] = await tx.query<{
      id: string;
      name: string;
      filingState: string;
      filingDueOn: string | null;
    }>(
      `SELECT id, name, filing_state AS "filingState", filing_due_on::text AS "filingDueOn" FROM unit WHERE id = $1`,
      [params.id],
    );
    if (!unit) throw new PlatformError('platform/not-found');
    const isOfficial = (desk.officials as readonly string[]).includes(actor.role);
    const events = await unitEvents(tx, {
      unitId: unit.id,
      isOfficial,
      before: query.before,
      most: mostEvents + 1,
    });
    return {
      unit,
      open: query.before === undefined ? await openThings(tx, unit.id) : [],
      events: events.slice(0, mostEvents),
      more: events.length > mostEvents,
    };
  }),
];
