// SPDX-License-Identifier: Apache-2.0
/** A thing that goes through a process, with everything its steps have left: read whole, in one place. */
import { getProcess, type Process } from '@mingjing/law';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';

export type Data = Readonly<Record<string, unknown>>;

export interface Instance {
  readonly id: string;
  readonly process: string;
  readonly state: string;
  readonly version: number;
  readonly jurisdiction: string;
  readonly organisationId: string | null;
  readonly shownToParty: boolean;
  readonly unitId: string | null;
  readonly title: string;
  readonly originProcess: string | null;
  readonly originId: string | null;
  readonly data: Data;
  readonly openedAt: Date;
  readonly updatedAt: Date;
}

export interface TakenStep {
  readonly seq: number;
  readonly action: string;
  readonly from: string;
  readonly to: string;
  /** Empty: a clock ran out. */
  readonly by: string;
  readonly byName: string | null;
  readonly role: string;
  readonly at: Date;
  readonly on: string;
  readonly reason: string | null;
  readonly input: Data;
  readonly papers: readonly string[];
  readonly approvesAs: string | null;
  readonly undoes: readonly string[];
}

export interface RunningClock {
  readonly clock: string;
  readonly run: number;
  readonly startedOn: string;
  readonly dueOn: string;
  readonly readings: readonly {
    readonly rule: string;
    readonly due: string;
    readonly provisions: readonly string[];
  }[];
  readonly provisional: boolean;
  readonly pausedSince: string | null;
  readonly pausedBy: string | null;
  readonly onExpiry: string | null;
  readonly endedOn: string | null;
  readonly endedBy: string | null;
}

export interface IssuedPaper {
  readonly id: string;
  readonly kind: string;
  readonly number: string | null;
  readonly seq: number;
  readonly issuedAt: Date;
  readonly verificationCode: string | null;
  readonly draft: boolean;
  readonly withdrawnAs: string | null;
}

export interface KeptEvidence {
  readonly id: string;
  readonly kind: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly at: Date;
  readonly note: string | null;
  /** Who attached it. */
  readonly by: string;
}

export interface AssignedPerson {
  readonly duty: string;
  readonly userId: string;
  readonly role: string;
  readonly name: string | null;
  /** Still a member who may work; who left or is suspended does not count for what must be done by so many. */
  readonly there: boolean;
}

/** Everything about one thing that needs, clocks and pages ask for. */
export interface ProcessRecord {
  readonly process: Process;
  readonly instance: Instance;
  readonly steps: readonly TakenStep[];
  readonly clocks: readonly RunningClock[];
  readonly papers: readonly IssuedPaper[];
  readonly evidence: readonly KeptEvidence[];
  readonly persons: readonly AssignedPerson[];
}

const columns = `id, process, state, version, jurisdiction, organisation_id AS "organisationId",
  shown_to_party AS "shownToParty", unit_id AS "unitId", title, origin_process AS "originProcess",
  origin_id AS "originId", data, opened_at AS "openedAt", updated_at AS "updatedAt"`;

/**
 * @param lock holds the row until the transaction ends, so that two steps never see the same version
 * @throws PlatformError `platform/not-found`, also for what row policies hide
 */
export async function findRecord(
  tx: Transaction,
  process: string,
  id: string,
  lock: 'lock' | 'read' = 'read',
): Promise<ProcessRecord> {
  const [instance] = await tx.query<Instance & Record<string, unknown>>(
    `SELECT ${columns} FROM process_instance WHERE id = $1 AND process = $2 ${lock === 'lock' ? 'FOR UPDATE' : ''}`,
    [id, process],
  );
  if (!instance) throw new PlatformError('platform/not-found');
  return { process: getProcess(process), instance, ...(await partsOf(tx, id)) };
}

async function partsOf(tx: Transaction, id: string): Promise<Omit<ProcessRecord, 'process' | 'instance'>> {
  const steps = await tx.query<TakenStep & Record<string, unknown>>(
    `SELECT s.seq, s.action, s.from_state AS "from", s.to_state AS "to", s."by", m.display_name AS "byName", s.role, s.at,
            s.on_day::text AS "on", s.reason, s.input, s.papers, s.approves_as AS "approvesAs", s.undoes
       FROM process_step s LEFT JOIN member m ON m.user_id = s."by" WHERE s.instance_id = $1 ORDER BY s.seq`,
    [id],
  );
  const clocks = await tx.query<RunningClock & Record<string, unknown>>(
    `SELECT clock, run, started_on::text AS "startedOn", due_on::text AS "dueOn", readings, provisional,
            paused_since::text AS "pausedSince", paused_by AS "pausedBy", on_expiry AS "onExpiry",
            ended_on::text AS "endedOn", ended_by AS "endedBy"
       FROM process_clock WHERE instance_id = $1 ORDER BY clock, run`,
    [id],
  );
  const papers = await tx.query<IssuedPaper & Record<string, unknown>>(
    `SELECT id, kind, number, seq, issued_at AS "issuedAt", verification_code AS "verificationCode", draft,
            withdrawn_as AS "withdrawnAs" FROM process_document WHERE instance_id = $1 ORDER BY seq, id`,
    [id],
  );
  const evidence = await tx.query<KeptEvidence & Record<string, unknown>>(
    `SELECT id, kind, file_name AS "fileName", media_type AS "mediaType", size_bytes AS "sizeBytes", sha256, at, note, "by"
       FROM process_evidence WHERE instance_id = $1 ORDER BY at, id`,
    [id],
  );
  const persons = await tx.query<AssignedPerson & Record<string, unknown>>(
    `SELECT p.duty, p.user_id AS "userId", p.role, m.display_name AS name,
            NOT coalesce(m.suspended OR m.role <> p.role, false) AS there FROM process_person p
       LEFT JOIN member m ON m.user_id = p.user_id WHERE p.instance_id = $1 AND p.until_seq IS NULL ORDER BY p.duty, p.user_id`,
    [id],
  );
  return { steps, clocks, papers, evidence, persons };
}

/** Steps that still count: no later step took them back. */
export function standing(steps: readonly TakenStep[]): readonly TakenStep[] {
  return steps.filter(
    (step) => !steps.some((later) => later.seq > step.seq && later.undoes.includes(step.action)),
  );
}

export const wasTaken = (steps: readonly TakenStep[], action: string): boolean =>
  standing(steps).some((step) => step.action === action);
