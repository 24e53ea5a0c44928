// SPDX-License-Identifier: Apache-2.0
/** Files that come in: a form with one file, or a bare body of a named media type. Read whole, bounded. */
import type {} from '@fastify/multipart';
import type { Operation } from '@mingjing/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type CommonRefusals, EdgeRefusal } from './problem.ts';

export interface Upload {
  /** Empty for a bare body. */
  readonly fileName: string;
  /** Media type as the sender says it. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

const longestFileName = 200;

/** Fastify reads only media types it was told of: those that operations take as they are. */
export function takeBareBodies(app: FastifyInstance, operations: readonly Operation[]): void {
  const types = new Set(operations.flatMap(({ upload }) => (Array.isArray(upload) ? upload : [])));
  for (const type of types)
    app.addContentTypeParser(type, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

/** @throws EdgeRefusal when there is no file, or not of a kind that the operation takes */
export async function readUpload(
  { upload }: Operation,
  request: FastifyRequest,
  { invalid, malformed, mediaType }: CommonRefusals,
): Promise<Upload> {
  if (upload !== 'form') {
    const type = request.headers['content-type']?.split(';')[0]?.trim() ?? '';
    if (!Buffer.isBuffer(request.body) || !upload?.includes(type))
      throw new EdgeRefusal(mediaType(upload?.join(', ') ?? ''));
    return { fileName: '', type, bytes: new Uint8Array(request.body) };
  }
  if (!request.isMultipart()) throw new EdgeRefusal(mediaType('multipart/form-data'));
  let file: Awaited<ReturnType<typeof request.file>>;
  try {
    file = await request.file();
    if (!file) throw new EdgeRefusal(invalid('file', 'missing'));
    return {
      fileName: (file.filename ?? '').toWellFormed().slice(0, longestFileName),
      type: file.mimetype,
      bytes: new Uint8Array(await file.toBuffer()),
    };
  } catch (error) {
    // What the reader of forms says of itself has a status; the rest is a form that is none: no boundary, cut off, torn.
    if (error instanceof EdgeRefusal || (error instanceof Error && 'statusCode' in error)) throw error;
    // Cut at the bound, the form behind it may look torn: the size is what the sender can mend.
    if (file?.file.truncated)
      throw Object.assign(new Error('too large', { cause: error }), { statusCode: 413 });
    throw new EdgeRefusal(malformed(error instanceof Error ? error.message : 'multipart'));
  }
}
