// SPDX-License-Identifier: Apache-2.0
/** A platform's pull as an access session like any other: registered before the first picture, closed with what was sent. */
import { randomBytes } from 'node:crypto';
import type { AccessSession, Person } from '@mingjing/contracts/site';
import type { AccessGate, Grant } from '../access/gate.ts';
import { findPurpose } from '../access/purposes.ts';
import type { SessionBook } from '../access/session-book.ts';
import type { UpperConfig } from './gb28181-config.ts';

export type Look = { readonly grant: Grant; readonly close: () => void };

const purposeId = 'network-sharing';
/** A look that lasts longer is opened anew by the platform. */
const openForMs = 24 * 3_600_000;

/** @throws what the log throws when nothing can be written: then nothing is shown */
export async function openLook(
  gate: AccessGate,
  book: SessionBook,
  upper: UpperConfig,
  look: {
    readonly kind: AccessSession['kind'];
    readonly camera: string;
    readonly fromMs: number;
    readonly toMs: number;
    readonly nowMs: number;
  },
): Promise<Look> {
  const purpose = findPurpose(purposeId)!;
  const person = platformPerson(upper);
  const { id, name, role, user } = person;
  const requester: AccessSession['requester'] = {
    kind: 'platform',
    id: upper.id,
    name: name,
    ...(upper.agreement !== undefined && { agreement: upper.agreement }),
  };
  const handledBy = { id, user, name, role };
  const nowMs = Math.round(look.nowMs);
  const session = book.add({
    id: randomBytes(18).toString('base64url'),
    state: 'incomplete',
    kind: look.kind,
    purpose: purpose.id,
    purposeWords: { zh: purpose.zh, en: purpose.en },
    purposeText: '',
    ground: purpose.ground,
    groundWords: purpose.groundWords,
    cameras: [look.camera],
    fromMs: Math.round(look.fromMs),
    toMs: Math.round(look.toMs),
    requester,
    handledBy,
    requestedMs: nowMs,
    missing: [],
    seen: [],
    corrections: [],
  });
  const opened = await gate.open(
    session,
    { handledBy, requester, certificate: null, decision: null },
    nowMs + openForMs,
  );
  const grant = gate.grant(opened.id, person, [look.kind], look.camera);
  return { grant, close: () => void gate.close(opened.id).catch(() => undefined) };
}

/** The person of such a session is the platform itself. */
function platformPerson(upper: UpperConfig): Person {
  return {
    id: `gb28181:${upper.id}`,
    user: upper.id,
    name: upper.name ?? `上级平台 ${upper.id}`,
    role: 'operator',
    disabled: false,
    secondFactor: false,
    mustChangePassword: false,
  };
}
