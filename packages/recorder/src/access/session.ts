// SPDX-License-Identifier: Apache-2.0
/** What an access session is, on the wire and in the register. */
import { z } from 'zod';
import { roles } from '../server/role.ts';

const text = (most: number) => z.string().trim().min(1).max(most);
export const Ms = z.number().int().min(0).max(8_640_000_000_000_000);

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
  z.object({ kind: z.literal('staff') }),
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

export const Actor = z.object({ id: z.string(), user: z.string(), name: z.string(), role: z.enum(roles) });
export type Actor = z.infer<typeof Actor>;

export const Seen = z.object({ camera: z.string(), fromMs: Ms, toMs: Ms });
export type Seen = z.infer<typeof Seen>;

export const AccessSession = z.object({
  /** Unguessable; part of every media address of the session. */
  id: z.string(),
  /** Register number. */
  number: z.number().int(),
  state: z.enum(accessStates),
  kind: z.enum(accessKinds),
  purpose: z.string(),
  purposeWords: z.object({ zh: z.string(), en: z.string() }),
  purposeText: z.string(),
  /** Provision the look rests on, and its article as printed. */
  ground: z.string(),
  groundWords: z.string(),
  cameras: z.array(z.string()),
  fromMs: Ms,
  toMs: Ms,
  requester: Requester,
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
    .object({ decision: z.enum(['approve', 'refuse']), reason: z.string(), by: Actor, atMs: Ms })
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
});
export type AccessSession = z.infer<typeof AccessSession>;
