// SPDX-License-Identifier: Apache-2.0
/** Who is asking, as every module knows them. */
import type { DeskRole } from '@mingjing/contracts';
import type { Scope } from './database/scope.ts';

/** How surely a session was opened, and for how long that counts. */
export interface SessionAssurance {
  readonly methods: string[];
  readonly secondFactor: boolean;
  readonly provider: string;
  readonly at: Date;
  readonly hours: number;
}

export interface Actor {
  readonly userId: string;
  readonly sessionId: string;
  readonly displayName: string;
  readonly email: string;
  readonly role: DeskRole;
  /** People of a police organ are officials, all others act for a unit. */
  readonly audience: 'official' | 'unit';
  readonly organisationId: string;
  readonly organisationName: string;
  readonly jurisdiction: string;
  readonly assurance: SessionAssurance | undefined;
  readonly secondFactorEnrolled: boolean;
  /** The password was handed out by somebody: nothing but changing it is possible. */
  readonly oneTimePassword: boolean;
}

/** What the actor's transactions may see. */
export function scopeOf(actor: Actor): Scope {
  return {
    audience: actor.audience,
    userId: actor.userId,
    role: actor.role,
    organisationId: actor.organisationId,
    ...(actor.audience === 'official' ? { jurisdiction: actor.jurisdiction } : {}),
  };
}
