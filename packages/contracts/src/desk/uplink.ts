// SPDX-License-Identifier: Apache-2.0
/**
 * How a unit's recorder and the platform believe each other. A verified filing gives a one-time code; the recorder
 * proves with it that it has the key of its log; from then on it reports, signed, in order, and the platform witnesses
 * its log and lets it witness its own. The recorder calls, the platform never does.
 */
import { z } from 'zod';
import { Duties } from '../duties.ts';
import { deskOperation } from '../operation.ts';
import { desk } from '../roles.ts';

const Id = z.object({ id: z.uuid() });
const Time = z.iso.datetime({ precision: 3 });
const Origin = z.string().max(200);
const Note = z.string().max(16_384);
const Base64Hash = z.string().max(64);
const Vkey = z.string().max(400);
const Size = z.int().min(0);

/** Signed by the key of the recorder's log, over the canonical form of `said`. */
export const statement = <Said extends z.ZodType>(said: Said) => z.strictObject({ said, note: Note });

export const Enrolment = z.strictObject({
  v: z.literal(1),
  origin: Origin,
  code: z.string().max(40),
  at: Time,
  vkey: Vkey,
});
export type Enrolment = z.infer<typeof Enrolment>;

export const EnrolmentAnswer = z.object({
  recorder: z.string(),
  unitName: z.string(),
  fingerprint: z.string(),
  witness: Vkey.describe('key of the platform that co-signs checkpoints'),
  platformLog: Vkey.describe('key of the log of the platform itself'),
});

export const ReportedCamera = z.strictObject({
  id: z.string().max(64),
  name: z.string().max(200),
  state: z.enum(['connecting', 'recording', 'waiting', 'disabled', 'stopped-by-pressure']),
  oldest: Time.nullable().describe('start of the oldest footage that is kept'),
  newest: Time.nullable(),
  gapSeconds: z
    .record(z.string().max(40), z.int().min(0))
    .describe('seconds without footage between oldest and newest, by cause'),
});

/** What the recorder knows of itself; nobody's name, no picture. */
export const ReportedFacts = z.strictObject({
  cameras: z.array(ReportedCamera).max(5000),
  requiredDays: z.int().min(0).max(3650),
  clockTrusted: z.boolean(),
  alarms: z.array(z.strictObject({ kind: z.string().max(60), since: Time })).max(200),
  registers: z.record(z.string().max(60), z.int().min(0)).describe('rows by register'),
  roles: z.record(z.string().max(40), z.int().min(0)).describe('people in use by role'),
  unit: z
    .record(z.string().max(60), z.union([z.string().max(200), z.int(), z.boolean()]))
    .describe('the facts that decide which duties bind it'),
  evidence: z.record(z.string().max(60), z.boolean()).describe('findings of the self-check; absent: unknown'),
});
export type ReportedFacts = z.infer<typeof ReportedFacts>;

export const Report = z.strictObject({
  v: z.literal(1),
  origin: Origin,
  sequence: z.int().min(1).describe('from 1, without holes'),
  at: Time.describe('when it was made'),
  sentAt: Time.describe('the clock of the recorder when it was sent'),
  checkpoint: Note,
  oldSize: Size.describe('what the platform is thought to know'),
  path: z.array(Base64Hash).max(63).describe('consistency from there'),
  facts: ReportedFacts,
  seenPlatform: Size.describe('size of the platform log it verified last'),
});
export type Report = z.infer<typeof Report>;

export const UplinkChallenge = z.object({
  id: z.string(),
  due: z.string(),
  nonce: z.string(),
  checkpoint: z.string(),
  cameras: z.array(z.string()),
  from: z.string(),
  to: z.string(),
  samples: z.number(),
  ground: z.string().optional().describe('why it is asked, as the register of looks keeps it'),
});
export type UplinkChallenge = z.infer<typeof UplinkChallenge>;

export const ReportAnswer = z.object({
  sequence: z.number().describe('the last one taken'),
  size: z.number().describe('the size that is witnessed now'),
  cosignature: z.string().nullable().describe('null: this report had been taken before'),
  platformLog: z.object({ checkpoint: z.string(), path: z.array(z.string()) }).nullable(),
  challenges: z.array(UplinkChallenge),
  findings: z.array(z.string()).describe('what the platform noticed of this recorder'),
  orders: z
    .array(z.string())
    .default([])
    .describe(
      'requests for footage that are new to this recorder, or have changed: to be collected one by one',
    ),
  now: z.string(),
});
export type ReportAnswer = z.infer<typeof ReportAnswer>;

