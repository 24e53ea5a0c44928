// SPDX-License-Identifier: Apache-2.0
/** The unit's side: what is due, drafts saved as they go, submitting, withdrawing, carrying the national number. */
import {
  attachRecorderFacts,
  beginFiling,
  carryNationalReceipt,
  type FilingForm,
  listOwnFilings,
  readOwnDuty,
  readOwnFiling,
  saveFiling,
  submitFiling,
  withdrawFiling,
} from '@mingjing/contracts/desk';
import { readRecorderFacts } from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { PlatformError } from '../errors.ts';
import { type Routes, serve } from '../http/serve.ts';
import { clocksOf, todayOf } from '../registry/index.ts';
import { asRow, checksOf, filingColumns, findFiling, type StoredFiling, viewFiling } from './filing-desk.ts';
import { moveFiling } from './move-filing.ts';

interface OwnUnit {
  readonly id: string;
  readonly jurisdiction: string;
  readonly name: string;
  readonly creditCode: string | null;
  readonly address: string;
  readonly placeKind: string;
  readonly storageDays: number | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly filingState: string;
  readonly filedOn: string | null;
  readonly systemName: string | null;
  readonly acceptancePassedOn: string | null;
  readonly putIntoUseOn: string | null;
}

const ownUnitSql = `SELECT u.id, u.jurisdiction, u.name, u.credit_code AS "creditCode", u.address,
  u.place_kind AS "placeKind", u.storage_days AS "storageDays", u.longitude, u.latitude,
  u.filing_state AS "filingState", u.filed_on::text AS "filedOn", s.name AS "systemName",
  s.acceptance_passed_on::text AS "acceptancePassedOn", s.put_into_use_on::text AS "putIntoUseOn"
  FROM unit u LEFT JOIN video_system s ON s.unit_id = u.id WHERE $1::uuid IS NULL OR u.id = $1 ORDER BY u.id, s.id LIMIT 1`;

/** D799 art. 14(3): what is held already is filled in and not asked again. */
function filledIn(unit: OwnUnit, previous: FilingForm | undefined): FilingForm {
  if (previous) return previous;
  return {
    name: unit.name,
    ...(unit.creditCode !== null && { creditCode: unit.creditCode }),
    placeKind: unit.placeKind,
    address: unit.address,
    systemName: unit.systemName ?? '公共安全视频图像信息系统',
    ...(unit.storageDays !== null && { storageDays: unit.storageDays }),
    ...(unit.acceptancePassedOn !== null && { acceptancePassedOn: unit.acceptancePassedOn }),
    ...(unit.putIntoUseOn !== null && { putIntoUseOn: unit.putIntoUseOn }),
    ...(unit.longitude !== null && { longitude: unit.longitude }),
    ...(unit.latitude !== null && { latitude: unit.latitude }),
    people: [],
    cameras: [],
  };
}

const factsRefused = {
  malformed: '不是录像机事实文件',
  'signature-broken': '签名不成立，文件被改动过',
} as const;

