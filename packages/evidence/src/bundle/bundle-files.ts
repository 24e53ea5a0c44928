// SPDX-License-Identifier: Apache-2.0
/** The files of a bundle, wherever they lie: in an archive, or unpacked in a folder. */

import { createFinding, type Finding } from '../verdict/finding.ts';
import { openZip, type RandomAccess, type ZipFault } from '../zip/read-zip.ts';

export interface BundleFiles {
  readonly files: ReadonlyMap<
    string,
    { readonly sizeBytes: number /** Of archives only. */; readonly crc32?: number }
  >;
  /** May answer fewer bytes than asked when the source is shorter than announced. */
  readonly read: (path: string, offsetBytes: number, lengthBytes: number) => Promise<Uint8Array>;
}

export type OpenedBundle =
  | { readonly kind: 'bundle'; readonly files: BundleFiles }
  | { readonly kind: 'refused'; readonly findings: readonly Finding[] };

/** Opens an archive; its structure is checked whole. */
export async function openBundleArchive(source: RandomAccess): Promise<OpenedBundle> {
  const opened = await openZip(source);
  if (opened.kind === 'refused') return { kind: 'refused', findings: opened.faults.map(findingOfFault) };
  return {
    kind: 'bundle',
    files: {
      files: opened.files,
      read: (path, offsetBytes, lengthBytes) => {
        const file = opened.files.get(path);
        if (!file) return Promise.resolve(new Uint8Array(0));
        const length = Math.max(0, Math.min(lengthBytes, file.sizeBytes - offsetBytes));
        return source.read(file.contentOffset + offsetBytes, length);
      },
    },
  };
}

function findingOfFault(fault: ZipFault): Finding {
  switch (fault.kind) {
    case 'not-a-zip':
      return createFinding('archive-not-a-zip');
    case 'truncated':
      return createFinding('archive-truncated', {}, { sizeBytes: fault.sizeBytes });
    case 'too-many-files':
      return createFinding('archive-too-many-files', {}, { count: fault.count });
    case 'structure':
      return createFinding('archive-structure', {
        file: fault.path ?? '-',
        fromByte: fault.offsetBytes,
        toByte: fault.offsetBytes + 1,
      });
    case 'name':
      return createFinding('archive-name', { file: fault.path, fromByte: fault.offsetBytes });
    case 'repeated-name':
      return createFinding('archive-repeated-name', { file: fault.path });
  }
}