export const ChallengeAnswer = z.strictObject({
  v: z.literal(1),
  origin: Origin,
  challenge: z.uuid(),
  nonce: z.string().max(200),
  /** `SampleAnswer`s of the evidence package; judged there, whatever stands in them. */
  answers: z.array(z.json()).max(1000),
});
export type ChallengeAnswer = z.infer<typeof ChallengeAnswer>;

/** Asks whether there is reason to call; the answer may take as long as `seconds`. */
export const Waiting = z.strictObject({
  v: z.literal(1),
  origin: Origin,
  at: Time,
  seconds: z.int().min(0).max(120).describe('how long the line may stay open; 0: an answer at once'),
});
export type Waiting = z.infer<typeof Waiting>;

const Verdict = z.looseObject({
  samples: z.number(),
  held: z.number(),
  gap: z.number(),
  deleted: z.number(),
  failed: z.number(),
  heldAtLeast: z.number(),
});

export const enrolRecorder = deskOperation({
  method: 'POST',
  path: '/api/uplink/enrolments',
  roles: 'anyone',
  tag: 'uplink',
  summary: { zh: '录像机凭一次性接入码入网', en: 'A recorder enrols with a one-time code' },
  body: statement(Enrolment),
  answer: EnrolmentAnswer,
  status: 201,
  uploadBytes: 16_384,
  perMinute: 60,
  ownTransaction: true,
});

export const sendReport = deskOperation({
  method: 'POST',
  path: '/api/uplink/reports',
  roles: 'anyone',
  tag: 'uplink',
  summary: { zh: '录像机报告：检查点与自查事实', en: 'A recorder reports: checkpoint and facts' },
  body: statement(Report),
  answer: ReportAnswer,
  uploadBytes: 262_144,
  ownTransaction: true,
});

export const answerRetentionChallenge = deskOperation({
  method: 'POST',
  path: '/api/uplink/challenge-answers',
  roles: 'anyone',
  tag: 'uplink',
  summary: { zh: '录像机回答留存抽验', en: 'A recorder answers a retention challenge' },
  body: statement(ChallengeAnswer),
  answer: z.object({ state: z.enum(['answered', 'late']), verdict: Verdict.nullable() }),
  uploadBytes: 16 << 20,
  ownTransaction: true,
});

export const waitForCall = deskOperation({
  method: 'POST',
  path: '/api/uplink/waiting',
  roles: 'anyone',
  tag: 'uplink',
  summary: {
    zh: '录像机等候：平台有事时立即回答，请它报告',
    en: 'A recorder waits: answered as soon as the platform wants a report from it',
  },
  body: statement(Waiting),
  answer: z.object({ call: z.boolean().describe('true: report now') }),
  uploadBytes: 16_384,
  ownTransaction: true,
});

export const handOverKey = deskOperation({
  method: 'POST',
  path: '/api/uplink/key-handovers',
  roles: 'anyone',
  tag: 'uplink',
  summary: {
    zh: '录像机日志换了密钥：新旧密钥共同签名的交接',
    en: 'The log of a recorder has another key: hand-overs that both keys signed',
  },
  body: z.strictObject({
    origin: Origin,
    handovers: z.array(Note).min(1).max(100).describe('notes, oldest first; they prove themselves'),
  }),
  answer: z.object({ fingerprint: z.string().describe('of the key that is pinned now') }),
  uploadBytes: 262_144,
  perMinute: 60,
  ownTransaction: true,
});

export const compareCheckpoint = deskOperation({
  method: 'POST',
  path: '/api/public/checkpoints',
  roles: 'anyone',
  tag: 'uplink',
  summary: {
    zh: '核对录像机检查点：与公安机关见证的是否同一份日志',
    en: 'Whether a checkpoint of a recorder is of the log that the platform witnessed',
  },
  body: z.strictObject({ checkpoint: Note }),
  answer: z.object({
    verdict: z
      .enum(['same', 'other-history', 'size-not-witnessed', 'unknown-log'])
      .describe('other-history: the recorder signed two logs of one size, which both notes prove'),
    witnessed: z.string().nullable().describe('the note the platform witnessed at that size'),
  }),
  uploadBytes: 32_768,
  perMinute: 120,
  ownTransaction: true,
});

