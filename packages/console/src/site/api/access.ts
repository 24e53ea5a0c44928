// SPDX-License-Identifier: Apache-2.0
/** Access sessions: no picture without one. */
import { request } from '../../frame/request.ts';
import type { Sentence } from '../media/part-socket.ts';

export type AccessKind = 'live' | 'playback' | 'export';
export type RequesterKind = 'staff' | 'officials' | 'citizen' | 'platform';
export type AccessState = 'incomplete' | 'awaiting-decision' | 'open' | 'closed' | 'refused' | 'withdrawn';

export interface Purpose {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly ground: string;
  readonly groundWords: string;
  readonly requesters: readonly RequesterKind[];
  readonly kinds: readonly AccessKind[];
  readonly usualHours?: number;
  readonly textNeeded: boolean;
}

export interface Officer {
  readonly name: string;
  readonly unit: string;
  readonly credential: string;
}

export type Requester =
  | { readonly kind: 'staff' }
  | { readonly kind: 'platform'; readonly id: string; readonly name: string; readonly agreement?: string }
  | {
      readonly kind: 'officials';
      readonly officers: readonly Officer[];
      readonly documentNumber?: string;
      readonly confidentialityAcknowledged?: boolean;
      readonly necessity?: string;
      readonly emergency?: { readonly reason: string; readonly publicInterest: boolean };
    }
  | {
      readonly kind: 'citizen';
      readonly name: string;
      readonly idNumber?: string;
      readonly contact?: string;
      readonly relation: string;
      readonly ownLegalInterest?: boolean;
      readonly reason?: string;
    };

export interface Missing extends Sentence {
  readonly item: string;
  readonly provision?: string;
  readonly article?: string;
}

export interface Actor {
  readonly id: string;
  readonly user: string;
  readonly name: string;
  readonly role: string;
}

export interface AccessSession {
  readonly id: string;
  readonly number: number;
  readonly state: AccessState;
  readonly kind: AccessKind;
  readonly purpose: string;
  readonly purposeWords: Sentence;
  readonly purposeText: string;
  readonly ground: string;
  readonly groundWords: string;
  readonly cameras: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly requester: Requester;
  readonly handledBy: Actor;
  readonly requestedMs: number;
  readonly openedMs?: number;
  readonly closedMs?: number;
  readonly expiresMs?: number;
  readonly missing: readonly Missing[];
  readonly certificate?: { readonly sha256: string; readonly mimeType: string; readonly sizeBytes: number };
  readonly decision?: {
    readonly decision: 'approve' | 'refuse';
    readonly reason: string;
    readonly by: Actor;
    readonly atMs: number;
  };
  readonly review?: {
    readonly dueMs: number;
    readonly outcome?: 'in-order' | 'not-in-order';
    readonly reason?: string;
    readonly by?: Actor;
    readonly atMs?: number;
  };
  readonly hold?: string;
  readonly seen: readonly { readonly camera: string; readonly fromMs: number; readonly toMs: number }[];
  readonly entry?: number;
  readonly closeEntry?: number;
  readonly recovered?: boolean;
  readonly corrections: readonly {
    readonly text: string;
    readonly by: Actor;
    readonly atMs: number;
    readonly entry: number;
  }[];
  readonly manifest?: string;
  readonly deliveredMs?: number;
  readonly watermark?: boolean;
}

export interface AccessRequest {
  readonly kind: AccessKind;
  readonly purpose: string;
  readonly purposeText?: string;
  readonly cameras: readonly string[];
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly requester: Requester;
  readonly watermark?: boolean;
}

export const readPurposes = async (): Promise<readonly Purpose[]> =>
  (await request<{ purposes: readonly Purpose[] }>('/api/access/purposes')).purposes;
export const openDuty = (): Promise<AccessSession> =>
  request('/api/access/duty', { method: 'POST', body: {} });
export const askToLook = (body: AccessRequest): Promise<AccessSession> =>
  request('/api/access/sessions', { method: 'POST', body });
export const listSessions = async (state?: AccessState): Promise<readonly AccessSession[]> =>
  (
    await request<{ sessions: readonly AccessSession[] }>(
      `/api/access/sessions${state ? `?state=${state}` : ''}`,
    )
  ).sessions;
export const readAccessSession = (id: string): Promise<AccessSession> =>
  request(`/api/access/sessions/${id}`);
export const completeSession = (
  id: string,
  change: { readonly requester?: Requester; readonly purposeText?: string },
): Promise<AccessSession> => request(`/api/access/sessions/${id}`, { method: 'PATCH', body: change });
export const closeSession = (id: string): Promise<AccessSession> =>
  request(`/api/access/sessions/${id}/close`, { method: 'POST', body: {} });
export const decideSession = (
  id: string,
  decision: {
    readonly decision: 'approve' | 'refuse';
    readonly reason: string;
    readonly contains?: {
      readonly stateSecret: boolean;
      readonly tradeSecret: boolean;
      readonly personalPrivacy: boolean;
    };
  },
): Promise<AccessSession> =>
  request(`/api/access/sessions/${id}/decision`, { method: 'POST', body: decision });
export const reviewSession = (
  id: string,
  review: { readonly outcome: 'in-order' | 'not-in-order'; readonly reason: string },
): Promise<AccessSession> => request(`/api/access/sessions/${id}/review`, { method: 'POST', body: review });
