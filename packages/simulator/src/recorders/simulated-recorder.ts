// SPDX-License-Identifier: Apache-2.0
/**
 * A recorder without video that keeps the protocol: a true log, true reports in order, kept while the network is away,
 * true answers to challenges. With a cheat it does the one thing that its cheat is, from a day on.
 */
import { generateKeyPairSync, sign } from 'node:crypto';
import {
  answerRetentionChallenge,
  compareCheckpoint,
  enrolRecorder,
  type Report,
  type ReportAnswer,
  type ReportedFacts,
  sendReport,
  type UplinkChallenge,
} from '@mingjing/contracts/desk';
import {
  answerSample,
  createSampler,
  createVerifierKey,
  encodeUtf8,
  encodeVkey,
  formatTime,
  judgeNextLog,
  type NoteSigner,
  parseCheckpoint,
  parseVkey,
  readWitnessAnswer,
  type SampleAnswer,
  type SeenLog,
  signStatement,
  type VerifierKey,
} from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import type { Cheat } from './cheats.ts';
import { SimulatedLog } from './simulated-log.ts';
import { callPlatform, type Traffic } from './uplink-client.ts';

const algorithms = nodeAlgorithms['sha256-ed25519'];
export const stepMs = 4 * 3_600_000;
const cameras = ['gate', 'hall'];

type Stored = Pick<Report, 'sequence' | 'at' | 'checkpoint' | 'facts'>;
interface Answered {
  readonly nonce: string;
  readonly answers: readonly SampleAnswer[];
}

export interface RecorderWorld {
  readonly platform: string;
  /** Epoch ms of the simulation. */
  readonly nowMs: () => number;
  /** 0 ≤ x < 1, from the seed. */
  readonly random: () => number;
  readonly reports: Traffic;
  readonly challenges: Traffic;
}

export class SimulatedRecorder {
  readonly origin: string;
  readonly cheat: Cheat | undefined;
  readonly #world: RecorderWorld;
  readonly #signer: NoteSigner;
  log: SimulatedLog;
  /** From when on the cheat is at work. */
  cheatsFromMs = Number.POSITIVE_INFINITY;
  #queue: Stored[] = [];
  #sequence = 0;
  #knownSize = 0;
  #witness: VerifierKey | undefined;
  #platformLog: VerifierKey | undefined;
  #seen: SeenLog = { size: 0, root: undefined };
  #gapSeconds = new Map<string, number>();
  #answered: Answered | undefined;
  #late: UplinkChallenge[] = [];
  #stopped = false;
  /** Reports it made, and those the platform said it has. */
  made = 0;
  confirmed = 0;
  /** What went wrong by its own lights: a cosignature that is none, a log of the platform that forks. */
  readonly alarms: string[] = [];

  constructor(world: RecorderWorld, origin: string, cheat?: Cheat, like?: SimulatedRecorder) {
    this.#world = world;
    this.origin = origin;
    this.cheat = cheat;
    this.#signer = like ? like.#signer : newSigner(origin);
    this.log = like ? like.log.copy(`${origin} clone`) : new SimulatedLog(algorithms, origin);
    if (!like) return;
    this.#sequence = like.#sequence;
    this.#knownSize = like.#knownSize;
    this.#witness = like.#witness;
    this.#platformLog = like.#platformLog;
    this.#seen = like.#seen;
    this.#queue = [...like.#queue];
    this.#gapSeconds = new Map(like.#gapSeconds);
  }

  get #to() {
    return { platform: this.#world.platform, origin: this.origin };
  }

  get isCheating(): boolean {
    return this.#world.nowMs() >= this.cheatsFromMs;
  }

  stop(): void {
    this.#stopped = true;
  }