export const issueEnrolmentCode = deskOperation({
  method: 'POST',
  path: '/api/units/:id/enrolment-codes',
  roles: [...desk.registrars, 'unitManager'],
  tag: 'uplink',
  summary: {
    zh: '发给一次性接入码（备案已核验）',
    en: 'Give a one-time code, after the filing was verified',
  },
  touches: 'unit',
  params: Id,
  answer: z.object({ code: z.string(), expiresAt: z.string() }),
  status: 201,
});

export const RecorderFinding = z.object({
  kind: z.string(),
  by: z.string().describe('the check that noticed it'),
  weight: z
    .enum(['finding', 'contained'])
    .describe('contained: nothing is known against it, only too little'),
  firstAt: z.string(),
  lastAt: z.string(),
  times: z.number(),
});

export const RecorderView = z.object({
  id: z.string(),
  origin: z.string(),
  fingerprint: z.string(),
  enrolledAt: z.string(),
  revokedAt: z.string().nullable(),
  size: z.number(),
  lastReportAt: z
    .string()
    .nullable()
    .describe('when its last report came in: as old as this is what is known'),
  facts: ReportedFacts.nullable(),
  findings: z.array(RecorderFinding),
  challenges: z.array(
    z.object({
      id: z.string(),
      state: z.enum(['ordered', 'open', 'answered', 'contained']),
      orderedAt: z.string(),
      attempt: z.number(),
      verdict: Verdict.nullable(),
      thing: z.string().nullable().describe('the off-site inspection it was asked for'),
    }),
  ),
  obligations: Duties.nullable().describe(
    'over what is reported and what was filed; null before the first report',
  ),
  differences: z
    .array(
      z.object({
        field: z.enum(['cameras', 'storageDays', 'placeKind']),
        filed: z.string(),
        found: z.string(),
      }),
    )
    .describe('what was filed in one way and is found in another'),
});

export const listUnitRecorders = deskOperation({
  method: 'GET',
  path: '/api/units/:id/recorders',
  roles: [...desk.officials, ...desk.units],
  tag: 'uplink',
  summary: {
    zh: '单位的录像机：最近一次报告、自查、发现',
    en: "A unit's recorders: last report, obligations, what was noticed",
  },
  touches: 'unit',
  params: Id,
  answer: z.array(RecorderView),
});

export const revokeRecorder = deskOperation({
  method: 'POST',
  path: '/api/recorders/:id/revocation',
  roles: desk.registrars,
  tag: 'uplink',
  summary: { zh: '撤销录像机入网', en: "Revoke a recorder's enrolment" },
  touches: 'recorder',
  params: Id,
  body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
});

export const orderChallenge = deskOperation({
  method: 'POST',
  path: '/api/recorders/:id/challenges',
  roles: desk.organHeads,
  tag: 'uplink',
  summary: { zh: '批准非现场留存抽验', en: 'Approve a retention challenge from afar' },
  touches: 'recorder',
  params: Id,
  body: z.strictObject({
    ground: z.string().trim().min(1).max(500),
    samples: z.int().min(1).max(500).default(60).describe('459, all held: 99 % with 99 % confidence'),
  }),
  answer: z.object({ id: z.string() }),
  status: 201,
});

export const readChallenge = deskOperation({
  method: 'GET',
  path: '/api/recorder-challenges/:id',
  roles: [...desk.officials, ...desk.units],
  tag: 'uplink',
  summary: {
    zh: '一次抽验的全部证据，可离线复核',
    en: 'All of one challenge, to be verified again without the platform',
  },
  touches: 'recorder',
  params: Id,
  answer: z.object({
    state: z.enum(['ordered', 'open', 'answered', 'contained']),
    attempt: z.number(),
    ground: z.string(),
    challenge: z.looseObject({}).nullable().describe('what was asked'),
    answers: z.array(z.unknown()).nullable().describe('blocks and paths, as the recorder gave them'),
    verdict: Verdict.nullable(),
    answeredAt: z.string().nullable(),
    vkey: Vkey.describe(
      'key of its log that was in force when it was asked: pinned, or handed over from there',
    ),
  }),
});
