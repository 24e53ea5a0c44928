// SPDX-License-Identifier: Apache-2.0
/** Papers are made with their step: numbered without gaps, kept as blocks, rendered to the same bytes whenever asked. */
import { countPages, type OfficialDocument, renderDocx, renderPdf } from '@mingjing/documents';
import { paperTitles } from '@mingjing/law';
import type { Transaction } from '../database/scope.ts';
import { randomCode } from '../edge.ts';
import { PlatformError } from '../errors.ts';
import { organOf, todayOf } from '../registry/index.ts';
import type { FiledPaper, PaperRule, ProcessRules, StepSituation } from './rules.ts';
import type { StepContext } from './step-context.ts';

/** @returns which papers were made, and whether one of them tells the party */
export async function writePapers(
  context: StepContext,
  situation: StepSituation,
  rules: ProcessRules,
  seq: number,
): Promise<{ readonly kinds: readonly string[]; readonly toParty: boolean }> {
  const kinds = situation.transition.writes.filter((kind) => rules.papers?.[kind] !== undefined);
  let toParty = false;
  for (const kind of kinds) {
    const rule = rules.papers?.[kind];
    if (!rule) continue;
    await writePaper(context, situation, { kind, rule, seq });
    toParty ||= rule.toParty ?? false;
  }
  return { kinds, toParty };
}

async function writePaper(
  { tx, nowMs, publicUrl }: StepContext,
  situation: StepSituation,
  { kind, rule, seq }: { readonly kind: string; readonly rule: PaperRule; readonly seq: number },
): Promise<void> {
  const { instance, transition } = situation;
  const number =
    rule.series === undefined ? null : await nextNumber(tx, instance.jurisdiction, rule.series, nowMs);
  const code = rule.served ? randomCode(16) : null;
  const organ = (await organOf(tx, instance.jurisdiction))?.name ?? `${instance.jurisdiction} 公安机关`;
  const verification = code === null ? null : { code, url: `${publicUrl}/desk/public/document?code=${code}` };
  const filed = rule.paged ? await filedPapers(tx, instance.id) : [];
  const paper = rule.write({ ...situation, number, organ, verification, nowMs, filed });
  const data = {
    process: instance.process,
    id: instance.id,
    kind,
    number,
    action: transition.action,
    facts: situation.data,
  };
  await tx.query(
    `INSERT INTO process_document (instance_id, kind, number, seq, issued_at, verification_code, paper, data, draft)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      instance.id,
      kind,
      number,
      seq,
      new Date(nowMs),
      code,
      JSON.stringify(paper),
      JSON.stringify(data),
      paper.draft === true,
    ],
  );
}

async function nextNumber(
  tx: Transaction,
  jurisdiction: string,
  series: string,
  nowMs: number,
): Promise<string> {
  const year = Number(todayOf(nowMs).slice(0, 4));
  const [next] = await tx.query<{ n: number }>('SELECT mj_next_document($1, $2, $3) AS n', [
    jurisdiction,
    series,
    year,
  ]);
  return `公（${jurisdiction}）${series}〔${year}〕${next?.n ?? 0}号`;
}

/** The papers of the file, also those that the same step made before this one. */
async function filedPapers(tx: Transaction, instanceId: string): Promise<readonly FiledPaper[]> {
  const papers = await tx.query<Omit<FiledPaper, 'pages'> & { readonly paper: OfficialDocument }>(
    'SELECT kind, number, issued_at AS "issuedAt", paper FROM process_document WHERE instance_id = $1 ORDER BY seq, id',
    [instanceId],
  );
  return papers.map(({ paper, ...filed }) => ({
    ...filed,
    pages: countPages(paper, filed.issuedAt.toISOString()),
  }));
}

interface StoredPaper {
  readonly kind: string;
  readonly number: string | null;
  readonly issuedAt: Date;
  readonly paper: OfficialDocument;
  readonly data: unknown;
}

/**
 * A paper as a file; the same paper gives the same bytes.
 *
 * @throws PlatformError `platform/not-found`
 */
export async function renderPaper(
  tx: Transaction,
  instanceId: string,
  paperId: string,
  format: 'pdf' | 'docx',
): Promise<{ readonly bytes: Uint8Array; readonly type: string; readonly fileName: string }> {
  const [stored] = await tx.query<StoredPaper & Record<string, unknown>>(
    `SELECT kind, number, issued_at AS "issuedAt", paper, data FROM process_document WHERE id = $1 AND instance_id = $2`,
    [paperId, instanceId],
  );
  if (!stored) throw new PlatformError('platform/not-found');
  const name = `${paperTitles[stored.kind]?.zh ?? stored.kind}${stored.number ?? ''}`;
  if (format === 'docx')
    return {
      bytes: await renderDocx(stored.paper),
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      fileName: `${name}.docx`,
    };
  const bytes = renderPdf(stored.paper, {
    issuedAt: stored.issuedAt.toISOString(),
    attachments: [
      {
        name: `${stored.kind}.json`,
        bytes: new TextEncoder().encode(JSON.stringify(stored.data, null, 2)),
        mimeType: 'application/json',
        description: '文书数据',
      },
    ],
  });
  return { bytes, type: 'application/pdf', fileName: `${name}.pdf` };
}
