// SPDX-License-Identifier: Apache-2.0
/** Holds: what is kept past its time. */
import { request } from '../../frame/request.ts';

export interface Hold {
  readonly id: string;
  /** Empty: every camera. */
  readonly cameras: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly reason: string;
  readonly ground: string;
  readonly untilMs?: number;
  readonly by: string;
  readonly placedMs: number;
  readonly releaseAskedBy?: string;
  readonly releasedBy?: string;
  readonly releasedMs?: number;
}

export interface NewHold {
  readonly cameras: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly reason: string;
  readonly ground: string;
  readonly untilMs?: number;
}

export const listHolds = async (): Promise<readonly Hold[]> =>
  (await request<{ holds: readonly Hold[] }>('/api/holds')).holds;
export const placeHold = (hold: NewHold): Promise<Hold> =>
  request('/api/holds', { method: 'POST', body: hold });
export const releaseHold = (id: string): Promise<Hold> =>
  request(`/api/holds/${encodeURIComponent(id)}/release`, { method: 'POST', body: {} });
