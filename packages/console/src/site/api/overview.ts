// SPDX-License-Identifier: Apache-2.0
/** How the recorder is doing. */
import { request } from '../../frame/request.ts';

export interface Alarm {
  readonly kind: string;
  readonly subject: string;
  readonly state: 'raised' | 'cleared';
  readonly atMs: number;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly sentence: { readonly zh: string; readonly en: string };
}

export interface CameraRetention {
  readonly camera: string;
  readonly floorDays: number;
  readonly floorProvision: string;
  readonly ceilingDays?: number;
  readonly oldestMs?: number;
  readonly keptDays: number;
  readonly bytes: number;
  readonly bytesPerDay: number;
  readonly verdict: 'met' | 'filling' | 'breached';
}

export interface Overview {
  readonly nowMs: number;
  readonly recorderId: string;
  readonly unit: { readonly name: string };
  readonly cameras: Readonly<
    Record<'total' | 'recording' | 'connecting' | 'waiting' | 'disabled' | 'stopped', number>
  >;
  readonly retention: {
    readonly requiredByLawDays: number | null;
    readonly requiredByLaw: string | null;
    readonly requiredDays: number;
    readonly cameras: readonly CameraRetention[];
    readonly step: string;
    readonly freeBytes: number;
    readonly usedBytes: number;
    readonly reserveBytes: number;
    readonly bytesPerDay: number;
    readonly forecastDays?: number;
    readonly alarm: boolean;
  };
  readonly clock: { readonly trusted: boolean; readonly reason?: string; readonly nowMs: number };
  readonly alarms: readonly Alarm[];
  readonly holds: number;
  readonly waitingForDecision: number;
  readonly reviewsDue: number;
}

export const readOverview = (): Promise<Overview> => request('/api/overview');
export const confirmClock = (): Promise<void> =>
  request('/api/clock/confirmation', { method: 'POST', body: {} });
