// SPDX-License-Identifier: Apache-2.0
/**
 * `mingjing export`: the same gate, register and bundle as in the server, over a store that no recorder has open. The
 * person at the command line hands the footage to officers; what the law asks of them is checked before anything is read.
 */

import { createHash, randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { AccessRequest, AccessSession, Missing, Officer, Person } from '@mingjing/contracts/site';
import { openArchive } from '../../recording/core/media/offline-archive.ts';
import type { FootageOptions } from '../../recording/core/recorder-core.ts';
import { ServerRefusal } from '../../terms/refusal.ts';
import { checkCompleteness } from '../access/completeness.ts';
import { AccessGate } from '../access/gate.ts';
import { findPurpose } from '../access/purposes.ts';
import { RequestLog } from '../access/request-log.ts';
import { SessionBook } from '../access/session-book.ts';
import { openServerFiles } from '../database/server-database.ts';
import { SettingsBook } from '../settings/settings.ts';

import { planExport } from './export-bundle.ts';
import { showWhole, writeWhole } from './export-desk.ts';

export type StoreExport = {
  readonly directory: string;
  /** Opens encrypted footage. */
  readonly footage?: FootageOptions;
  readonly cameras: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  /** Written beside and renamed: never half there. */
  readonly out: string;
  readonly purpose: string;
  readonly officers: readonly Officer[];
  /** 调取通知书文号 */
  readonly documentNumber?: string;
  /** 证明文件, bytes. */
  readonly certificate?: Uint8Array;
  /** Second person at the unit. */
  readonly approvedBy?: string;
  /** Name of the person at the command line. */
  readonly by: string;
  readonly signal: AbortSignal;
  readonly onProgress: (share: number) => void;
};

export type StoreExported =
  | { readonly kind: 'incomplete'; readonly missing: readonly Missing[] }
  | {
      readonly kind: 'done';
      readonly out: string;
      readonly sizeBytes: number;
      /** Hex SHA-256 of manifest.json. */
      readonly manifest: string;
      readonly session: string;
      readonly number: number;
      readonly files: number;
    };

/**
 * @throws RecorderError `recorder/store-…`
 * @throws ServerRefusal `recorder/no-footage`, `recorder/export-failed`
 */
export async function exportFromStore(asked: StoreExport): Promise<StoreExported> {
  const archive = await openArchive(asked.directory, asked.footage);
  try {
    const files = openServerFiles(archive.directory);
    try {
      const settings = new SettingsBook(files.database).read();
      const request = requestOf(asked);
      const today = new Date(archive.nowMs() + 8 * 3_600_000).toISOString().slice(0, 10);
      const place = { jurisdiction: settings.jurisdiction, today };
      const completeness = checkCompleteness(request, asked.certificate !== undefined, place);
      if (completeness.kind === 'incomplete') return { kind: 'incomplete', missing: completeness.missing };
      for (const camera of request.cameras)
        if (archive.segments({ camera, fromMs: asked.fromMs, toMs: asked.toMs, limit: 1 }).length === 0)
          throw new ServerRefusal('recorder/no-footage', { camera });
      const book = new SessionBook(files.database);
      const requests = new RequestLog(files.database, archive, book, () => undefined);
      const gate = new AccessGate(archive, book, archive.algorithms);
      await gate.recover();
      const opened = await open(gate, book, asked, request, archive.nowMs());
      const grants = gate.grants(opened.id, personOf(asked), ['export']);
      try {
        const planned = await planExport({
          core: archive,
          grants,
          session: opened,
          personal: book.personalRecord(opened.id)!,
          unitName: settings.unit.name === '' ? '（未填写单位名称）' : settings.unit.name,
          verifyUrl: undefined,
          signal: asked.signal,
          onProgress: asked.onProgress,
        });
        showWhole(archive, grants);
        await writeWhole(planned, resolve(asked.out));
        const bytes = planned.plan.files[0]?.source;
        const manifest = createHash('sha256')
          .update(bytes?.kind === 'memory' ? bytes.bytes : new Uint8Array())
          .digest('hex');
        await gate.close(opened.id, { manifest });
        await archive.checkpoint();
        return {
          kind: 'done',
          out: asked.out,
          sizeBytes: planned.plan.sizeBytes,
          manifest,
          session: opened.id,
          number: opened.number,
          files: planned.plan.files.length,
        };
      } finally {
        await gate.closeAll();
        await requests.settled();
      }
    } finally {
      files.database.close();
    }
  } finally {
    await archive.close();
  }
}

function requestOf({ cameras, fromMs, toMs, purpose, officers, documentNumber }: StoreExport): AccessRequest {
  return {
    kind: 'export',
    purpose: 'case',
    ...(purpose.trim() !== '' && { purposeText: purpose.trim() }),
    cameras: [...new Set(cameras)],
    fromMs,
    toMs,
    requester: {
      kind: 'officials',
      officers: [...officers],
      confidentialityAcknowledged: true,
      // The purpose is written out by hand here; it is the reason for the range as well.
      ...(purpose.trim() !== '' && { necessity: purpose.trim() }),
      ...(documentNumber !== undefined && { documentNumber }),
    },
  };
}

function personOf({ by }: Pick<StoreExport, 'by'>): Person {
  return {
    id: `command-line:${by}`,
    user: by,
    name: by,
    role: 'administrator',
    disabled: false,
    secondFactor: false,
    mustChangePassword: false,
  };
}

async function open(
  gate: AccessGate,
  book: SessionBook,
  asked: StoreExport,
  request: AccessRequest,
  now: number,
): Promise<AccessSession> {
  const nowMs = Math.round(now);
  const purpose = findPurpose(request.purpose)!;
  const { id, user, name, role } = personOf(asked);
  const handledBy = { id, user, name, role };
  const certificate = asked.certificate && {
    sha256: createHash('sha256').update(asked.certificate).digest('hex'),
    mimeType: 'application/octet-stream',
    sizeBytes: asked.certificate.length,
  };
  const session = book.add({
    id: randomBytes(18).toString('base64url'),
    state: 'incomplete',
    kind: 'export',
    purpose: purpose.id,
    purposeWords: { zh: purpose.zh, en: purpose.en },
    purposeText: request.purposeText ?? '',
    ground: purpose.ground,
    groundWords: purpose.groundWords,
    cameras: request.cameras,
    fromMs: asked.fromMs,
    toMs: asked.toMs,
    requester: request.requester,
    handledBy,
    requestedMs: nowMs,
    missing: [],
    seen: [],
    corrections: [],
    ...(certificate && { certificate }),
    ...(asked.approvedBy !== undefined && {
      decision: {
        decision: 'approve' as const,
        reason: '命令行导出时写明 stated at the command line',
        by: { id: 'stated', user: asked.approvedBy, name: asked.approvedBy, role: 'manager' as const },
        atMs: nowMs,
      },
    }),
  });
  const record = {
    handledBy,
    requester: request.requester,
    certificate: certificate ?? null,
    decision: session.decision ?? null,
  };
  return gate.open(session, record, nowMs + 24 * 3_600_000);
}
