// SPDX-License-Identifier: Apache-2.0
/** What is attached to a filing: added and taken away while it is the unit's, read by both sides. */
import { createHash } from 'node:crypto';
import type { RowOf } from '@mingjing/contracts';
import {
  attachmentTypes,
  attachToFiling,
  listFilingAttachments,
  mostAttachmentBytes,
  mostAttachments,
  readFilingAttachment,
  readFilingThumbnail,
  removeFilingAttachment,
} from '@mingjing/contracts/desk';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { takeFile, thumbnailOf } from '../files/index.ts';
import { type Routes, serve } from '../serve.ts';
import { findFiling } from './filing-desk.ts';

type Row = RowOf<typeof listFilingAttachments>;

async function listOf(tx: Transaction, filingId: string): Promise<Row[]> {
  const rows = await tx.query<Omit<Row, 'at'> & { readonly at: Date }>(
    `SELECT id, kind, file_name AS "fileName", media_type AS "mediaType", size_bytes AS "sizeBytes", sha256,
            thumbnail IS NOT NULL AS "hasThumbnail", scanned, at
       FROM filing_attachment WHERE filing_id = $1 ORDER BY at, id`,
    [filingId],
  );
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

async function findOpen(tx: Transaction, id: string) {
  const filing = await findFiling(tx, id);
  if (filing.status !== 'draft' && filing.status !== 'returned')
    throw new PlatformError('platform/state-conflict', { state: filing.status });
  return filing;
}

export const attachmentRoutes: Routes = [
  serve(listFilingAttachments, async ({ tx, params, touch }) => {
    await findFiling(tx, params.id);
    const rows = await listOf(tx, params.id);
    touch({ ids: [params.id, ...rows.map(({ id }) => id)] });
    return rows;
  }),
  serve(attachToFiling, async ({ tx, params, query, upload, actor, nowMs, services, touch }) => {
    if (!upload) throw new PlatformError('platform/invalid', { path: 'file', reason: 'missing' });
    const filing = await findOpen(tx, params.id);
    const { mediaType, scanned } = await takeFile(services.scanFile, upload.bytes, {
      types: attachmentTypes,
      mostBytes: mostAttachmentBytes,
      path: 'file',
    });
    const before = await listOf(tx, params.id);
    if (before.length >= mostAttachments)
      throw new PlatformError('platform/too-large', { limit: `${mostAttachments} 个附件 attachments` });
    const thumbnail = await thumbnailOf(upload.bytes, mediaType);
    const sha256 = createHash('sha256').update(upload.bytes).digest('hex');
    touch({ ids: [params.id], detail: { kind: query.kind, sha256, scanned } });
    await tx.query(
      `INSERT INTO filing_attachment (filing_id, organisation_id, jurisdiction, kind, file_name, media_type, size_bytes,
                                      sha256, bytes, thumbnail, scanned, "by", at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        params.id,
        filing.organisationId,
        filing.jurisdiction,
        query.kind,
        upload.fileName,
        mediaType,
        upload.bytes.length,
        sha256,
        Buffer.from(upload.bytes),
        thumbnail === undefined ? null : Buffer.from(thumbnail),
        scanned,
        actor.userId,
        new Date(nowMs),
      ],
    );
    return listOf(tx, params.id);
  }),
  serve(removeFilingAttachment, async ({ tx, params, touch }) => {
    touch({ ids: [params.id, params.attachment] });
    await findOpen(tx, params.id);
    const gone = await tx.query(
      'DELETE FROM filing_attachment WHERE id = $1 AND filing_id = $2 RETURNING id',
      [params.attachment, params.id],
    );
    if (gone.length === 0) throw new PlatformError('platform/not-found');
    return listOf(tx, params.id);
  }),
  serve(readFilingAttachment, async ({ tx, params, touch }) => {
    touch({ ids: [params.id, params.attachment] });
    const [row] = await tx.query<{ bytes: Buffer; type: string; fileName: string }>(
      `SELECT bytes, media_type AS type, file_name AS "fileName" FROM filing_attachment WHERE id = $1 AND filing_id = $2`,
      [params.attachment, params.id],
    );
    if (!row) throw new PlatformError('platform/not-found');
    return { bytes: new Uint8Array(row.bytes), type: row.type, fileName: row.fileName };
  }),
  serve(readFilingThumbnail, async ({ tx, params, touch }) => {
    touch({ ids: [params.id, params.attachment] });
    const [row] = await tx.query<{ thumbnail: Buffer | null }>(
      'SELECT thumbnail FROM filing_attachment WHERE id = $1 AND filing_id = $2',
      [params.attachment, params.id],
    );
    if (!row?.thumbnail) throw new PlatformError('platform/not-found');
    return {
      bytes: new Uint8Array(row.thumbnail),
      type: 'image/jpeg',
      fileName: 'thumbnail.jpg',
      inline: true,
    };
  }),
];
