// SPDX-License-Identifier: Apache-2.0
/**
 * Footage that officials ask a unit's recorder for. The request travels over the line that the recorder holds open; the
 * recorder holds the range at once, the unit decides with two people, and what comes back is sealed to the key of the organ
 * that asked. Nothing here makes a recorder give anything: it collects a request, and says what its people did with it.
 */
import { z } from 'zod';
import { footagePurposeIds, isBeyondUsual } from '../footage-purposes.ts';
import { HeldRange } from '../held-range.ts';
import { deskOperation } from '../operation.ts';
import { desk } from '../roles.ts';
import { statement } from './uplink.ts';

const Time = z.iso.datetime({ precision: 3 });
const Origin = z.string().max(200);
const text = (most: number) => z.string().trim().min(1).max(most);
const Hex256 = z.string().regex(/^[0-9a-f]{64}$/);
const Id = z.object({ id: z.uuid() });

/** What a request is opened with when a recorder is to answer it; without it the process lives by what people say. */
export const FootageAsked = z
  .strictObject({
    recorder: z.uuid(),
    cameras: z.array(text(64)).min(1).max(50),
    from: Time,
    to: Time,
    purpose: z.enum(footagePurposeIds),
    incident: text(200).describe(
      '案（事）件编号和事由 · number of the case or incident, and what it is about',
    ),
    instrument: text(120).optional().describe('调取证据通知书等文号 · number of the instrument'),
    credential: text(60).describe('第一名人员的证件号 · credential number of the officer who writes it'),
    necessity: text(1000)
      .optional()
      .describe('时段超出用途通常所需的理由 · why the range is longer than usual'),
    emergency: text(1000).optional().describe('紧急情形：单位一人可先提供，24 小时内补审'),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: '结束应晚于开始 · must end after it begins' })
  .refine(
    ({ from, to, purpose, necessity }) =>
      necessity !== undefined || !isBeyondUsual(purpose, Date.parse(from), Date.parse(to)),
    {
      path: ['necessity'],
      message: '时段超出该用途通常所需，写明理由 · longer than this purpose usually needs: say why',
    },
  );
export type FootageAsked = z.infer<typeof FootageAsked>;

/** The second officer signs in and says the own credential number. */
export const FootageJoined = z.looseObject({ credential: text(60).optional() });

/** How much of the range a camera still has, in whole seconds. What is gone is said in the first answer. */

export const FootageOrder = z.object({
  kind: z.literal('organ'),
  id: z.string(),
  version: z.number().describe('grows with each step of the request'),
  stage: z
    .enum(['hold', 'asked', 'ended'])
    .describe('hold: one officer has written it; asked: two have; ended: withdrawn or settled'),
  organ: z.string(),
  officers: z.array(z.object({ name: z.string(), credential: z.string() })),
  cameras: z.array(z.string()),
  from: z.string(),
  to: z.string(),
  purpose: z.enum(footagePurposeIds),
  incident: z.string(),
  instrument: z.string().nullable(),
  necessity: z.string().nullable(),
  emergency: z.string().nullable(),
  recipient: z.string().nullable().describe('age public key of the organ; null: it has named none'),
  letter: z.string().nullable().describe('the certificate of the organ, PDF in base64'),
});
export type FootageOrder = z.infer<typeof FootageOrder>;

/** A citizen has asked: every camera is held, nothing else happens. Who it is stays with the organ until the person comes. */
export const HoldOrder = z.object({
  kind: z.literal('citizen'),
  id: z.string(),
  version: z.number(),
  stage: z.enum(['hold', 'ended']),
  number: z.string().describe('that the person has, and brings to the unit'),
  from: z.string(),
  to: z.string(),
});
export type HoldOrder = z.infer<typeof HoldOrder>;

export const RecorderOrder = z.discriminatedUnion('kind', [FootageOrder, HoldOrder]);
export type RecorderOrder = z.infer<typeof RecorderOrder>;

const Name = z.string().max(60);
const spoken = { v: z.literal(1), origin: Origin, order: z.uuid(), at: Time };

