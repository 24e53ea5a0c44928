// SPDX-License-Identifier: Apache-2.0
/** The core as the server's rooms get it: the members of `CoreWithoutMedia` and, at run time too, no others. */

import type { SegmentFacts } from '../../../terms/footage.ts';
import type { CoreWithoutMedia } from '../recorder-core.ts';
import type { RecorderCore } from './recorder-media.ts';

export function withoutMedia(core: RecorderCore): CoreWithoutMedia {
  const { storeId, recorderId, algorithms, signer, cameras, holds, log } = core;
  return {
    storeId,
    recorderId,
    algorithms,
    signer,
    cameras,
    holds,
    log,
    testCamera: (url, options) => core.testCamera(url, options),
    mayReach: (host) => core.mayReach(host),
    segments: (query) => core.segments(query).map(factsOf),
    gaps: (query) => core.gaps(query),
    runs: (camera, fromMs, toMs) => core.runs(camera, fromMs, toMs),
    coverage: (camera, fromMs, toMs) => core.coverage(camera, fromMs, toMs),
    settle: (camera) => core.settle(camera),
    extent: (camera) => core.extent(camera),
    appendEntry: (entry) => core.appendEntry(entry),
    checkpoint: () => core.checkpoint(),
    witnessKeys: () => core.witnessKeys(),
    witnessedCheckpoint: () => core.witnessedCheckpoint(),
    keepCosignature: (size, line) => core.keepCosignature(size, line),
    logKeys: () => core.logKeys(),
    textSeal: (use) => core.textSeal(use),
    retention: () => core.retention(),
    runRetention: () => core.runRetention(),
    setLawfulFloor: (floor, by) => core.setLawfulFloor(floor, by),
    unitRetention: () => core.unitRetention(),
    setUnitRetention: (choice, by) => core.setUnitRetention(choice, by),
    confirmClock: (by) => core.confirmClock(by),
    confirmTime: (atMs, askedMs) => core.confirmTime(atMs, askedMs),
    trustedNowMs: () => core.trustedNowMs(),
    on: (name, listener) => core.on(name, listener),
    nowMs: () => core.nowMs(),
    close: () => core.close(),
  };
}

function factsOf({ path: _path, ...facts }: ReturnType<RecorderCore['segments']>[number]): SegmentFacts {
  return facts;
}
