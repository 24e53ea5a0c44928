// SPDX-License-Identifier: Apache-2.0
/** Many units invited at once. Each row is done or says why not; what one row lacks does not hold back the others. */
import { type InvitationRow, inviteUnits, mostAtOnce, readInvitationSheet } from '@mingjing/contracts/desk';
import { asWritten, plainText, readTable } from '@mingjing/web';
import { z } from 'zod';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { endInvitations, sendInvitation } from '../people/index.ts';
import { linkUnit, todayOf } from '../registry/index.ts';
import { type RequestContext, type Routes, serve } from '../serve.ts';
import { organisationOf } from './organisation-of.ts';

interface Unit {
  readonly id: string;
  readonly name: string;
  readonly jurisdiction: string;
  readonly creditCode: string | null;
  readonly organisationId: string | null;
}
type Said = Omit<z.infer<typeof InvitationRow>, 'row' | 'unitId' | 'unitName'>;

const unitFields = 'id, name, jurisdiction, credit_code AS "creditCode", organisation_id AS "organisationId"';

/** Invites one contact into the organisation of one unit. Row policies keep it within the range. */
async function inviteOne(
  { tx, actor, nowMs, services }: RequestContext,
  unit: Unit,
  { displayName, email: typed }: { readonly displayName: string; readonly email: string },
): Promise<Said> {
  const email = typed.toLowerCase();
  const [member] = await tx.query<{ organisationId: string }>(
    'SELECT organisation_id AS "organisationId" FROM member WHERE email = $1',
    [email],
  );
  if (member)
    return member.organisationId === unit.organisationId
      ? { outcome: 'member', reason: null }
      : {
          outcome: 'failed',
          reason: '这个邮箱已有别的单位或机关的账号 · the address signs in for somebody else',
        };
  const by = { tx, userId: actor.userId, nowMs, today: todayOf(nowMs) };
  const organisation = await organisationOf(tx, unit);
  const ended = await endInvitations(tx, organisation.id, email, nowMs);
  const { id } = await sendInvitation(
    { ...by, publicUrl: services.publicUrl },
    {
      email,
      displayName,
      role: 'unitManager',
      organisation,
      said: `公安机关邀请你为 ${unit.name} 办理公共安全视频图像信息系统备案。`,
    },
  );
  await linkUnit(by, unit.id, organisation.id, `invitation:${id}`);
  return { outcome: ended.length > 0 ? 'again' : 'invited', reason: null };
}

const heads = ['统一社会信用代码', '单位名称', '联系人', '邮箱'] as const;

/** The unit a row means: by code, told apart by name; without a code by name alone. */
async function findNamed(
  tx: Transaction,
  code: string,
  name: string,
): Promise<{ readonly unit?: Unit; readonly problem: string | null }> {
  if (code === '' && name === '')
    return { problem: '没有写单位名称或统一社会信用代码 · neither name nor code' };
  const found = await tx.query<Unit & Record<string, unknown>>(
    code === ''
      ? `SELECT ${unitFields} FROM unit WHERE name = $1 LIMIT 3`
      : `SELECT ${unitFields} FROM unit WHERE credit_code = $1 LIMIT 20`,
    [code === '' ? name : code],
  );
  const unit = found.length === 1 ? found[0] : found.find((one) => one.name === name);
  if (unit) return { unit, problem: null };
  return {
    problem:
      found.length === 0
        ? '辖区内没有登记这个单位 · no such unit is registered here'
        : '对应不止一个单位，请把名称写全 · more than one unit, write its whole name',
  };
}

export const invitationRoutes: Routes = [
  serve(inviteUnits, async (context) => {
    const { tx, body, touch } = context;
    const units = await tx.query<Unit & Record<string, unknown>>(
      `SELECT ${unitFields} FROM unit WHERE id = ANY($1)`,
      [body.rows.map(({ unitId }) => unitId)],
    );
    const byId = new Map(units.map((unit) => [unit.id, unit]));
    const rows: z.infer<typeof InvitationRow>[] = [];
    for (const [at, row] of body.rows.entries()) {
      const unit = byId.get(row.unitId);
      const said: Said = unit
        ? await inviteOne(context, unit, row).catch((error: unknown) => {
            // Only what was refused before anything was written; all else undoes the whole call.
            if (error instanceof PlatformError && error.code === 'platform/state-conflict')
              return {
                outcome: 'failed' as const,
                reason: '正由另一个组织办理备案 · another organisation is filing for it',
              };
            throw error;
          })
        : { outcome: 'unknown', reason: null };
      rows.push({ row: at + 1, unitId: unit?.id ?? null, unitName: unit?.name ?? null, ...said });
    }
    const invited = rows.filter(({ outcome }) => outcome === 'invited' || outcome === 'again').length;
    touch({ ids: units.map(({ id }) => id), detail: { invited } });
    return { invited, rows };
  }),
  serve(readInvitationSheet, async ({ tx, upload, touch }) => {
    if (!upload) throw new PlatformError('platform/invalid', { path: 'file', reason: 'missing' });
    const table = await readTable(upload.bytes, heads, ['联系人', '邮箱']);
    if (table.rows.length > mostAtOnce)
      throw new PlatformError('platform/too-large', { limit: `${mostAtOnce} 行 rows` });
    const rows = [];
    for (const { row, cells } of table.rows) {
      const [code = '', name = '', displayName = '', email = ''] = cells.map((cell, at) =>
        (at === 0 ? plainText(cell) : asWritten(cell)).trim(),
      );
      const { unit, problem } = await findNamed(tx, code.toUpperCase(), name);
      const contact = z
        .object({ displayName: z.string().min(1).max(60), email: z.email().max(200) })
        .safeParse({ displayName, email });
      rows.push({
        row,
        unitId: unit?.id ?? null,
        unitName: unit?.name ?? (name || code),
        displayName,
        email,
        problem:
          problem ??
          (contact.success
            ? null
            : contact.error.issues.some(({ path }) => path[0] === 'email')
              ? '邮箱不对 · not an e-mail address'
              : '没有写联系人 · no contact'),
      });
    }
    touch({ ids: rows.flatMap(({ unitId }) => unitId ?? []), detail: { rows: rows.length } });
    return { rows };
  }),
];