export const unitFilingRoutes: Routes = [
  serve(readOwnDuty, async ({ tx, query, nowMs, touch }) => {
    const [unit] = await tx.query<OwnUnit>(ownUnitSql, [query.unitId ?? null]);
    touch({ ids: unit ? [unit.id] : [] });
    if (!unit) return { unit: null, units: [], clocks: [], open: null };
    const units = await tx.query<{ id: string; name: string; address: string }>(
      'SELECT id, name, address FROM unit ORDER BY id LIMIT 500',
    );
    const [open] = await tx.query<StoredFiling>(
      `SELECT ${filingColumns} FROM filing f JOIN unit u ON u.id = f.unit_id
          WHERE f.unit_id = $1 AND f.status IN ('draft', 'submitted', 'accepted', 'returned')
          ORDER BY f.created_at DESC LIMIT 1`,
      [unit.id],
    );
    const { id, name, address, placeKind, filingState, filedOn } = unit;
    return {
      unit: { id, name, address, placeKind, filingState, filedOn },
      units: [...units],
      clocks: [...clocksOf(unit, todayOf(nowMs))],
      open: open ? asRow(open) : null,
    };
  }),
  serve(listOwnFilings, async ({ tx, touch }) => {
    const rows = await tx.query<StoredFiling>(
      `SELECT ${filingColumns} FROM filing f JOIN unit u ON u.id = f.unit_id ORDER BY f.created_at DESC LIMIT 200`,
    );
    touch({ ids: rows.map(({ id }) => id) });
    return rows.map(asRow);
  }),
  serve(beginFiling, async ({ tx, body, actor, nowMs, touch }) => {
    const [unit] = await tx.query<OwnUnit>(ownUnitSql, [body.unitId ?? null]);
    if (!unit) throw new PlatformError('platform/not-found');
    const [previous] = await tx.query<{ form: FilingForm }>(
      `SELECT form FROM filing WHERE unit_id = $1 AND status = 'verified' ORDER BY verified_at DESC LIMIT 1`,
      [unit.id],
    );
    // A filing taken over from before this desk has no form here; what is registered is the form.
    if (body.kind === 'change' && !previous && unit.filedOn === null)
      throw new PlatformError('platform/state-conflict', { state: 'unfiled' });
    const [row] = await tx.query<{ id: string }>(
      `INSERT INTO filing (unit_id, organisation_id, jurisdiction, kind, status, form, created_at, updated_at)
         VALUES ($1, $2, $3, $4, 'draft', $5, $6, $6) RETURNING id`,
      [
        unit.id,
        actor.organisationId,
        unit.jurisdiction,
        body.kind,
        JSON.stringify(filledIn(unit, previous?.form)),
        new Date(nowMs),
      ],
    );
    if (!row) throw new PlatformError('platform/internal');
    touch({ ids: [row.id] });
    return viewFiling(tx, row.id, todayOf(nowMs));
  }),
  serve(readOwnFiling, ({ tx, params, nowMs, touch }) => {
    touch({ ids: [params.id] });
    return viewFiling(tx, params.id, todayOf(nowMs));
  }),
  serve(saveFiling, async ({ tx, params, body, nowMs, touch }) => {
    touch({ ids: [params.id] });
    const filing = await findFiling(tx, params.id);
    if (filing.status !== 'draft' && filing.status !== 'returned')
      throw new PlatformError('platform/state-conflict', { state: filing.status });
    const saved = await tx.query(
      'UPDATE filing SET form = $3, version = version + 1, updated_at = $4 WHERE id = $1 AND version = $2 RETURNING id',
      [params.id, body.version, JSON.stringify(body.form), new Date(nowMs)],
    );
    if (saved.length === 0)
      throw new PlatformError('platform/version-conflict', { seen: body.version, current: filing.version });
    return viewFiling(tx, params.id, todayOf(nowMs));
  }),
  serve(attachRecorderFacts, async ({ tx, params, upload, nowMs, touch }) => {
    touch({ ids: [params.id] });
    if (!upload) throw new PlatformError('platform/invalid', { path: 'file', reason: 'missing' });
    const read = readRecorderFacts(nodeAlgorithms, upload.bytes);
    if (read.kind !== 'signed')
      throw new PlatformError('platform/malformed', { reason: factsRefused[read.kind] });
    const { facts, fingerprint } = read;
    const filing = await findFiling(tx, params.id);
    if (filing.status !== 'draft' && filing.status !== 'returned')
      throw new PlatformError('platform/state-conflict', { state: filing.status });
    const form =
      (filing.form.cameras ?? []).length > 0
        ? filing.form
        : {
            ...filing.form,
            cameras: facts.cameras.map(({ id, name }) => ({
              code: id,
              ...(name !== '' && { place: name }),
            })),
          };
    await tx.query(
      'UPDATE filing SET recorder_facts = $2, form = $3, version = version + 1, updated_at = $4 WHERE id = $1',
      [params.id, JSON.stringify({ facts, fingerprint }), JSON.stringify(form), new Date(nowMs)],
    );
    return viewFiling(tx, params.id, todayOf(nowMs));
  }),
  serve(submitFiling, async (context) => {
    const { tx, params, body, nowMs, touch } = context;
    touch({ ids: [params.id] });
    const filing = await findFiling(tx, params.id);
    const wrong = (await checksOf(tx, filing)).find(({ weight }) => weight === 'error');
    if (wrong) throw new PlatformError('platform/invalid', { path: wrong.field, reason: wrong.zh });
    await moveFiling(context, filing, { version: body.version, action: 'submit' });
    return viewFiling(tx, params.id, todayOf(nowMs));
  }),
  serve(withdrawFiling, async (context) => {
    const { tx, params, body, touch } = context;
    touch({ ids: [params.id] });
    await moveFiling(context, await findFiling(tx, params.id), { version: body.version, action: 'withdraw' });
    return { withdrawn: true } as const;
  }),
  serve(carryNationalReceipt, async ({ tx, params, body, nowMs, touch }) => {
    touch({ ids: [params.id], detail: { nationalReceipt: body.number } });
    const { status } = await findFiling(tx, params.id);
    const [done] = await tx.query<{ carried: boolean }>(
      'SELECT mj_carry_national_receipt($1, $2) AS carried',
      [params.id, body.number],
    );
    if (!done?.carried) throw new PlatformError('platform/state-conflict', { state: status });
    return viewFiling(tx, params.id, todayOf(nowMs));
  }),
];
