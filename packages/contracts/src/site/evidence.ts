// SPDX-License-Identifier: Apache-2.0
/** Holds, completeness, retention self-audit, keys: what others can check the recorder by. */
import { z } from 'zod';
import { HeldRange } from '../held-range.ts';
import { siteOperation } from '../operation.ts';
import { site } from '../roles.ts';
import { Id, Ms, Reason } from './shapes.ts';

const { everyone, viewers, deciders, readers } = site;

export const Hold = z.object({
  id: z.string(),
  /** Empty: every camera. */
  cameras: z.array(z.string()),
  fromMs: z.number(),
  toMs: z.number(),
  reason: z.string(),
  ground: z.string(),
  untilMs: z.number().optional(),
  by: z.string(),
  placedMs: z.number(),
  releaseAskedBy: z.string().optional(),
  releasedBy: z.string().optional(),
  releasedMs: z.number().optional(),
});
export type Hold = z.infer<typeof Hold>;

export const NewHold = z
  .object({
    cameras: z.array(z.string().max(64)).max(1000),
    fromMs: Ms,
    toMs: Ms,
    reason: Reason,
    ground: z.string().trim().min(2).max(200),
    untilMs: Ms.optional(),
  })
  .refine((hold) => hold.fromMs < hold.toMs, {
    path: ['toMs'],
    message: '终点须晚于起点 · must be after fromMs',
  });
export type NewHold = z.infer<typeof NewHold>;

const samples = z.number().int().min(1).max(2000).default(459);
/** `ChallengeVerdict` of the evidence package. */
const Verdict = z.looseObject({
  samples: z.number(),
  held: z.number(),
  gap: z.number(),
  deleted: z.number(),
  failed: z.number(),
  confidence: z.number(),
  heldAtLeast: z.number(),
});
const tag = '证据 Evidence';

export const listHolds = siteOperation({
  method: 'GET',
  path: '/api/holds',
  roles: everyone,
  tag,
  summary: { zh: '保全', en: 'Holds' },
  answer: z.object({ holds: z.array(Hold) }),
});
export const placeHold = siteOperation({
  method: 'POST',
  path: '/api/holds',
  roles: viewers,
  tag,
  summary: { zh: '设立保全', en: 'Place a hold' },
  body: NewHold,
  answer: Hold.extend({
    found: z
      .array(HeldRange)
      .describe('what is there of the range, camera by camera: a hold brings nothing back'),
  }),
  status: 201,
});
export const releaseHold = siteOperation({
  method: 'POST',
  path: '/api/holds/:id/release',
  roles: deciders,
  tag,
  summary: { zh: '解除保全（两人）', en: 'Release a hold, by two people' },
  params: Id,
  answer: Hold,
});
export const readCompleteness = siteOperation({
  method: 'GET',
  path: '/api/completeness',
  roles: everyone,
  tag,
  summary: { zh: '完整性声明', en: 'Completeness statement of a camera and a day in China' },
  query: z.object({ camera: z.string().min(1).max(64), day: z.iso.date() }),
  answer: z.object({
    statement: z.looseObject({}),
    verdict: z.looseObject({
      kind: z.string(),
      heldMs: z.number().optional(),
      reason: z.string().optional(),
    }),
  }),
});
export const proveRetention = siteOperation({
  method: 'POST',
  path: '/api/challenge',
  roles: readers,
  tag,
  summary: { zh: '留存自证', en: 'Retention challenge, answered and judged' },
  body: z.object({
    cameras: z.array(z.string().max(64)).min(1).max(1000).optional(),
    fromMs: Ms.optional(),
    toMs: Ms.optional(),
    samples,
    /** Base64, from the challenger; absent: drawn here. */
    nonce: z.string().max(200).optional(),
  }),
  answer: z.object({
    /** Each camera over its own days: since it was added, at most as far back as the duty reaches. */
    cameras: z.array(
      z.object({
        camera: z.string(),
        from: z.string().optional(),
        to: z.string().optional(),
        /** Absent: nothing at all is recorded of it in these days, not even a gap. */
        verdict: Verdict.optional(),
      }),
    ),
    /** Over all cameras that have something. */
    verdict: Verdict,
  }),
});
export const answerChallenge = siteOperation({
  method: 'POST',
  path: '/api/media/:session/challenge',
  roles: viewers,
  tag,
  summary: {
    zh: '回答外来的留存抽查',
    en: 'Answers to an outsider, with blocks and proofs; cameras and range of the session',
  },
  params: z.object({ session: z.string().max(80) }),
  body: z.object({
    /** Base64, at least 16 random bytes that the challenger drew. */
    nonce: z.string().max(200),
    samples,
    /**
     * Fixed by the challenger too, or the recorder chooses and the judge refuses: a checkpoint it gave out before the
     * nonce was drawn, cameras and range (RFC 3339 UTC) within the session.
     */
    checkpoint: z.string().max(65_536).optional(),
    cameras: z.array(z.string().max(64)).min(1).max(1000).optional(),
    from: z.string().max(40).optional(),
    to: z.string().max(40).optional(),
  }),
  answer: z.looseObject({}),
});
export const readKeys = siteOperation({
  method: 'GET',
  path: '/api/keys',
  roles: everyone,
  tag,
  summary: { zh: '公钥和指纹', en: 'Public key and fingerprint' },
  answer: z.object({
    origin: z.string(),
    algorithms: z.string(),
    vkey: z.string(),
    fingerprint: z.string(),
    verifyPageSha256: z.string().optional(),
    checkpoint: z.object({ size: z.number(), note: z.string() }).optional(),
  }),
});
export const readKeySheet = siteOperation({
  method: 'GET',
  path: '/api/keys/sheet.pdf',
  roles: everyone,
  tag,
  summary: { zh: '指纹单', en: 'Fingerprint sheet' },
  download: 'application/pdf',
});
export const readRecorderFacts = siteOperation({
  method: 'GET',
  path: '/api/facts.json',
  roles: readers,
  tag,
  summary: {
    zh: '录像机事实（签名，备案用）',
    en: 'Signed facts of this recorder, to hand in with a filing',
  },
  download: 'application/json',
});
export const readCheckpoint = siteOperation({
  method: 'GET',
  path: '/api/checkpoint',
  roles: 'anyone',
  tag,
  summary: { zh: '最新检查点', en: 'Signed checkpoint (C2SP)' },
  download: 'text/plain',
});
