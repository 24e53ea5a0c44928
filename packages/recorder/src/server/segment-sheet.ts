// SPDX-License-Identifier: Apache-2.0
/** Hashes of one segment file, block by block, from its bytes: cut into parts at the top-level boxes of fragmented MP4. */
import {
  type Algorithms,
  blockSizeBytes,
  type Hash,
  hashLeaf,
  SegmentHasher,
  type SegmentSource,
} from '@mingjing/evidence';

/** Undefined when there is no file or it is not made of whole boxes. */
export function readSegmentSheet(
  algorithms: Algorithms,
  file: Buffer | undefined,
): SegmentSource | undefined {
  const partSizes = file && partSizesOf(file);
  if (!file || !partSizes) return undefined;
  const hasher = new SegmentHasher(algorithms);
  let offset = 0;
  const starts = partSizes.map((size) => {
    const start = offset;
    offset += size;
    return start;
  });
  const partRoots = partSizes.map(
    (size, i) => hasher.addPart(file.subarray(starts[i]!, starts[i]! + size)).root,
  );
  return {
    partSizes,
    partRoots,
    blockLeaves: (part) => {
      const bytes = file.subarray(starts[part]!, starts[part]! + partSizes[part]!);
      const leaves: Hash[] = [];
      for (let at = 0; at < bytes.length; at += blockSizeBytes)
        leaves.push(hashLeaf(algorithms, bytes.subarray(at, at + blockSizeBytes)));
      return Promise.resolve(leaves);
    },
    read: (offsetBytes, sizeBytes) =>
      Promise.resolve(
        offsetBytes + sizeBytes <= file.length
          ? file.subarray(offsetBytes, offsetBytes + sizeBytes)
          : undefined,
      ),
  };
}

/** The initialization is everything before the first `moof`; then each `moof` with what follows it. */
function partSizesOf(file: Buffer): number[] | undefined {
  const starts: number[] = [0];
  let at = 0;
  while (at + 8 <= file.length) {
    const size = file.readUInt32BE(at);
    if (size < 8 || at + size > file.length) return undefined;
    if (file.toString('latin1', at + 4, at + 8) === 'moof') starts.push(at);
    at += size;
  }
  if (at !== file.length || starts.length < 2) return undefined;
  return starts.map((start, i) => (starts[i + 1] ?? file.length) - start);
}
