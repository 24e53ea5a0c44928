// SPDX-License-Identifier: Apache-2.0
/** The unit's side: what is due, drafts saved as they go, submitting, withdrawing, carrying the national number. */
import {
  attachRecorderFacts,
  beginFiling,
  carryNationalReceipt,
  fillCamerasFromSheet,
  listOwnFilings,
  readCameraTemplate,
  readOwnDuty,
  readOwnFiling,
  saveFiling,
  submitFiling,
  withdrawFiling,
} from '@mingjing/contracts/desk';
import { readRecorderFacts } from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { sheetMediaType } from '@mingjing/web';
import { PlatformError } from '../errors.ts';
import { clocksOf, todayOf } from '../registry/index.ts';
import { type Routes, serve } from '../serve.ts';
import { cameraTemplate, mergeCameras, readCameraSheet } from './camera-sheet.ts';
import { asRow, checksOf, filingColumns, findFiling, type StoredFiling, viewFiling } from './filing-desk.ts';
import { type OwnUnit, ownUnitSql, readKnown } from './filled-in.ts';
import { moveFiling } from './move-filing.ts';

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
    if (body.kind === 'change' && unit.filedOn === null)
      throw new PlatformError('platform/state-conflict', { state: 'unfiled' });
    const known = await readKnown(tx, unit);
    const [row] = await tx.query<{ id: string }>(
      `INSERT INTO filing (unit_id, organisation_id, jurisdiction, kind, status, form, known, created_at, updated_at)
         VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7, $7) RETURNING id`,
      [
        unit.id,
        actor.organisationId,
        unit.jurisdiction,
        body.kind,
        JSON.stringify(known.form),
        JSON.stringify(known),
        new Date(nowMs),
      ],
    );
    if (!row) throw new PlatformError('platform/internal');
    touch({ ids: [row.id] });
    return viewFiling(tx, row.id, todayOf(nowMs), 'unit');
  }),
  serve(readOwnFiling, ({ tx, params, nowMs, touch }) => {
    touch({ ids: [params.id] });
    return viewFiling(tx, params.id, todayOf(nowMs), 'unit');
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
    return viewFiling(tx, params.id, todayOf(nowMs), 'unit');
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
    return viewFiling(tx, params.id, todayOf(nowMs), 'unit');
  }),
  serve(fillCamerasFromSheet, async ({ tx, params, upload, nowMs, touch }) => {
    if (!upload) throw new PlatformError('platform/invalid', { path: 'file', reason: 'missing' });
    const read = await readCameraSheet(upload.bytes);
    touch({ ids: [params.id], detail: { rows: read.length } });
    const filing = await findFiling(tx, params.id);
    if (filing.status !== 'draft' && filing.status !== 'returned')
      throw new PlatformError('platform/state-conflict', { state: filing.status });
    const form = { ...filing.form, cameras: mergeCameras(filing.form.cameras ?? [], read) };
    await tx.query('UPDATE filing SET form = $2, version = version + 1, updated_at = $3 WHERE id = $1', [
      params.id,
      JSON.stringify(form),
      new Date(nowMs),
    ]);
    return viewFiling(tx, params.id, todayOf(nowMs), 'unit');
  }),
  serve(readCameraTemplate, async ({ touch }) => {
    touch({ ids: [] });
    return { bytes: await cameraTemplate(), type: sheetMediaType, fileName: '设备表模板.xlsx' };
  }),
  serve(submitFiling, async (context) => {
    const { tx, params, body, nowMs, touch } = context;
    touch({ ids: [params.id] });
    const filing = await findFiling(tx, params.id);
    const wrong = (await checksOf(tx, filing, todayOf(nowMs))).find(({ weight }) => weight === 'error');
    if (wrong) throw new PlatformError('platform/invalid', { path: wrong.field, reason: wrong.zh });
    await moveFiling(context, filing, {
      version: body.version,
      action: 'submit',
      data: { declared: body.declared },
    });
    return viewFiling(tx, params.id, todayOf(nowMs), 'unit');
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
    return viewFiling(tx, params.id, todayOf(nowMs), 'unit');
  }),
];
