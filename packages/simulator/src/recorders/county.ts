// SPDX-License-Identifier: Apache-2.0
/** A county of simulated recorders against a real platform, time accelerated: steps of four hours. */
import type { SimulationResults } from '@mingjing/contracts/desk';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import type { Cheat } from './cheats.ts';
import { CountyPlatform } from './county-platform.ts';
import type { SimulatedLog } from './simulated-log.ts';
import { type RecorderWorld, SimulatedRecorder, stepMs } from './simulated-recorder.ts';
import type { Traffic } from './uplink-client.ts';

const dayMs = 86_400_000;
const stepsPerDay = dayMs / stepMs;
/** The platform calls a recorder silent after 26 hours. */
const silenceShowsMs = 28 * 3_600_000;
/** Calls under way together. */
const atOnce = 16;

export interface CountyOptions {
  readonly recorders: number;
  readonly days: number;
  readonly seed: number;
  /** How many recorders of each kind cheat. */
  readonly cheats: ReadonlyMap<Cheat, number>;
  readonly startMs: number;
  readonly tell: (day: number) => void;
}

export interface CountyRun {
  /** With what was waited for after the days asked for. */
  readonly simulatedDays: number;
  readonly recorders: readonly SimulatedRecorder[];
  readonly reports: Traffic;
  /** Of the clock on the wall. */
  readonly seconds: number;
  /** What the platform noticed. */
  readonly results: SimulationResults;
}

/**
 * @param url of a platform that takes simulated recorders
 * @throws CountyRefusal when it does not, or cannot be reached
 */
export async function runCounty(url: string, options: CountyOptions): Promise<CountyRun> {
  const random = seeded(options.seed);
  const platform = await CountyPlatform.open(url, options.recorders, options.startMs);
  const reports: Traffic = { calls: 0, bytes: 0 };
  let nowMs = options.startMs;
  const world: RecorderWorld = {
    platform: url,
    nowMs: () => nowMs,
    random,
    reports,
    challenges: { calls: 0, bytes: 0 },
  };
  const kinds = [...options.cheats].flatMap(([kind, count]) => Array.from({ length: count }, () => kind));
  const recorders = platform.codes.map(
    (_, i) => new SimulatedRecorder(world, `${platform.originPrefix}${i + 1}`, kinds[i]),
  );
  await inTurns(recorders, (recorder, i) => recorder.enrol(platform.codes[i] ?? ''));
  // Half of the time, and never before the first report and the first challenge are behind it.
  const cheatsFromMs = nowMs + Math.max(2 * stepMs, Math.floor((options.days * stepsPerDay) / 2) * stepMs);
  for (const recorder of recorders) if (recorder.cheat) recorder.cheatsFromMs = cheatsFromMs;
  const county = new County(recorders, world);
  const begunMs = performance.now();
  for (let step = 0; step < options.days * stepsPerDay; step++) {
    nowMs += stepMs;
    const orderChallenges = step % stepsPerDay === 1 || nowMs - cheatsFromMs === 2 * stepMs;
    await platform.move(nowMs, { orderChallenges });
    await county.step();
    if ((step + 1) % stepsPerDay === 0) {
      await platform.move(nowMs, { lookForSilence: true });
      options.tell((step + 1) / stepsPerDay);
    }
  }
  // The last thing: every line is up again, and whoever did not answer is asked once more. Silence takes a day to be one.
  const silentUntilMs = kinds.includes('silent') ? cheatsFromMs + silenceShowsMs : nowMs;
  for (let more = 0; more < 2 || nowMs < silentUntilMs; more++) {
    nowMs += stepMs;
    await platform.move(nowMs);
    await county.step(true);
  }
  await platform.move(nowMs, { lookForSilence: true });
  const seconds = (performance.now() - begunMs) / 1000;
  const simulatedDays = (nowMs - options.startMs) / dayMs;
  return { recorders, reports, simulatedDays, seconds, results: await platform.results() };
}

class County {
  readonly #recorders: readonly SimulatedRecorder[];
  readonly #world: RecorderWorld;
  readonly #clones: SimulatedRecorder[] = [];
  /** What forking recorders show to others. */
  readonly #views = new Map<SimulatedRecorder, SimulatedLog>();
  readonly #begun = new Set<SimulatedRecorder>();
  readonly #awayUntilMs = new Map<SimulatedRecorder, number>();

  constructor(recorders: readonly SimulatedRecorder[], world: RecorderWorld) {
    this.#recorders = recorders;
    this.#world = world;
  }

  async step(isAllUp = false): Promise<void> {
    const nowMs = this.#world.nowMs();
    for (const recorder of this.#recorders) if (recorder.isCheating) this.#cheat(recorder);
    for (const recorder of [...this.#recorders, ...this.#clones]) recorder.live();
    for (const [recorder, view] of this.#views) {
      view.record('segment', 'gate', nowMs - stepMs, nowMs);
      view.record('segment', 'hall', nowMs - stepMs, nowMs);
      // Of one size as what the platform sees, and of another content.
      if (view.size !== recorder.log.size) throw new Error('the two views grew apart');
    }
    await inTurns([...this.#recorders, ...this.#clones], (recorder) =>
      recorder.talk(isAllUp || this.#isUp(recorder, nowMs)),
    );
    await inTurns([...this.#views], ([recorder, view]) => recorder.showOthers(view));
  }

  /** One line in fifty breaks in a step, for up to a day and a half. */
  #isUp(recorder: SimulatedRecorder, nowMs: number): boolean {
    if ((this.#awayUntilMs.get(recorder) ?? 0) > nowMs) return false;
    if (this.#world.random() >= 0.02) return true;
    this.#awayUntilMs.set(recorder, nowMs + Math.floor(this.#world.random() * 9) * stepMs);
    return false;
  }

  /** What is done once, when the cheat begins; the rest is the recorder's own. */
  #cheat(recorder: SimulatedRecorder): void {
    if (this.#begun.has(recorder)) return;
    this.#begun.add(recorder);
    const { log } = recorder;
    const nowMs = this.#world.nowMs();
    switch (recorder.cheat) {
      case 'rewritten-log':
        log.rewrite(0);
        return;
      case 'rolled-back':
        log.rollBack(Math.floor(log.size / 2) - 2);
        return;
      case 'cloned-key':
        this.#clones.push(new SimulatedRecorder(this.#world, recorder.origin, undefined, recorder));
        return;
      case 'missing-days':
        log.lose(nowMs - dayMs, nowMs);
        return;
      case 'silent':
        recorder.stop();
        return;
      case 'forked-view':
        this.#views.set(recorder, log.copy(`${recorder.origin} other view`));
        return;
      default:
        return;
    }
  }
}

/** A few under way together; the order of beginning is the order of the list. */
async function inTurns<T>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < items.length; i = next++) await work(items[i] as T, i);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}

/** Numbers from 0 to 1 that are the same for the same seed. */
function seeded(seed: number): () => number {
  let counter = 0;
  return () => {
    const digest = nodeAlgorithms['sha256-ed25519'].hash(new TextEncoder().encode(`${seed} ${counter++}`));
    return new DataView(digest.buffer, digest.byteOffset).getUint32(0) / 2 ** 32;
  };
}
