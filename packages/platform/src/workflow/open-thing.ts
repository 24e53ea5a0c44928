// SPDX-License-Identifier: Apache-2.0
/** A new thing in the first state of its process. */
import { getProcess } from '@mingjing/law';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import type { Data } from './record.ts';

export interface Opening {
  readonly process: string;
  readonly title: string;
  readonly jurisdiction: string;
  readonly unitId?: string | undefined;
  readonly organisationId?: string | null;
  readonly shownToParty?: boolean;
  readonly origin?: { readonly process: string; readonly id: string } | undefined;
  readonly data: Data;
  readonly userId: string;
  readonly nowMs: number;
}

/** @returns its id */
export async function openThing(tx: Transaction, opening: Opening): Promise<string> {
  const { process, title, jurisdiction, unitId, organisationId, shownToParty, origin, data, userId, nowMs } =
    opening;
  const [opened] = await tx.query<{ id: string }>(
    `INSERT INTO process_instance (process, state, version, jurisdiction, organisation_id, shown_to_party, unit_id, title,
       origin_process, origin_id, data, opened_by, opened_at, updated_at)
     VALUES ($1, $2, 0, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12) RETURNING id`,
    [
      process,
      getProcess(process).initial,
      jurisdiction,
      organisationId ?? null,
      shownToParty ?? false,
      unitId ?? null,
      title,
      origin?.process ?? null,
      origin?.id ?? null,
      JSON.stringify(data),
      userId,
      new Date(nowMs),
    ],
  );
  if (!opened) throw new PlatformError('platform/internal');
  return opened.id;
}

/** People whom something else than a step has named: a draw names the officers of a visit before anybody approves it. */
export async function namePersons(
  tx: Transaction,
  instanceId: string,
  named: { readonly duty: string; readonly role: string; readonly userIds: readonly string[] },
): Promise<void> {
  for (const userId of named.userIds)
    await tx.query(
      'INSERT INTO process_person (instance_id, duty, user_id, role, since_seq) VALUES ($1, $2, $3, $4, 0)',
      [instanceId, named.duty, userId, named.role],
    );
}

export interface KnownUnit {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly creditCode: string | null;
  readonly placeKind: string;
  /** Settled by a person; null: the words of the kind are asked. */
  readonly placeClass?: string | null;
  readonly jurisdiction: string;
  readonly organisationId: string | null;
}

/** @throws PlatformError `platform/not-found` */
export async function getUnit(tx: Transaction, id: string): Promise<KnownUnit> {
  const [unit] = await tx.query<KnownUnit & Record<string, unknown>>(
    `SELECT id, name, address, credit_code AS "creditCode", place_kind AS "placeKind",
            CASE WHEN place_class_by IS NOT NULL THEN place_class END AS "placeClass", jurisdiction,
            organisation_id AS "organisationId" FROM unit WHERE id = $1`,
    [id],
  );
  if (!unit) throw new PlatformError('platform/not-found');
  return unit;
}
