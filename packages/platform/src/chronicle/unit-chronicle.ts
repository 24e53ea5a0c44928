// SPDX-License-Identifier: Apache-2.0
/**
 * What happened with a unit, out of every table that knows: steps of processes, filings, its recorders, what they were asked
 * and what was noticed of them. Row policies say who sees which of it; names of officials are for officials.
 */
import type { ChronicleEvent, OpenThing } from '@mingjing/contracts/desk';
import { findProcess, getProcess, getState } from '@mingjing/law';
import type { Transaction } from '../database/scope.ts';

const mostOpen = 50;
const recorderWords = { zh: '录像机', en: 'Recorder' } as const;
const unitWords = { zh: '单位', en: 'Unit' } as const;

interface Row extends Record<string, unknown> {
  readonly at: Date;
  readonly kind: ChronicleEvent['kind'];
  readonly process: string | null;
  readonly id: string | null;
  readonly subject: string;
  readonly what: string;
  readonly role: string | null;
  readonly by: string | null;
  readonly reason: string | null;
  readonly verdict: ChronicleEvent['counts'] | null;
}

/** Filings have their own history beside the engine's, which reaches further back. */
const forEverybody = `
  SELECT s.at, 'step' AS kind, i.process, i.id::text, i.title AS subject, s.action AS what, s.role, s.by AS user_id,
         s.reason, NULL::jsonb AS verdict
    FROM process_step s JOIN process_instance i ON i.id = s.instance_id
   WHERE i.unit_id = $1 AND i.process <> 'filing'
  UNION ALL
  SELECT a.at, 'filing', 'filing', f.id::text, f.kind, a.action, NULL, a.by, NULL, NULL
    FROM filing_action a JOIN filing f ON f.id = a.filing_id WHERE f.unit_id = $1
  UNION ALL
  SELECT enrolled_at, 'recorder', NULL, NULL, origin, 'enrolled', NULL, '', NULL, NULL FROM recorder WHERE unit_id = $1
  UNION ALL
  SELECT revoked_at, 'recorder', NULL, NULL, origin, 'revoked', NULL, '', revoked_reason, NULL
    FROM recorder WHERE unit_id = $1 AND revoked_at IS NOT NULL
  UNION ALL
  SELECT c.ordered_at, 'challenge', NULL, NULL, r.origin, 'ordered', NULL, c.ordered_by, c.ground, NULL
    FROM recorder_challenge c JOIN recorder r ON r.id = c.recorder_id WHERE c.unit_id = $1
  UNION ALL
  SELECT c.answered_at, 'challenge', NULL, NULL, r.origin, 'answered', NULL, '', NULL, c.verdict
    FROM recorder_challenge c JOIN recorder r ON r.id = c.recorder_id WHERE c.unit_id = $1 AND c.answered_at IS NOT NULL
  UNION ALL
  SELECT f.first_at, 'finding', NULL, NULL, r.origin, f.kind, NULL, '', NULL, NULL
    FROM recorder_finding f JOIN recorder r ON r.id = f.recorder_id WHERE f.unit_id = $1`;

const forOfficials = `
  UNION ALL
  SELECT at, 'reminder', NULL, NULL, '', about, NULL, by, text, NULL FROM unit_reminder WHERE unit_id = $1
  UNION ALL
  SELECT at, 'move', NULL, NULL, from_jurisdiction || ' → ' || to_jurisdiction, 'moved', NULL, by, reason, NULL
    FROM unit_move WHERE unit_id = $1`;

/** Newest first. */
export async function unitEvents(
  tx: Transaction,
  of: {
    readonly unitId: string;
    readonly isOfficial: boolean;
    readonly before: string | undefined;
    readonly most: number;
  },
): Promise<ChronicleEvent[]> {
  const rows = await tx.query<Row>(
    `SELECT e.at, e.kind, e.process, e.id, e.subject, e.what, coalesce(e.role, m.role) AS role,
            coalesce(m.display_name, e.user_id) AS by, e.reason, e.verdict
       FROM (${forEverybody}${of.isOfficial ? forOfficials : ''}) e LEFT JOIN member m ON m.user_id = e.user_id
      WHERE e.at < coalesce($2::timestamptz, 'infinity') ORDER BY e.at DESC LIMIT $3`,
    [of.unitId, of.before ?? null, of.most],
  );
  return rows.map((row) => asEvent(row, of.isOfficial));
}

const isOfUnit = (role: string | null): boolean =>
  role === 'unitManager' || role === 'unitStaff' || role === 'firm';

function asEvent(row: Row, isOfficial: boolean): ChronicleEvent {
  const { at, kind, process, id, subject, what, role, by, reason, verdict } = row;
  const of = process === null ? undefined : findProcess(process);
  const title = of?.transitions.find(({ action }) => action === what)?.title;
  const isTold = isOfficial || isOfUnit(role);
  return {
    at: at.toISOString(),
    kind,
    ...(process !== null && id !== null && { process, id }),
    about: of?.title ?? (kind === 'reminder' || kind === 'move' ? unitWords : recorderWords),
    subject,
    what,
    ...(title && { title }),
    role: by === null || by === '' ? null : role,
    by: isTold && by !== '' ? by : null,
    // Why an organ did something stands in its papers; its own notes are not the unit's.
    reason: isOfficial || kind === 'challenge' || kind === 'recorder' ? reason : null,
    ...(verdict && { counts: countsOf(verdict) }),
  };
}

const countsOf = ({ samples, held, gap, deleted, failed }: NonNullable<ChronicleEvent['counts']>) => ({
  samples,
  held,
  gap,
  deleted,
  failed,
});

/** What is under way, the clock that ends first before all others. */
export async function openThings(tx: Transaction, unitId: string): Promise<OpenThing[]> {
  const rows = await tx.query<{
    process: string;
    id: string;
    title: string;
    state: string;
    clock: string | null;
    dueOn: string | null;
  }>(
    `SELECT i.process, i.id::text, i.title, i.state, c.clock, c.due_on::text AS "dueOn"
       FROM process_instance i
       LEFT JOIN LATERAL (SELECT clock, due_on FROM process_clock WHERE instance_id = i.id AND ended_on IS NULL
         AND paused_since IS NULL ORDER BY due_on LIMIT 1) c ON true
      WHERE i.unit_id = $1 ORDER BY c.due_on NULLS LAST, i.updated_at DESC LIMIT 500`,
    [unitId],
  );
  return rows
    .filter(({ process, state }) => !getState(getProcess(process), state).final)
    .slice(0, mostOpen)
    .map(({ process, id, title, state, clock, dueOn }) => {
      const of = getProcess(process);
      const words = of.states.flatMap(({ clocks }) => clocks).find((one) => one.id === clock)?.title;
      return {
        process,
        id,
        about: of.title,
        title,
        state: getState(of, state).title,
        dueOn,
        clock: words ?? null,
      };
    });
}
