// SPDX-License-Identifier: Apache-2.0
/** Access sessions: asking to look, completing, deciding, closing. What a session is, on the wire and in the register. */
import { z } from 'zod';
import { siteOperation } from '../operation.ts';
import { site, siteRoles } from '../roles.ts';
import { CameraId, Id, Ms, Reason, Sentence } from './shapes.ts';

const { everyone, viewers, deciders, readers } = site;
const text = (most: number) => z.string().trim().min(1).max(most);

/** One officer who asks: name, unit and credential number are what the register form has columns for. */
export const Officer = z.object({ name: text(60), unit: text(120), credential: text(60) });
export type Officer = z.infer<typeof Officer>;

/** 本人、近亲属、监护人、看护人、代管人 (Decree 799 art. 21) or somebody else with a legal interest (Qinhuangdao art. 22). */
export const relations = ['self', 'near-relative', 'guardian', 'caretaker', 'custodian', 'other'] as const;
export const relationWords: Readonly<Record<(typeof relations)[number], string>> = {
  self: '本人',
  'near-relative': '近亲属',
  guardian: '监护人',
  caretaker: '看护人',
  custodian: '代管人',
  other: '其他',
};

export const Requester = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('staff'),
    /** Who gets the copy: asked of every export by the unit's own people. */
    recipient: z.object({ name: text(60), unit: text(120) }).optional(),
  }),
  z.object({
    kind: z.literal('officials'),
    officers: z.array(Officer).max(20),
    /** 调取通知书文号 or the like. */
    documentNumber: text(120).optional(),
    /** The officers confirm that they keep what they see confidential. */
    confidentialityAcknowledged: z.boolean().optional(),
    /** Why the range is longer than the purpose usually needs. */
    necessity: text(1000).optional(),
    emergency: z.object({ reason: text(1000), publicInterest: z.boolean() }).optional(),
  }),
  z.object({
    kind: z.literal('citizen'),
    name: text(60),
    idNumber: text(60).optional(),
    contact: text(120).optional(),
    relation: z.enum(relations),
    /** It concerns the person's own lawful interests. */
    ownLegalInterest: z.boolean().optional(),
    reason: text(1000).optional(),
  }),
]);
export type Requester = z.infer<typeof Requester>;

/** A police platform that pulls pictures over GB/T 28181: nobody at a counter, an agreement instead. */
export const PlatformRequester = z.object({
  kind: z.literal('platform'),
  /** Its 20-digit code. */
  id: text(60),
  name: text(120),
  /** Number of the sharing agreement. */
  agreement: text(120).optional(),
});

/** What the person who decides found in the pictures: what excludes a citizen's view (Qinhuangdao art. 22). */
export const Contains = z.object({
  stateSecret: z.boolean(),
  tradeSecret: z.boolean(),
  personalPrivacy: z.boolean(),
});
export type Contains = z.infer<typeof Contains>;

export const accessKinds = ['live', 'playback', 'export'] as const;
export const accessStates = [
  'incomplete',
  'awaiting-decision',
  'open',
  'closed',
  'refused',
  'withdrawn',
] as const;
export type AccessState = (typeof accessStates)[number];

/** What a client sends to look. Playback and export need a range. */
export const AccessRequest = z.object({
  kind: z.enum(accessKinds),
  purpose: text(60),
  purposeText: text(1000).optional(),
  cameras: z.array(text(64)).min(1).max(200),
  fromMs: Ms.optional(),
  toMs: Ms.optional(),
  requester: Requester,
});
export type AccessRequest = z.infer<typeof AccessRequest>;

export const Missing = z.object({
  /** Fact of the law package or field of the form. */
  item: z.string(),
  zh: z.string(),
  en: z.string(),
  /** Provision that asks for it; its instrument and article as printed, `《…条例》第二十条`. */
  provision: z.string().optional(),
  article: z.string().optional(),
});
export type Missing = z.infer<typeof Missing>;

export const Actor = z.object({
  id: z.string(),
  user: z.string(),
  name: z.string(),
  role: z.enum(siteRoles),
});
export type Actor = z.infer<typeof Actor>;

export const Seen = z.object({ camera: z.string(), fromMs: Ms, toMs: Ms });
export type Seen = z.infer<typeof Seen>;

