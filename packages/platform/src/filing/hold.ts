// SPDX-License-Identifier: Apache-2.0
/** In whose hands a filing is. It changes hands visibly: who, to whom, why, in the filing's own history. */
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import type { StoredFiling } from './filing-desk.ts';

export interface Handing {
  readonly tx: Transaction;
  /** Who does it. */
  readonly userId: string;
  readonly nowMs: number;
}

/** @param to null: nobody; any officer may go on */
export async function handOver(
  { tx, userId, nowMs }: Handing,
  filing: Pick<StoredFiling, 'id' | 'organisationId' | 'jurisdiction' | 'unitName' | 'holder'>,
  {
    to,
    toName,
    reason,
  }: { readonly to: string | null; readonly toName: string | null; readonly reason: string },
): Promise<void> {
  await tx.query(
    'UPDATE filing SET holder = $2, held_since = $3, version = version + 1, updated_at = $4 WHERE id = $1',
    [filing.id, to, to === null ? null : new Date(nowMs), new Date(nowMs)],
  );
  await tx.query(
    `INSERT INTO filing_action (filing_id, organisation_id, jurisdiction, action, "by", at, reasons, form)
     SELECT id, organisation_id, jurisdiction, $2, $3, $4, $5, form FROM filing WHERE id = $1`,
    [
      filing.id,
      to === null ? 'released' : 'handed-over',
      userId,
      new Date(nowMs),
      JSON.stringify({ ...(toName !== null && { holder: toName }), reason }),
    ],
  );
  for (const [person, said] of [
    [filing.holder, `${filing.unitName}的备案不再由你办理：${reason}`],
    [to, `${filing.unitName}的备案交由你办理：${reason}`],
  ] as const)
    if (person !== null && person !== userId)
      await tx.query('SELECT mj_tell_person($1, $2, $3, $4, $5)', [
        person,
        'filing-handed-over',
        filing.id,
        said,
        new Date(nowMs),
      ]);
}

/** What a person holds, oldest first. */
export const heldBy = (tx: Transaction, userId: string) =>
  tx.query<{
    id: string;
    organisationId: string;
    jurisdiction: string;
    unitName: string;
    holder: string;
    heldSince: Date | null;
  }>(
    `SELECT f.id, f.organisation_id AS "organisationId", f.jurisdiction, u.name AS "unitName", f.holder,
            f.held_since AS "heldSince"
       FROM filing f JOIN unit u ON u.id = f.unit_id
      WHERE f.holder = $1 AND f.status IN ('submitted', 'accepted') ORDER BY f.held_since, f.id`,
    [userId],
  );

/** An officer who can go on with it. @throws PlatformError `platform/invalid` for anybody else */
export async function officerNamed(tx: Transaction, userId: string, place: string): Promise<string> {
  const [found] = await tx.query<{ name: string }>(
    `SELECT m.display_name AS name FROM member m JOIN organisation o ON o.id = m.organisation_id
      WHERE m.user_id = $1 AND m.role = 'supervisionOfficer' AND NOT m.suspended AND o.kind = 'police'
        AND starts_with($2, m.jurisdiction)`,
    [userId, place],
  );
  if (!found)
    throw new PlatformError('platform/invalid', { path: 'to', reason: '不是这个辖区在用的监督民警' });
  return found.name;
}

/**
 * Before somebody is suspended or gets another role: what was in his hands is freed or goes to another officer.
 *
 * @param to undefined: nobody has decided
 * @throws PlatformError `platform/holds-things` when something is held and nobody has decided
 */
export async function leaveBehind(
  handing: Handing,
  person: string,
  to: string | null | undefined,
): Promise<readonly string[]> {
  const held = await heldBy(handing.tx, person);
  if (held.length === 0) return [];
  if (to === undefined) throw new PlatformError('platform/holds-things', { count: held.length });
  if (to === person) throw new PlatformError('platform/invalid', { path: 'handTo', reason: 'self' });
  for (const filing of held) {
    const toName = to === null ? null : await officerNamed(handing.tx, to, filing.jurisdiction);
    await handOver(handing, filing, { to, toName, reason: '原办理人的账号停用或换了角色' });
  }
  return held.map(({ id }) => id);
}
