// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { concatBytes, encodeUtf8 } from '../src/bytes/octets.ts';
import { formatTime } from '../src/bytes/time.ts';
import { parseCheckpoint, signCheckpoint } from '../src/checkpoint/checkpoint.ts';
import { pathOfSegment } from '../src/store/store-files.ts';
import { verifyStore } from '../src/store/verify-store.ts';
import { sentenceOfFinding } from '../src/verdict/finding.ts';
import { seededBytes, suites, testSigner } from './node-crypto.ts';
import { buildSampleStore, SampleStore, sampleStartMs, storeFilesOf } from './sample-store.ts';

const verify = (files: ReadonlyMap<string, Uint8Array>, trust?: Parameters<typeof verifyStore>[2]) =>
  verifyStore(suites, storeFilesOf(files), trust);

describe('a store', () => {
  it('that is whole is self-consistent, and known once its key is given', async () => {
    for (const suite of ['sha256-ed25519', 'sm3-sm2'] as const) {
      const store = buildSampleStore(suite);
      const report = await verify(store.files);
      expect(report.findings.filter(({ weight }) => weight === 'broken')).toEqual([]);
      expect(report.rank).toBe('self-consistent');
      expect(report.checked.entries).toBe(store.entries.length);
      expect(report.checked.segments).toBe(5);
      expect(
        report.cameras.map(({ camera, segments, gaps, deleted }) => [camera, segments, gaps, deleted]),
      ).toEqual([
        ['gate-1', 3, 1, 1],
        ['hall.2', 2, 0, 0],
      ]);
      expect(report.findingCounts).toEqual({ 'entries-unsigned': 1 });
      expect((await verify(store.files, { keys: [store.signer.key] })).rank).toBe('known-recorder');
    }
  });

  it('signed by another key than the one given is refused', async () => {
    const store = buildSampleStore();
    const other = testSigner('ed25519', store.origin, 'other').key;
    const report = await verify(store.files, { keys: [other] });
    expect(report.rank).toBe('none');
    expect(report.findings[0]).toMatchObject({ code: 'checkpoint-wrong-key', weight: 'broken' });
  });

  it('cut back to an earlier state is told by a checkpoint kept elsewhere', async () => {
    const store = buildSampleStore();
    const later = parseCheckpoint(store.files.get('log/checkpoint')!)!;
    const early = new SampleStore();
    early.add({ type: 'config', what: 'cameras', by: 'installer', after: 'two' });
    early.addSegment('gate-1');
    early.addSegment('hall.2', 2, 40_000);
    early.checkpoint();
    expect((await verify(early.files)).isGood).toBe(true);
    const report = await verify(early.files, { keys: [], checkpoint: { checkpoint: later } });
    expect(report.findings.map(({ code }) => code)).toEqual(['checkpoint-beyond-log']);
    const old = parseCheckpoint(early.files.get('log/checkpoint')!)!;
    expect((await verify(store.files, { keys: [], checkpoint: { checkpoint: old } })).isGood).toBe(true);
  });

  it('written anew with the same key differs from a checkpoint kept elsewhere', async () => {
    const store = new SampleStore();
    store.add({ type: 'config', what: 'cameras', by: 'somebody else', after: 'two' });
    store.addSegment('gate-1');
    store.addSegment('hall.2', 2, 40_000);
    store.checkpoint();
    const old = parseCheckpoint(buildSampleStore().files.get('log/checkpoints/3')!)!;
    const report = await verify(store.files, { keys: [], checkpoint: { checkpoint: old } });
    expect(report.findings.map(({ code }) => code)).toEqual(['outside-checkpoint-inconsistent']);
  });

  it('with a flipped bit in a video names file, fragment, block and bytes', async () => {
    const store = buildSampleStore();
    const path = [...store.files.keys()]
      .filter((name) => name.endsWith('.mp4'))
      .find((name) => name.includes('gate-1'))!;
    const bytes = Uint8Array.from(store.files.get(path)!);
    const at = bytes.length - 5;
    bytes[at]! ^= 4;
    store.files.set(path, bytes);
    const report = await verify(store.files);
    const broken = report.findings.filter(({ weight }) => weight === 'broken');
    expect(broken).toHaveLength(1);
    expect(broken[0]).toMatchObject({ code: 'segment-altered', place: { file: path, part: 3, block: 1 } });
    const { fromByte, toByte } = broken[0]!.place;
    expect(fromByte! <= at && at < toByte!).toBe(true);
    expect(sentenceOfFinding(broken[0]!, 'zh')).toContain('第 3 个片段');
    expect(report.sentence.zh).toContain('不能证明');
  });

  it('with a file too many, a file too few or an unknown log file is told', async () => {
    const store = buildSampleStore();
    const video = [...store.files.keys()].find((name) => name.endsWith('.mp4'))!;
    const without = new Map(store.files);
    without.delete(video);
    expect((await verify(without)).findings[0]).toMatchObject({
      code: 'segment-missing',
      place: { file: video },
    });
    const inserted = new Map(store.files).set('footage/gate-1/2026-11-03/1.mp4', seededBytes(5, 100));
    expect((await verify(inserted)).findings[0]).toMatchObject({ code: 'footage-file-unknown' });
    const strange = new Map(store.files).set('log/tile/0/007', seededBytes(5, 8192));
    expect((await verify(strange)).findings[0]).toMatchObject({ code: 'log-file-unknown' });
    const open = new Map(store.files).set('footage/hall.2/2026-11-03/1793664005000.mp4', seededBytes(5, 100));
    expect((await verify(open)).findings.map(({ code }) => code)).toContain('segment-open');
    expect((await verify(open)).isGood).toBe(true);
  });

  it('says of deletions that the log names a ground, and which came before their floor by its own account of time', async () => {
    const day = 86_400_000;
    const store = new SampleStore();
    const floor = { days: 30, provision: 'd799/retention', from: formatTime(sampleStartMs) };
    const segments = [1, 2, 3, 4].map(() => store.addSegment('gate-1', 1, 200, 0, false, floor));
    store.addClock(sampleStartMs + 29 * day);
    store.bury(segments[0]!);
    store.bury(segments[1]!, 'below-floor-by-policy');
    store.addClock(sampleStartMs + 29 * day);
    // Confirmed a moment before the tombstone, written a moment after it: not early.
    store.bury(segments[2]!);
    store.addClock(sampleStartMs + 31 * day);
    store.bury(segments[3]!);
    store.checkpoint();
    const report = await verifyStore(suites, storeFilesOf(store.files));
    expect(report.isGood).toBe(true);
    const early = report.findings.filter(({ code }) => code === 'deleted-early');
    expect(early.map(({ place }) => place.n)).toEqual([1, 2]);
    expect(report.sentence.en).toContain(
      '4 segments deleted on a ground that the log names (2 of them before the retention floor had passed)',
    );
    expect(report.sentence.zh).toContain('4 段已删除、记明依据（其中 2 段保存期限未满）');
  });

  it('whose recorder deletes while it is read misses nothing; what no signed tombstone names is missing', async () => {
    const read = async (spoil: (store: SampleStore) => void) => {
      const store = new SampleStore();
      const [first] = [store.addSegment('gate-1'), store.addSegment('gate-1')];
      store.checkpoint();
      const files = storeFilesOf(store.files);
      let deleted = false;
      const running = {
        ...files,
        open: (path: string) => {
          // The first file is about to be read: by then its recorder has deleted it.
          if (!deleted) {
            deleted = true;
            store.bury(first!);
            store.checkpoint();
            spoil(store);
          }
          return files.open(path);
        },
      };
      const report = await verifyStore(suites, running);
      expect(deleted).toBe(true);
      return report;
    };
    const honest = await read(() => undefined);
    expect(honest.findings.filter(({ weight }) => weight === 'broken')).toEqual([]);
    expect(honest.isGood).toBe(true);
    const another = testSigner('ed25519', 'mingjing/sample', 'other');
    const spoils: ((store: SampleStore) => void)[] = [
      // The checkpoint over the tombstone is signed by somebody else, or is not there.
      ({ files }) => {
        const { origin, size, root } = parseCheckpoint(files.get('log/checkpoint')!)!;
        files.set('log/checkpoint', signCheckpoint({ origin, size, root }, another));
      },
      ({ files }) => files.set('log/checkpoint', files.get('log/checkpoints/2')!),
      // The tombstone's bundle is not what was signed.
      ({ files }) => {
        const bundle = Uint8Array.from(files.get('log/tile/entries/000.p/3')!);
        bundle[bundle.length - 9]! ^= 1;
        files.set('log/tile/entries/000.p/3', bundle);
      },
    ];
    for (const spoil of spoils) expect((await read(spoil)).findingCounts['segment-missing']).toBe(1);
  });

  it('that is none is told', async () => {
    expect((await verify(new Map())).findings[0]).toMatchObject({ code: 'store-unrecognised' });
    expect((await verify(new Map([['log/checkpoint', encodeUtf8('rubbish')]]))).findings[0]).toMatchObject({
      code: 'checkpoint-malformed',
    });
  });
});

