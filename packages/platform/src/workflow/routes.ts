// SPDX-License-Identifier: Apache-2.0
/** The API of every process: list, open, read, one step, history, papers, evidence. */
import { createHash } from 'node:crypto';
import type { Asked } from '@mingjing/contracts';
import {
  listProcesses,
  type OpenBody,
  type ProcessOperations,
  readPublicDocument,
  type ThingView,
} from '@mingjing/contracts/desk';
import { getProcess, getState, processes } from '@mingjing/law';
import { pictureRefusal } from '@mingjing/web';
import { PlatformError } from '../errors.ts';
import { mediaTypeOf } from '../files/index.ts';
import { processOperations } from '../operations.ts';
import { todayOf } from '../registry/index.ts';
import { type RequestContext, type Routes, serve } from '../serve.ts';
import { getUnit, openThing } from './open-thing.ts';
import { renderPaper } from './papers.ts';
import { findRecord, type KeptEvidence, type ProcessRecord } from './record.ts';
import { type ProcessRules, type RulesTable, rulesOf } from './rules.ts';
import { takeStep } from './take-step.ts';
import { isForParty, viewHistory, viewThing } from './view.ts';

type On<Key extends Exclude<keyof ProcessOperations, 'process'>> = RequestContext &
  Asked<NonNullable<ProcessOperations[Key]>>;

/** @param rules what each process adds to the table */
export function workflowRoutes(rules: RulesTable): Routes {
  return [
    serve(listProcesses, () => processes.map((process) => ({ ...process }))),
    serve(readPublicDocument, checkDocument),
    ...processOperations.flatMap((operations) => routesOf(operations, rules)),
  ];
}

function routesOf(operations: ProcessOperations, table: RulesTable): Routes {
  const { process } = operations;
  const rules = rulesOf(table, process);
  return [
    serve(operations.list, (context) => list(context, process)),
    ...(operations.open ? [serve(operations.open, (context) => open(context, process, rules))] : []),
    serve(operations.read, async (context) => {
      context.touch({ ids: [context.params.id] });
      return seen(context, await findRecord(context.tx, process, context.params.id), rules);
    }),
    serve(operations.step, (context) => step(context, process, table)),
    serve(operations.history, async (context) => {
      context.touch({ ids: [context.params.id] });
      return viewHistory(await findRecord(context.tx, process, context.params.id), context.actor);
    }),
    serve(operations.paper, (context) => paper(context, process, rules)),
    serve(operations.attach, (context) => attach(context, process)),
    serve(operations.evidence, (context) => evidence(context, process, rules)),
  ];
}

async function list({ tx, query, touch }: On<'list'>, process: string) {
  const { state, unit, words, page } = query;
  const where = `i.process = $1 AND ($2::text IS NULL OR i.state = $2) AND ($3::uuid IS NULL OR i.unit_id = $3)
    AND ($4::text IS NULL OR position($4 IN i.title) > 0)`;
  const values = [process, state ?? null, unit ?? null, words ?? null];
  const rows = await tx.query<{
    id: string;
    title: string;
    state: string;
    version: number;
    jurisdiction: string;
    unitId: string | null;
    openedAt: Date;
    updatedAt: Date;
    nextDueOn: string | null;
  }>(
    `SELECT i.id, i.title, i.state, i.version, i.jurisdiction, i.unit_id AS "unitId", i.opened_at AS "openedAt",
            i.updated_at AS "updatedAt", (SELECT min(c.due_on)::text FROM process_clock c
              WHERE c.instance_id = i.id AND c.ended_on IS NULL AND c.paused_since IS NULL) AS "nextDueOn"
       FROM process_instance i WHERE ${where} ORDER BY i.updated_at DESC, i.id LIMIT 50 OFFSET $5`,
    [...values, (page - 1) * 50],
  );
  const counts = await tx.query<{ state: string; n: string }>(
    `SELECT state, count(*) AS n FROM process_instance WHERE process = $1 GROUP BY state`,
    [process],
  );
  const [count] = await tx.query<{ n: string }>(
    `SELECT count(*) AS n FROM process_instance i WHERE ${where}`,
    values,
  );
  touch({ ids: rows.map(({ id }) => id), detail: { ...query } });
  return {
    things: rows.map((row) => ({
      ...row,
      process,
      stateTitle: getState(getProcess(process), row.state).title,
      openedAt: row.openedAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    })),
    total: Number(count?.n ?? 0),
    states: Object.fromEntries(counts.map(({ state: id, n }) => [id, Number(n)])),
  };
}

