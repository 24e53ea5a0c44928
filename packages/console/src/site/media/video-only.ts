// SPDX-License-Identifier: Apache-2.0
/**
 * Parts without their sound, for browsers that cannot decode it (G.711). MediaSource refuses a whole stream for one
 * track it does not know, so the audio track is taken out of the movie and of every fragment; the samples stay where
 * they are in `mdat`, unreferenced. ISO 14496-12 §8.1, §8.8. Only for showing: what is stored is never touched.
 */

interface Box {
  readonly type: string;
  /** Whole box. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly headerBytes: number;
}

const headerBytes = 8;

function boxesIn(bytes: Uint8Array<ArrayBuffer>): readonly Box[] {
  const found: Box[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + headerBytes <= bytes.length; ) {
    const size = view.getUint32(at);
    if (size < headerBytes || at + size > bytes.length) break;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    found.push({ type, bytes: bytes.subarray(at, at + size), headerBytes });
    at += size;
  }
  return found;
}

const childrenOf = (box: Box): readonly Box[] => boxesIn(box.bytes.subarray(box.headerBytes));
const child = (box: Box | undefined, type: string): Box | undefined =>
  box && childrenOf(box).find((each) => each.type === type);

function join(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function container(type: string, children: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = join(children);
  const whole = new Uint8Array(headerBytes + body.length);
  new DataView(whole.buffer).setUint32(0, whole.length);
  whole.set(new TextEncoder().encode(type), 4);
  whole.set(body, headerBytes);
  return whole;
}

const viewOf = ({ bytes }: Box): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
/** `tkhd`: the id stands behind creation and modification time, which are twice as long in version 1. */
const trackOfHeader = (tkhd: Box): number => viewOf(tkhd).getUint32(tkhd.bytes[8] === 1 ? 28 : 20);
/** `trex` and `tfhd` begin with the id. */
const trackOf = (box: Box): number => viewOf(box).getUint32(12);

/** Takes sound out of an initialization. @returns undefined when there is no sound in it */
export function initWithoutSound(
  init: Uint8Array<ArrayBuffer>,
): { readonly bytes: Uint8Array<ArrayBuffer>; readonly soundTracks: ReadonlySet<number> } | undefined {
  const soundTracks = new Set<number>();
  const moov = boxesIn(init).find(({ type }) => type === 'moov');
  if (!moov) return undefined;
  for (const trak of childrenOf(moov).filter(({ type }) => type === 'trak')) {
    const handler = child(child(trak, 'mdia'), 'hdlr');
    const header = child(trak, 'tkhd');
    if (handler && header && String.fromCharCode(...handler.bytes.subarray(16, 20)) === 'soun')
      soundTracks.add(trackOfHeader(header));
  }
  if (soundTracks.size === 0) return undefined;
  const keeps = (box: Box): boolean => {
    if (box.type === 'trak') {
      const header = child(box, 'tkhd');
      return !header || !soundTracks.has(trackOfHeader(header));
    }
    return box.type !== 'trex' || !soundTracks.has(trackOf(box));
  };
  const kept = childrenOf(moov)
    .filter(keeps)
    .map((box) =>
      box.type === 'mvex'
        ? container(
            'mvex',
            childrenOf(box)
              .filter(keeps)
              .map(({ bytes }) => bytes),
          )
        : box.bytes,
    );
  const bytes = join(
    boxesIn(init).map((box) => (box === moov || box.type === 'moov' ? container('moov', kept) : box.bytes)),
  );
  return { bytes, soundTracks };
}

/** Takes the given tracks out of a fragment; data offsets move by what was taken out of `moof`. */
export function fragmentWithout(
  fragment: Uint8Array<ArrayBuffer>,
  tracks: ReadonlySet<number>,
): Uint8Array<ArrayBuffer> {
  if (tracks.size === 0) return fragment;
  return join(
    boxesIn(fragment).map((box) => {
      if (box.type !== 'moof') return box.bytes;
      const children = childrenOf(box);
      const kept = children.filter((each) => {
        const header = each.type === 'traf' ? child(each, 'tfhd') : undefined;
        return !header || !tracks.has(trackOf(header));
      });
      const removed = children.reduce((sum, each) => sum + (kept.includes(each) ? 0 : each.bytes.length), 0);
      const moof = container(
        'moof',
        kept.map(({ bytes }) => bytes),
      );
      moveDataOffsets(moof, -removed);
      return moof;
    }),
  );
}

const dataOffsetPresent = 0x000001;

function moveDataOffsets(moof: Uint8Array<ArrayBuffer>, byBytes: number): void {
  for (const traf of boxesIn(moof.subarray(headerBytes)).filter(({ type }) => type === 'traf')) {
    for (const trun of childrenOf(traf).filter(({ type }) => type === 'trun')) {
      const view = viewOf(trun);
      if ((view.getUint32(8) & dataOffsetPresent) !== 0) view.setInt32(16, view.getInt32(16) + byBytes);
    }
  }
}