  async enrol(code: string): Promise<void> {
    const said = {
      v: 1,
      origin: this.origin,
      code,
      at: this.#now(),
      vkey: encodeVkey(this.#signer.key),
    } as const;
    const statement = signStatement(algorithms, 'uplink-enrolment', said, this.#signer);
    const reply = await callPlatform(this.#to, enrolRecorder, statement, this.#world.reports);
    if (reply.kind === 'refused') throw new Error(`${this.origin}: ${reply.problem.code}`);
    this.#witness = parseVkey(nodeAlgorithms, reply.answer.witness);
    this.#platformLog = parseVkey(nodeAlgorithms, reply.answer.platformLog);
  }

  /** Four hours of footage, some without a camera, and the report over them. */
  live(): void {
    if (this.#stopped) return;
    const endMs = this.#world.nowMs();
    const lies = this.cheat === 'lying-facts' && this.isCheating;
    for (const camera of cameras) {
      const isGap = lies || this.#world.random() < 0.04;
      this.log.record(isGap ? 'gap' : 'segment', camera, endMs - stepMs, endMs);
      if (isGap && !lies) this.#gapSeconds.set(camera, (this.#gapSeconds.get(camera) ?? 0) + stepMs / 1000);
    }
    this.#sequence += 1;
    this.made += 1;
    this.#queue.push({
      sequence: this.#sequence,
      at: this.#now(),
      checkpoint: this.log.checkpoint(this.#signer),
      facts: this.#facts(),
    });
  }

  /** Sends what waits, in order, and answers what it is asked. @param isUp false: the network is away */
  async talk(isUp: boolean): Promise<void> {
    if (this.#stopped || !isUp) return;
    for (const challenge of this.#late.splice(0)) await this.#answer(challenge);
    for (let first = this.#queue[0]; first; first = this.#queue[0]) {
      // Now and then an answer is lost on its way, and the report is sent again.
      if (this.#world.random() < 0.03) await this.#send(first);
      const answer = await this.#send(first);
      if (!answer) return;
      this.#queue.shift();
      this.confirmed += 1;
      for (const challenge of answer.challenges) await this.#meet(challenge);
    }
  }

  /** Another view of its log, shown to somebody who holds it against what the platform witnessed. */
  async showOthers(view: SimulatedLog): Promise<void> {
    const checkpoint = view.checkpoint(this.#signer);
    await callPlatform(this.#to, compareCheckpoint, { checkpoint }, this.#world.challenges);
  }

  async #send(stored: Stored, isSecond = false): Promise<ReportAnswer | undefined> {
    const head = parseCheckpoint(encodeUtf8(stored.checkpoint));
    const size = head?.size ?? 0;
    const oldSize = Math.min(this.#knownSize, size);
    const said: Report = {
      v: 1,
      origin: this.origin,
      ...stored,
      sentAt: this.#now(),
      oldSize,
      path: oldSize === 0 || oldSize === size ? [] : [...this.log.consistencyPath(oldSize, size)],
      seenPlatform: this.#seen.size,
    };
    const statement = signStatement(algorithms, 'uplink-report', said, this.#signer);
    const reply = await callPlatform(this.#to, sendReport, statement, this.#world.reports);
    if (reply.kind === 'answer') {
      this.#take(reply.answer, stored.checkpoint);
      return reply.answer;
    }
    const { code, facts } = reply.problem;
    if (code === 'platform/report-out-of-step' && !isSecond && Number(facts?.['size']) <= size) {
      this.#knownSize = Number(facts?.['size']);
      return await this.#send(stored, true);
    }
    this.alarms.push(`${code} ${facts?.['finding'] ?? ''}`.trim());
    return undefined;
  }

  #take(answer: ReportAnswer, checkpoint: string): void {
    this.#knownSize = answer.size;
    const signed = parseCheckpoint(encodeUtf8(checkpoint));
    if (answer.cosignature !== null && signed && this.#witness) {
      const body = encodeUtf8(answer.cosignature);
      const reply = readWitnessAnswer(nodeAlgorithms, { status: 200, body }, signed, this.#witness);
      if (reply.kind !== 'cosigned') this.alarms.push('cosignature-invalid');
    }
    if (!answer.platformLog || !this.#platformLog) return;
    const next = judgeNextLog(nodeAlgorithms, this.#seen, answer.platformLog, this.#platformLog);
    if (next.kind === 'follows') this.#seen = next.seen;
    else this.alarms.push(`platform-log-${next.kind}`);
  }

  async #meet(challenge: UplinkChallenge): Promise<void> {
    if (this.cheat === 'late-answers' && this.isCheating) this.#late.push(challenge);
    else await this.#answer(challenge);
  }

  async #answer(challenge: UplinkChallenge): Promise<void> {
    const replayed = this.cheat === 'replayed-answers' && this.isCheating ? this.#answered : undefined;
    // Old answers under their own nonce, or under the new one.
    const nonce = replayed && this.#world.random() < 0.5 ? replayed.nonce : challenge.nonce;
    const answers = replayed?.answers ?? (await this.#answersTo(challenge));
    this.#answered ??= { nonce: challenge.nonce, answers };
    const said = { v: 1, origin: this.origin, challenge: challenge.id, nonce, answers } as const;
    const statement = signStatement(algorithms, 'uplink-challenge-answer', said, this.#signer);
    await callPlatform(this.#to, answerRetentionChallenge, statement, this.#world.challenges);
  }

  async #answersTo(challenge: UplinkChallenge): Promise<readonly SampleAnswer[]> {
    const head = parseCheckpoint(encodeUtf8(challenge.checkpoint));
    if (!head) return [];
    const sample = createSampler(algorithms, challenge, head.root);
    const source = this.log.source(head.size);
    return await Promise.all(
      Array.from({ length: challenge.samples }, (_, i) => answerSample(algorithms, sample(i), source)),
    );
  }

  #now(): string {
    const off = this.cheat === 'wrong-clock' && this.isCheating ? 3 * 3_600_000 : 0;
    return formatTime(this.#world.nowMs() + off);
  }

  #facts(): ReportedFacts {
    return {
      cameras: cameras.map((id) => {
        const own = this.log.spans.filter(({ camera }) => camera === id);
        const gap = this.#gapSeconds.get(id);
        return {
          id,
          name: id,
          state: 'recording',
          oldest: own[0] ? formatTime(own[0].startMs) : null,
          newest: own.at(-1) ? formatTime(own.at(-1)?.endMs ?? 0) : null,
          gapSeconds: gap === undefined ? {} : { 'camera-unreachable': gap },
        };
      }),
      requiredDays: 30,
      clockTrusted: true,
      alarms: [],
      registers: { access: 0 },
      roles: { administrator: 1, operator: 2 },
      unit: { jurisdiction: 'beijing', place: '宾馆' },
      evidence: { systemInstalled: true, systemRunning: true, accessRegister: true },
    };
  }
}

function newSigner(origin: string): NoteSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const key = createVerifierKey(nodeAlgorithms, 'ed25519', origin, new Uint8Array(raw));
  return { key, sign: (message) => new Uint8Array(sign(null, message, privateKey)) };
}