async function open(context: On<'open'>, process: string, rules: ProcessRules): Promise<ThingView> {
  const { tx, actor, nowMs, touch } = context;
  const { body } = context;
  const unit = body.unitId === undefined ? undefined : await getUnit(tx, body.unitId);
  const party = actor.audience === 'unit';
  const id = await openThing(tx, {
    process,
    title: body.title,
    jurisdiction: unit?.jurisdiction ?? actor.jurisdiction,
    unitId: body.unitId,
    organisationId: party ? actor.organisationId : (unit?.organisationId ?? null),
    shownToParty: party,
    origin: body.origin,
    data: openingData(rules, body, unit),
    userId: actor.userId,
    nowMs,
  });
  touch({ ids: [id] });
  if (rules.opened) {
    const { instance } = await findRecord(tx, process, id);
    await rules.opened({ tx, userId: actor.userId, nowMs, instance });
  }
  return seen(context, await findRecord(tx, process, id), rules);
}

function openingData(rules: ProcessRules, { data }: OpenBody, unit: unknown): Record<string, unknown> {
  const given = rules.opening ? rules.opening.safeParse(data ?? {}) : undefined;
  if (given && !given.success) {
    const [issue] = given.error.issues;
    throw new PlatformError('platform/invalid', {
      path: ['data', ...(issue?.path ?? [])].map(String).join('.'),
      reason: issue?.message ?? '?',
    });
  }
  return { ...((given?.data ?? data ?? {}) as Record<string, unknown>), ...(unit !== undefined && { unit }) };
}

async function step(context: On<'step'>, process: string, table: RulesTable): Promise<ThingView> {
  const { tx, actor, nowMs, touch, services, params } = context;
  const { id, action } = params;
  const { body } = context;
  touch({ ids: [id], detail: { action, version: body.version } });
  if (body.requestId !== undefined) {
    const [done] = await tx.query<{ id: string; action: string; answer: ThingView }>(
      'SELECT instance_id AS id, action, answer FROM process_request WHERE request_id = $1 AND user_id = $2',
      [body.requestId, actor.userId],
    );
    if (done) {
      if (done.id !== id || done.action !== action)
        throw new PlatformError('platform/invalid', {
          path: 'requestId',
          reason: '此编号已用于另一步 · used for another step',
        });
      return done.answer;
    }
  }
  const record = await takeStep(
    {
      tx,
      taker: { userId: actor.userId, role: actor.role },
      nowMs,
      publicUrl: services.publicUrl,
      rules: table,
    },
    { process, id, action, body },
  );
  const answer = await seen(context, record, rulesOf(table, process));
  if (body.requestId !== undefined)
    await tx.query(
      'INSERT INTO process_request (request_id, instance_id, user_id, action, answer) VALUES ($1, $2, $3, $4, $5)',
      [body.requestId, id, actor.userId, action, JSON.stringify(answer)],
    );
  return answer;
}

async function seen(
  { tx, nowMs, actor }: RequestContext,
  record: ProcessRecord,
  rules: ProcessRules,
): Promise<ThingView> {
  const situation = {
    ...record,
    today: todayOf(nowMs),
    asker: actor.userId,
    around: (await rules.look?.(tx, record, todayOf(nowMs))) ?? {},
  };
  return viewThing(situation, rules, actor);
}

