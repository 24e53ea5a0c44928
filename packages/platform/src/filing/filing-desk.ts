// SPDX-License-Identifier: Apache-2.0
/** A filing as it is read: form, state, findings, deadlines, what was done. */
import type { FilingForm, FilingKind, FilingRow, FilingStatus } from '@mingjing/contracts/desk';
import type { CalendarDay } from '@mingjing/law';
import { z } from 'zod';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { clocksOf, maskPeople, maskPhone, type Settled, settledFacts } from '../registry/index.ts';
import { checkFiling, type FilingCheck } from './checks.ts';
import { compareForms, type FormChange } from './compare-forms.ts';
import type { Known } from './filled-in.ts';
import { compareWithRecorder, type FiledFacts } from './veracity.ts';

export interface StoredFiling {
  readonly id: string;
  readonly unitId: string;
  readonly organisationId: string;
  readonly unitName: string;
  readonly jurisdiction: string;
  readonly kind: FilingKind;
  readonly status: FilingStatus;
  readonly form: FilingForm;
  readonly version: number;
  readonly holder: string | null;
  readonly heldSince: Date | null;
  /** Null for somebody whom the reader's organ does not see. */
  readonly holderName: string | null;
  readonly reasons: Readonly<Record<string, string>> | null;
  readonly submittedAt: Date | null;
  /** The day in China on which this filing was first handed in, `YYYY-MM-DD`; returning it does not move it. */
  readonly handedInOn: string | null;
  /** The day in China on which the unit's duty was met: of the first hand-in that counts, whatever came after. */
  readonly filedOn: string | null;
  /** What a person found of the unit, as it stands in the register. */
  readonly settled: Settled;
  readonly verifiedAt: Date | null;
  readonly updatedAt: Date;
  readonly receiptNumber: string | null;
  readonly verificationCode: string | null;
  readonly nationalReceiptNumber: string | null;
  readonly recorderFacts: FiledFacts | null;
  /** Absent for filings begun before it was kept. */
  readonly known: Known | null;
  /** Name of the organ that verified it, as it was registered then. */
  readonly organ: string | null;
  readonly declaredAt: Date | null;
}

export const filingColumns = `f.id, f.unit_id AS "unitId", f.organisation_id AS "organisationId", u.name AS "unitName",
  f.jurisdiction, f.kind, f.status, f.form, f.version, f.holder, f.held_since AS "heldSince",
  (SELECT display_name FROM member WHERE user_id = f.holder) AS "holderName", f.reasons, f.submitted_at AS "submittedAt",
  f.verified_at AS "verifiedAt", f.updated_at AS "updatedAt", f.receipt_number AS "receiptNumber",
  f.verification_code AS "verificationCode", f.national_receipt_number AS "nationalReceiptNumber",
  f.recorder_facts AS "recorderFacts", f.handed_in_on::text AS "handedInOn", u.filed_on::text AS "filedOn", f.known, f.organ,
  ${settledFacts('u')} AS settled, f.declared_at AS "declaredAt"`;