/** What of a look stands in the log and is compared with it, as pages and papers say it. */
export const loggedFactWords = {
  entry: { zh: '日志条目', en: 'log entry' },
  state: { zh: '状态', en: 'state' },
  kind: { zh: '方式', en: 'manner' },
  purpose: { zh: '事由', en: 'purpose' },
  ground: { zh: '依据', en: 'ground' },
  cameras: { zh: '摄像机', en: 'cameras' },
  range: { zh: '图像时段', en: 'range' },
  persons: { zh: '人员', en: 'persons' },
  times: { zh: '登记时间或登记号', en: 'time or number of the entry' },
  seen: { zh: '实际查看', en: 'what was seen' },
  manifest: { zh: '录像包', en: 'bundle' },
  corrections: { zh: '更正', en: 'corrections' },
} as const;
export type LoggedFact = keyof typeof loggedFactWords;
const loggedFacts = Object.keys(loggedFactWords) as [LoggedFact, ...LoggedFact[]];

export const AccessSession = z.object({
  /** Unguessable; part of every media address of the session. */
  id: z.string(),
  /** Register number. */
  number: z.number().int(),
  state: z.enum(accessStates),
  kind: z.enum(accessKinds),
  purpose: z.string(),
  purposeWords: Sentence,
  purposeText: z.string(),
  /** Provision the look rests on, and its article as printed. */
  ground: z.string(),
  groundWords: z.string(),
  cameras: z.array(z.string()),
  fromMs: Ms,
  toMs: Ms,
  requester: z.discriminatedUnion('kind', [...Requester.options, PlatformRequester]),
  /** Who at the unit opened it. */
  handledBy: Actor,
  requestedMs: Ms,
  openedMs: Ms.optional(),
  closedMs: Ms.optional(),
  /** Closes by itself then. */
  expiresMs: Ms.optional(),
  missing: z.array(Missing),
  certificate: z.object({ sha256: z.string(), mimeType: z.string(), sizeBytes: z.number() }).optional(),
  /** Second person: who decided, when and why. */
  decision: z
    .object({
      decision: z.enum(['approve', 'refuse']),
      reason: z.string(),
      by: Actor,
      atMs: Ms,
      contains: Contains.optional(),
    })
    .optional(),
  /** Opened in an emergency: papers have to follow. */
  review: z
    .object({
      dueMs: Ms,
      outcome: z.enum(['in-order', 'not-in-order']).optional(),
      reason: z.string().optional(),
      by: Actor.optional(),
      atMs: Ms.optional(),
    })
    .optional(),
  hold: z.string().optional(),
  /** It came from the platform of the police over the line, not to a counter. */
  order: z
    .object({
      /** Of the request at the platform. */
      id: z.string(),
      organ: z.string(),
      /** Nobody at the unit has taken it over yet. */
      untaken: z.boolean(),
      /** Sealed to the organ and on its way, or there. */
      sent: z.object({ sizeBytes: z.number(), sentBytes: z.number(), sha256: z.string() }).optional(),
    })
    .optional(),
  seen: z.array(Seen),
  /** Log indexes of the entries at opening and at closing. */
  entry: z.number().int().optional(),
  closeEntry: z.number().int().optional(),
  /** The recorder stopped while it was open; what was shown was written at the next start. */
  recovered: z.boolean().optional(),
  corrections: z.array(z.object({ text: z.string(), by: Actor, atMs: Ms, entry: z.number().int() })),
  /** Hex SHA-256 of the manifest handed out. */
  manifest: z.string().optional(),
  /** The bundle was fetched completely, at least once. */
  deliveredMs: Ms.optional(),
  watermark: z.boolean().optional(),
  /** What the row says otherwise than the evidence log: somebody edited the database. Absent: nothing. */
  differs: z.array(z.enum(loggedFacts)).optional(),
});
export type AccessSession = z.infer<typeof AccessSession>;

export const Purpose = z.object({
  id: z.string(),
  zh: z.string(),
  en: z.string(),
  /** Provision it rests on, its article as printed in our source, and what it is about. */
  ground: z.string(),
  groundWords: z.string(),
  requesters: z.array(z.enum(['staff', 'officials', 'citizen'])),
  kinds: z.array(z.enum(accessKinds)),
  /** Longer ranges need a written reason. */
  usualHours: z.number().optional(),
  /** Text has to be given as well. */
  textNeeded: z.boolean(),
});
export type Purpose = z.infer<typeof Purpose>;

