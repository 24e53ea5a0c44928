// SPDX-License-Identifier: Apache-2.0
/** A platform looks, nobody at a counter: an access session like any other, registered before the first byte leaves. */
import { randomBytes } from 'node:crypto';
import type { AccessSession, Person } from '@mingjing/contracts/site';
import type { AccessGate, Grant } from './gate.ts';
import { findPurpose } from './purposes.ts';
import type { SessionBook } from './session-book.ts';

/** A look that lasts longer is opened anew by the platform. */
const openForMs = 24 * 3_600_000;

export type PlatformLook = {
  readonly kind: AccessSession['kind'];
  /** A purpose that nobody chooses at the counter. */
  readonly purpose: 'network-sharing' | 'retention-challenge';
  readonly purposeText?: string;
  readonly cameras: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly nowMs: number;
  /** `protocol` keeps platforms of one number and another protocol apart. */
  readonly platform: {
    readonly protocol: 'gb28181' | 'uplink';
    readonly id: string;
    readonly name: string;
    readonly agreement?: string | undefined;
  };
};

export type OpenLook = {
  /** One per camera. */
  readonly grants: ReadonlyMap<string, Grant>;
  /** Closes with what was really sent. */
  readonly close: () => Promise<AccessSession>;
};

/** @throws what the log throws when nothing can be written: then nothing is shown */
export async function openPlatformLook(
  gate: AccessGate,
  book: SessionBook,
  look: PlatformLook,
): Promise<OpenLook> {
  const purpose = findPurpose(look.purpose);
  if (!purpose) throw new Error(`no purpose ${look.purpose}`);
  const { protocol, id: platformId, name, agreement } = look.platform;
  const person: Person = {
    id: `${protocol}:${platformId}`,
    user: platformId,
    name,
    role: 'operator',
    disabled: false,
    secondFactor: false,
    mustChangePassword: false,
  };
  const { id, role, user } = person;
  const requester: AccessSession['requester'] = {
    kind: 'platform',
    id: platformId,
    name,
    ...(agreement !== undefined && { agreement }),
  };
  const handledBy = { id, user, name, role };
  const session = book.add({
    id: randomBytes(18).toString('base64url'),
    state: 'incomplete',
    kind: look.kind,
    purpose: purpose.id,
    purposeWords: { zh: purpose.zh, en: purpose.en },
    purposeText: look.purposeText ?? '',
    ground: purpose.ground,
    groundWords: purpose.groundWords,
    cameras: [...look.cameras],
    fromMs: Math.round(look.fromMs),
    toMs: Math.round(look.toMs),
    requester,
    handledBy,
    requestedMs: Math.round(look.nowMs),
    missing: [],
    seen: [],
    corrections: [],
  });
  const opened = await gate.open(
    session,
    { handledBy, requester, certificate: null, decision: null },
    Math.round(look.nowMs) + openForMs,
  );
  return {
    grants: gate.grants(opened.id, person, [look.kind]),
    close: () => gate.close(opened.id),
  };
}