/** @throws PlatformError `platform/not-found`, also for another county's and another unit's */
export async function findFiling(tx: Transaction, id: string): Promise<StoredFiling> {
  const [filing] = await tx.query<StoredFiling>(
    `SELECT ${filingColumns} FROM filing f JOIN unit u ON u.id = f.unit_id WHERE f.id = $1`,
    [id],
  );
  if (!filing) throw new PlatformError('platform/not-found');
  return filing;
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export const asRow = (filing: StoredFiling): FilingRow => ({
  id: filing.id,
  unitId: filing.unitId,
  unitName: filing.unitName,
  jurisdiction: filing.jurisdiction,
  kind: filing.kind,
  status: filing.status,
  version: filing.version,
  submittedAt: iso(filing.submittedAt),
  handedInOn: filing.handedInOn,
  verifiedAt: iso(filing.verifiedAt),
  updatedAt: filing.updatedAt.toISOString(),
  receiptNumber: filing.receiptNumber,
  nationalReceiptNumber: filing.nationalReceiptNumber,
  held:
    filing.holder === null
      ? null
      : {
          userId: filing.holder,
          name: filing.holderName ?? '公安机关',
          since: iso(filing.heldSince),
        },
  hasReceipt: filing.verificationCode !== null,
});

/**
 * What the desk finds by itself in a form: errors keep it from being submitted, warnings do not.
 *
 * @param on day in China on which the law's numbers are read
 */
export async function checksOf(
  tx: Transaction,
  filing: StoredFiling,
  on: CalendarDay,
): Promise<readonly FilingCheck[]> {
  const { form } = filing;
  const others = await tx.query<{ name: string; address: string; credit_code: string | null }>(
    'SELECT name, address, credit_code FROM unit WHERE id <> $1 AND (address = $2 OR credit_code = $3) LIMIT 20',
    [filing.unitId, form.address ?? '', form.creditCode ?? ''],
  );
  const registered = await tx.query<{ code: string }>(
    'SELECT code FROM camera WHERE unit_id = $1 ORDER BY code',
    [filing.unitId],
  );
  return [
    ...checkFiling(form, {
      jurisdiction: filing.jurisdiction,
      on,
      settled: filing.settled,
      neighbours: others.filter(({ address }) => address === form.address).map(({ name }) => name),
      sameCode: others
        .filter(({ credit_code }) => credit_code !== null && credit_code === form.creditCode)
        .map(({ name }) => name),
      registeredCameras: registered.map(({ code }) => code),
    }),
    ...compareWithRecorder(form, filing.recorderFacts),
  ];
}

/** A filing begun before that was kept is compared with the one verified before it. */
async function readPrevious(tx: Transaction, filing: StoredFiling): Promise<Known | undefined> {
  const [previous] = await tx.query<{ form: FilingForm }>(
    `SELECT form FROM filing WHERE unit_id = $1 AND status = 'verified' AND id <> $2
        AND verified_at < coalesce($3, 'infinity'::timestamptz) ORDER BY verified_at DESC LIMIT 1`,
    [filing.unitId, filing.id, filing.verifiedAt],
  );
  return previous && { form: previous.form, sources: {} };
}

/** @param reader officials see the ends of telephone numbers, also in what changed */
export async function viewFiling(tx: Transaction, id: string, today: string, reader: 'official' | 'unit') {
  const filing = await findFiling(tx, id);
  const { form } = filing;
  const isOfficial = reader === 'official';
  const known = filing.known ?? (await readPrevious(tx, filing));
  const actions = await tx.query<{
    action: string;
    by: string;
    at: Date;
    reasons: Record<string, string> | null;
  }>(
    `SELECT a.action, coalesce(m.display_name, CASE WHEN a."by" = '' THEN '' ELSE '公安机关' END) AS by, a.at, a.reasons
       FROM filing_action a LEFT JOIN member m ON m.user_id = a."by" WHERE a.filing_id = $1 ORDER BY a.at, a.id`,
    [id],
  );
  return {
    ...asRow(filing),
    form: isOfficial ? maskPeople(form) : form,
    reasons: filing.reasons,
    verificationCode: filing.verificationCode,
    mayBeHeldBy: [...(await officersFor(tx, filing.jurisdiction))],
    recorder: filing.recorderFacts && {
      at: filing.recorderFacts.facts.at,
      fingerprint: filing.recorderFacts.fingerprint,
      cameras: filing.recorderFacts.facts.cameras.length,
    },
    checks: [...(await checksOf(tx, filing, today))],
    sources: known?.sources ?? {},
    changes: known
      ? compareForms(known.form, form).map((change) => (isOfficial ? maskChange(change) : change))
      : [],
    clocks: [
      ...clocksOf(
        {
          jurisdiction: filing.jurisdiction,
          placeKind: form.placeKind ?? '',
          placeClass: filing.settled.placeClass ?? null,
          acceptancePassedOn: dayOr(form.acceptancePassedOn),
          putIntoUseOn: dayOr(form.putIntoUseOn),
          filedOn: filing.filedOn,
        },
        today,
      ),
    ],
    actions: actions.map(({ at, ...action }) => ({ ...action, at: at.toISOString() })),
  };
}

/** A changed number is still a change, of which the ends are shown. */
const maskChange = (change: FormChange): FormChange => ({
  ...change,
  fields: change.fields.map(({ field, before, after }) =>
    field === 'phone' ? { field, before: maskAny(before), after: maskAny(after) } : { field, before, after },
  ),
});
const maskAny = (value: unknown): unknown => (typeof value === 'string' ? maskPhone(value) : value);

/** Officers whose organ covers the place. Whom the reader does not see is not offered. */
export const officersFor = (
  tx: Transaction,
  place: string,
): Promise<readonly { readonly userId: string; readonly name: string }[]> =>
  tx.query(
    `SELECT m.user_id AS "userId", m.display_name AS name FROM member m JOIN organisation o ON o.id = m.organisation_id
      WHERE m.role = 'supervisionOfficer' AND NOT m.suspended AND o.kind = 'police' AND starts_with($1, m.jurisdiction)
      ORDER BY m.display_name LIMIT 100`,
    [place],
  );

/** A draft may hold what is no day. */
export const dayOr = (text: string | null | undefined): string | null =>
  text && z.iso.date().safeParse(text).success ? text : null;

export const chinaDay = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