const tag = '登记 Access sessions';
/** Larger than any certificate needs to be. */
const mostCertificateBytes = 10 << 20;

export const readPurposes = siteOperation({
  method: 'GET',
  path: '/api/access/purposes',
  roles: everyone,
  tag,
  summary: { zh: '用途', en: 'Purposes' },
  answer: z.object({ purposes: z.array(Purpose) }),
});
export const openDuty = siteOperation({
  method: 'POST',
  path: '/api/access/duty',
  roles: viewers,
  tag,
  summary: { zh: '值班监看', en: 'Duty watch: the open session of this person, opened when there is none' },
  body: z.object({ cameras: z.array(CameraId).min(1).max(200).optional() }).nullish(),
  answer: AccessSession,
});
export const askToLook = siteOperation({
  method: 'POST',
  path: '/api/access/sessions',
  roles: viewers,
  tag,
  summary: { zh: '登记查看、调取', en: 'Ask to look or to copy' },
  body: AccessRequest,
  answer: AccessSession,
  status: 201,
});
export const listSessions = siteOperation({
  method: 'GET',
  path: '/api/access/sessions',
  roles: everyone,
  tag,
  summary: { zh: '登记', en: 'Sessions' },
  query: z.object({ state: z.enum(accessStates).optional() }),
  answer: z.object({ sessions: z.array(AccessSession) }),
});
export const readAccessSession = siteOperation({
  method: 'GET',
  path: '/api/access/sessions/:id',
  roles: everyone,
  tag,
  summary: { zh: '一次登记', en: 'One session' },
  params: Id,
  answer: AccessSession,
});
export const takeOverSession = siteOperation({
  method: 'POST',
  path: '/api/access/sessions/:id/handling',
  roles: viewers,
  tag,
  summary: {
    zh: '经办公安机关经平台发来的调取请求；紧急情形由一人先提供',
    en: 'Take over a request that came over the line; in an emergency one person releases it at once',
  },
  params: Id,
  body: z.object({ emergency: z.boolean().default(false) }),
  answer: AccessSession,
});
export const completeSession = siteOperation({
  method: 'PATCH',
  path: '/api/access/sessions/:id',
  roles: viewers,
  tag,
  summary: { zh: '补正', en: 'Complete a request' },
  params: Id,
  body: z.object({ requester: Requester.optional(), purposeText: Reason.optional() }),
  answer: AccessSession,
});
export const uploadCertificate = siteOperation({
  method: 'PUT',
  path: '/api/access/sessions/:id/certificate',
  roles: viewers,
  tag,
  summary: { zh: '上传证明文件', en: 'Upload the certificate (PDF, PNG, JPEG)' },
  params: Id,
  upload: ['application/pdf', 'image/png', 'image/jpeg'],
  uploadBytes: mostCertificateBytes,
  answer: AccessSession,
});
export const readCertificate = siteOperation({
  method: 'GET',
  path: '/api/access/sessions/:id/certificate',
  roles: readers,
  tag,
  summary: { zh: '证明文件', en: 'The certificate' },
  params: Id,
  download: '*/*',
});
export const decideSession = siteOperation({
  method: 'POST',
  path: '/api/access/sessions/:id/decision',
  roles: deciders,
  tag,
  summary: { zh: '同意或不同意', en: 'Decide, by a second person' },
  params: Id,
  body: z.object({
    decision: z.enum(['approve', 'refuse']),
    reason: Reason,
    /** Needed to approve a citizen's request. */
    contains: Contains.optional(),
  }),
  answer: AccessSession,
});
export const closeSession = siteOperation({
  method: 'POST',
  path: '/api/access/sessions/:id/close',
  roles: viewers,
  tag,
  summary: { zh: '结束', en: 'Close' },
  params: Id,
  answer: AccessSession,
});
export const reviewSession = siteOperation({
  method: 'POST',
  path: '/api/access/sessions/:id/review',
  roles: deciders,
  tag,
  summary: { zh: '紧急情况事后审核', en: 'Review of an emergency' },
  params: Id,
  body: z.object({ outcome: z.enum(['in-order', 'not-in-order']), reason: Reason }),
  answer: AccessSession,
});
