// SPDX-License-Identifier: Apache-2.0
/** Bytes instead of JSON. */
import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

export interface Download {
  readonly bytes: Uint8Array | Readable;
  /** Media type. */
  readonly type: string;
  readonly fileName: string;
  /** Shown in the browser instead of kept as a file. */
  readonly inline?: boolean;
  /** For a stream whose length is known. */
  readonly sizeBytes?: number;
  /** More of what the reader wants to know before the bytes. */
  readonly headers?: Readonly<Record<string, string>>;
}

export function isDownload(value: unknown): value is Download {
  return typeof value === 'object' && value !== null && 'bytes' in value && 'fileName' in value;
}

/** Never kept by anything between us and the reader. */
export function sendDownload(download: Download, reply: FastifyReply): FastifyReply {
  const { bytes, type, fileName, inline = false, sizeBytes, headers = {} } = download;
  return reply
    .status(200)
    .type(type)
    .headers({ ...headers, ...(sizeBytes !== undefined && { 'content-length': sizeBytes }) })
    .header(
      'content-disposition',
      `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    )
    .header('cache-control', 'no-store')
    .send(bytes instanceof Uint8Array ? Buffer.from(bytes) : bytes);
}
