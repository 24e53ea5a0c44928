// SPDX-License-Identifier: Apache-2.0
/** Official document → PDF/A-2b, or PDF/A-3b when files are attached. The same input gives the same bytes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import encodeQR from 'qr';
import type { Block, OfficialDocument } from './document.ts';
import { DocumentError } from './errors.ts';
import { fontFolders } from './fonts.ts';
import { coverageOf } from './glyph-coverage.ts';
import { drawable } from './rare-characters.ts';

export interface Attachment {
  /** File name inside the PDF, such as `filing.json`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mimeType: string;
  readonly description: string;
}

export interface PdfOptions {
  /** When the paper is issued, RFC 3339; the only clock there is. Printed in Asia/Shanghai by the paper itself. */
  readonly issuedAt: string;
  /** Files carried inside; any makes the result PDF/A-3b. */
  readonly attachments?: readonly Attachment[];
  /** Absolute path of a folder with bought fonts. */
  readonly fontFolder?: string;
}

const templates = join(import.meta.dirname, '..', 'templates');
const compilers = new Map<string, NodeCompiler>();

/**
 * Typesets a document.
 *
 * @returns the bytes of a PDF/A-2b, or PDF/A-3b with attachments; identical for identical arguments
 * @throws DocumentError `documents/date-invalid`, `documents/not-typeset`
 * @spec ISO 19005-2, ISO 19005-3; layout GB/T 9704-2012
 */
export function renderPdf(document: OfficialDocument, options: PdfOptions): Uint8Array {
  return typeset(
    document,
    options,
    (set, compiler, issued) =>
      new Uint8Array(
        compiler.pdf(set, {
          pdfStandard: (options.attachments ?? []).length > 0 ? 'a-3b' : 'a-2b',
          creationTimestamp: Math.floor(issued.getTime() / 1000),
        }),
      ),
  );
}

/** Pages that a document has when printed. @throws DocumentError as {@link renderPdf} */
export const countPages = (document: OfficialDocument, issuedAt: string): number =>
  typeset(document, { issuedAt }, ({ numOfPages }) => numOfPages);

type Typeset = NonNullable<ReturnType<NodeCompiler['compile']>['result']>;

function typeset<T>(
  document: OfficialDocument,
  { issuedAt, attachments = [], fontFolder }: PdfOptions,
  use: (set: Typeset, compiler: NodeCompiler, issued: Date) => T,
): T {
  const issued = new Date(issuedAt);
  if (Number.isNaN(issued.getTime())) throw new DocumentError('documents/date-invalid', { issuedAt });
  const compiler = compilerFor(fontFolder);
  const mapped = attachments.map((attachment, index) => {
    const path = join(templates, `attachment-${index}`);
    compiler.mapShadow(path, Buffer.from(attachment.bytes));
    return { ...attachment, bytes: undefined, path: `attachment-${index}` };
  });
  try {
    const compiled = compiler.compile({
      mainFilePath: join(templates, 'official.typ'),
      inputs: { payload: JSON.stringify(payload(document, issued, mapped, fontFolder)) },
      resetRead: true,
    });
    if (!compiled.result)
      throw new DocumentError('documents/not-typeset', {
        title: document.title,
        diagnostics: diagnostics(compiler, compiled),
      });
    return use(compiled.result, compiler, issued);
  } finally {
    compiler.resetShadow();
    compiler.evictCache(10);
  }
}

function compilerFor(fontFolder: string | undefined): NodeCompiler {
  const key = fontFolder ?? '';
  let compiler = compilers.get(key);
  if (!compiler) {
    readFileSync(join(templates, 'official.typ'));
    compiler = NodeCompiler.create({
      workspace: templates,
      fontArgs: [{ fontPaths: fontFolders(fontFolder) }],
    });
    compilers.set(key, compiler);
  }
  return compiler;
}

function payload(
  document: OfficialDocument,
  issued: Date,
  attachments: readonly object[],
  fontFolder: string | undefined,
): object {
  const { title, number, blocks } = document;
  const { value, rare } = drawable(
    { title, number: number ?? null, blocks },
    coverageOf(fontFolders(fontFolder)),
  );
  return {
    ...value,
    // A picture block's SVG is our own; nothing in it is text to be drawn.
    blocks: value.blocks.map(withQr),
    rare,
    titleOfFile: title.toWellFormed(),
    orientation: document.orientation ?? 'portrait',
    density: document.density,
    draft: document.draft === true,
    attachments,
    issued: {
      year: issued.getUTCFullYear(),
      month: issued.getUTCMonth() + 1,
      day: issued.getUTCDate(),
      hour: issued.getUTCHours(),
      minute: issued.getUTCMinutes(),
      second: issued.getUTCSeconds(),
    },
  };
}

function withQr(block: Block): Block | (Block & { svg: string }) {
  return block.kind === 'verification' ? { ...block, svg: encodeQR(block.url, 'svg') } : block;
}

function diagnostics(compiler: NodeCompiler, compiled: ReturnType<NodeCompiler['compile']>): string {
  const error = compiled.takeError();
  return error ? JSON.stringify(compiler.fetchDiagnostics(error)).slice(0, 2000) : '';
}