async function paper({ tx, params, actor, touch }: On<'paper'>, process: string, rules: ProcessRules) {
  const { id, paper: paperId, format } = params;
  touch({ ids: [id, paperId] });
  const record = await findRecord(tx, process, id);
  const kind = record.papers.find((one) => one.id === paperId)?.kind;
  if (kind === undefined || (actor.audience === 'unit' && !rules.papers?.[kind]?.toParty))
    throw new PlatformError('platform/not-found');
  return renderPaper(tx, id, paperId, format === 'docx' ? 'docx' : 'pdf');
}

const mostFileBytes = 8 << 20;

async function attach({ tx, params, query, actor, nowMs, upload, touch }: On<'attach'>, process: string) {
  const { id } = params;
  const { kind, note } = query;
  await findRecord(tx, process, id, 'lock');
  if (!upload || upload.bytes.length === 0)
    throw new PlatformError('platform/invalid', { path: 'file', reason: '空文件 · empty' });
  if (upload.bytes.length > mostFileBytes) throw new PlatformError('platform/too-large', { limit: '8 MiB' });
  const sha256 = `sha256:${createHash('sha256').update(upload.bytes).digest('hex')}`;
  const limit = pictureRefusal(upload.bytes);
  if (limit !== undefined) throw new PlatformError('platform/too-large', { limit });
  const mediaType = mediaTypeOf(upload.bytes);
  if (kind === 'photo' && !mediaType.startsWith('image/'))
    throw new PlatformError('platform/invalid', { path: 'file', reason: '不是照片 · not a picture' });
  // A phone whose network failed sends the same file again.
  const again = (await findRecord(tx, process, id)).evidence.find(
    (one) => one.sha256 === sha256 && one.kind === kind && one.by === actor.userId,
  );
  if (again) return shownEvidence(again);
  const [kept] = await tx.query<{ id: string }>(
    `INSERT INTO process_evidence (instance_id, kind, file_name, media_type, size_bytes, sha256, bytes, "by", at, note)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
    [
      id,
      kind,
      upload.fileName,
      mediaType,
      upload.bytes.length,
      sha256,
      Buffer.from(upload.bytes),
      actor.userId,
      new Date(nowMs),
      note ?? null,
    ],
  );
  touch({ ids: [id, kept?.id ?? ''] });
  const item = (await findRecord(tx, process, id)).evidence.find((one) => one.id === kept?.id);
  if (!item) throw new PlatformError('platform/not-found');
  return shownEvidence(item);
}

const shownEvidence = ({ by: _by, ...item }: KeptEvidence) => ({ ...item, at: item.at.toISOString() });

async function evidence({ tx, params, actor, touch }: On<'evidence'>, process: string, rules: ProcessRules) {
  const { id, evidence: evidenceId } = params;
  touch({ ids: [id, evidenceId] });
  const record = await findRecord(tx, process, id);
  const known = record.evidence.find((one) => one.id === evidenceId);
  const asked = { asker: actor.userId, instance: record.instance };
  if (!known || (actor.audience === 'unit' && !isForParty(known, asked, rules)))
    throw new PlatformError('platform/not-found');
  const [item] = await tx.query<{ bytes: Buffer; fileName: string; mediaType: string }>(
    'SELECT bytes, file_name AS "fileName", media_type AS "mediaType" FROM process_evidence WHERE id = $1 AND instance_id = $2',
    [evidenceId, id],
  );
  if (!item) throw new PlatformError('platform/not-found');
  return { bytes: new Uint8Array(item.bytes), type: item.mediaType, fileName: item.fileName };
}

async function checkDocument({ tx, params }: RequestContext & Asked<typeof readPublicDocument>) {
  const [row] = await tx.query<{
    kind: string;
    number: string | null;
    issued_at: Date;
    draft: boolean;
    withdrawn_as: 'withdrawn' | 'superseded' | null;
    title: string;
  }>('SELECT * FROM mj_verify_document($1)', [params.code.toUpperCase()]);
  if (!row) throw new PlatformError('platform/not-found');
  const { kind, number, draft, title } = row;
  return {
    title,
    kind,
    number,
    draft,
    issuedAt: row.issued_at.toISOString(),
    state: row.withdrawn_as ?? ('issued' as const),
  };
}