describe('A store with encrypted segments', () => {
  const store = new SampleStore();
  store.addSegment('gate-1', 2, 600);
  const sealed = store.addSealedSegment('gate-1', 3, 600);
  store.checkpoint();
  const path = pathOfSegment(sealed.entry);
  const verify = (files = store.files, options = {}) =>
    verifyStore(suites, storeFilesOf(files), undefined, options);

  it('is checked as it lies on the disk, and the sentence says what was not tried', async () => {
    const report = await verify();
    expect(report.isGood).toBe(true);
    expect(report.sentence.zh).toContain('其中 1 段在磁盘上加密');
    expect(report.sentence.en).toContain('1 segment is encrypted on the disk');
  });

  it('tells the block that was changed, and a file that was opened in its place', async () => {
    const changed = Uint8Array.from(store.files.get(path)!);
    changed[changed.length - 5]! ^= 1;
    const report = await verify(new Map(store.files).set(path, changed));
    expect(report.findings[0]).toMatchObject({ code: 'segment-altered', place: { part: 3, block: 0 } });
    const plain = concatBytes(...sealed.parts);
    const exchanged = await verify(new Map(store.files).set(path, plain));
    expect(exchanged.isGood).toBe(false);
  });

  it('is opened where there is a key, and what is in it compared', async () => {
    const asked: string[] = [];
    const good = await verify(store.files, {
      openSealed: async (_: unknown, file: string) => {
        asked.push(file);
        return sealed.digest.root;
      },
    });
    expect([good.isGood, asked]).toEqual([true, [path]]);
    expect(good.sentence.zh).not.toContain('加密');
    const other = await verify(store.files, { openSealed: async () => new Uint8Array(32) });
    expect(other.findings.map(({ code }) => code)).toEqual(['segment-sealed-differs']);
    const locked = await verify(store.files, { openSealed: async () => undefined });
    expect(locked.findings.map(({ code }) => code)).toEqual(['segment-unopened']);
  });
});