/** What the recorder says its people did. Each of these is said once and taken once. */
export const FootageSaid = z.discriminatedUnion('step', [
  z.strictObject({
    ...spoken,
    step: z.literal('held'),
    hold: z.string().max(60),
    cameras: z.array(HeldRange).max(5000),
  }),
  z.strictObject({ ...spoken, step: z.literal('impossible'), reason: text(500) }),
  z.strictObject({ ...spoken, step: z.literal('handled'), by: Name }),
  z.strictObject({ ...spoken, step: z.literal('refused'), by: Name, reason: text(2000) }),
  z.strictObject({
    ...spoken,
    step: z.literal('released'),
    handledBy: Name,
    approvedBy: Name.nullable().describe('null: in an emergency, by one person'),
    number: z.int().describe('of the register of looks at the unit'),
    manifest: Hex256.describe('SHA-256 of the manifest, as the register entry in the log has it'),
    sha256: Hex256.describe('of the sealed file'),
    sizeBytes: z.int().min(1),
  }),
  z.strictObject({
    ...spoken,
    step: z.literal('reviewed'),
    by: Name,
    inOrder: z.boolean(),
    reason: text(2000),
  }),
]);
export type FootageSaid = z.infer<typeof FootageSaid>;

export const OrderCollection = z.strictObject(spoken);
export type OrderCollection = z.infer<typeof OrderCollection>;

/** Sent one after the other; a part that is not the next one is answered with where to go on. */
export const bundlePartBytes = 1 << 20;
export const BundlePart = z.strictObject({
  ...spoken,
  sha256: Hex256.describe('of the whole sealed file'),
  sizeBytes: z.int().min(1),
  offset: z.int().min(0),
  part: z.base64().max(Math.ceil(bundlePartBytes / 3) * 4),
});
export type BundlePart = z.infer<typeof BundlePart>;

export const collectFootageOrder = deskOperation({
  method: 'POST',
  path: '/api/uplink/footage-orders',
  roles: 'anyone',
  tag: 'uplink',
  summary: { zh: '录像机取调取请求', en: 'A recorder collects a request for footage' },
  body: statement(OrderCollection),
  answer: RecorderOrder,
  uploadBytes: 16_384,
  ownTransaction: true,
});

export const sayOfFootage = deskOperation({
  method: 'POST',
  path: '/api/uplink/footage',
  roles: 'anyone',
  tag: 'uplink',
  summary: {
    zh: '录像机告知：已保全、经办、提供或者不提供',
    en: 'A recorder tells what its unit did: held, handled, released, refused',
  },
  body: statement(FootageSaid),
  answer: z.object({ state: z.string().describe('of the request') }),
  uploadBytes: 1 << 20,
  ownTransaction: true,
});

export const sendBundlePart = deskOperation({
  method: 'POST',
  path: '/api/uplink/bundle-parts',
  roles: 'anyone',
  tag: 'uplink',
  summary: { zh: '录像机上传加密的录像包，可续传', en: 'A recorder uploads a sealed bundle, resumably' },
  body: statement(BundlePart),
  answer: z.object({ received: z.number().describe('bytes that are here: go on from there') }),
  uploadBytes: 2 << 20,
  perMinute: 6000,
  ownTransaction: true,
});

export const fetchFootageBundle = deskOperation({
  method: 'GET',
  path: '/api/footage-request/:id/bundle',
  roles: ['caseOfficer', 'supervisionOfficer'],
  tag: 'footage-request',
  summary: {
    zh: '取加密的录像包（mingjing open 解开并核验）',
    en: 'The sealed bundle, for `mingjing open`',
  },
  touches: 'footage-request',
  params: Id,
  download: 'application/octet-stream',
});

export const readOrganKey = deskOperation({
  method: 'GET',
  path: '/api/organ-key',
  roles: desk.officials,
  tag: 'footage-request',
  summary: { zh: '本机关收取录像的公钥', en: 'The public key footage is sealed to for this organ' },
  touches: 'organ-key',
  answer: z.object({
    key: z.object({ recipient: z.string(), since: z.string(), by: z.string() }).nullable(),
  }),
});

export const setOrganKey = deskOperation({
  method: 'PUT',
  path: '/api/organ-key',
  roles: desk.organHeads,
  tag: 'footage-request',
  summary: {
    zh: '登记本机关收取录像的公钥（私钥由机关自己保管）',
    en: 'Name the public key of this organ; the private key stays with it',
  },
  touches: 'organ-key',
  body: z.strictObject({
    recipient: z
      .string()
      .trim()
      .regex(
        /^age1[02-9ac-hj-np-z]{58}$/,
        'age1… 开头的公钥（mingjing open --new-key FILE 生成） · an age public key',
      ),
  }),
});
