// SPDX-License-Identifier: Apache-2.0
/** Cameras, what is stored of them, and the sessions without which nothing may be looked at. */
import { request } from '../../frame/request.ts';
import type { Sentence } from '../media/part-socket.ts';

export interface Camera {
  readonly id: string;
  readonly name?: string;
  /** Without credentials. */
  readonly address: string;
  readonly transport?: 'tcp' | 'udp';
  readonly enabled: boolean;
  readonly state: 'connecting' | 'recording' | 'waiting' | 'disabled' | 'stopped-by-pressure';
  readonly sinceMs?: number;
  readonly cause?: string;
  readonly causeSentence?: Sentence;
  readonly codec?: string;
  readonly width?: number;
  readonly height?: number;
  readonly framesPerSecond?: number;
  readonly bitsPerSecond?: number;
  readonly reconnects?: number;
  readonly thinned?: boolean;
  readonly clockOffsetMs?: number;
  readonly recordAudio?: boolean;
  /** Tolerances that fired, by quirk id: count. */
  readonly deviations?: Readonly<Record<string, number>>;
}

export interface CameraChange {
  readonly id?: string;
  readonly url?: string;
  readonly name?: string;
  readonly transport?: 'tcp' | 'udp';
  readonly enabled?: boolean;
  readonly recordAudio?: boolean;
}

export type CameraTest =
  | {
      readonly kind: 'ok';
      readonly codec: string;
      readonly width: number;
      readonly height: number;
      readonly framesPerSecond?: number;
      readonly audioCodec?: string;
      readonly firstPictureMs: number;
    }
  | {
      readonly kind: 'failed';
      readonly reason: string;
      readonly sentence: Sentence;
      readonly detail: string;
    };

export const listCameras = async (): Promise<readonly Camera[]> =>
  (await request<{ cameras: readonly Camera[] }>('/api/cameras')).cameras;
export const addCamera = (camera: CameraChange): Promise<Camera> =>
  request('/api/cameras', { method: 'POST', body: camera });
export const updateCamera = (id: string, change: CameraChange): Promise<Camera> =>
  request(`/api/cameras/${encodeURIComponent(id)}`, { method: 'PATCH', body: change });
export const removeCamera = (id: string): Promise<void> =>
  request(`/api/cameras/${encodeURIComponent(id)}?confirm=${encodeURIComponent(id)}`, { method: 'DELETE' });
export const testCamera = (url: string, transport: 'tcp' | 'udp'): Promise<CameraTest> =>
  request('/api/cameras/test', { method: 'POST', body: { url, transport } });

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}
export interface CameraTimeline {
  readonly spans: readonly Span[];
  readonly gaps: readonly (Span & { readonly cause: string; readonly sentence: Sentence })[];
  readonly deleted: readonly Span[];
  readonly openFromMs?: number;
}
export const readTimeline = (camera: string, fromMs: number, toMs: number): Promise<CameraTimeline> =>
  request(`/api/timeline?${new URLSearchParams({ camera, fromMs: String(fromMs), toMs: String(toMs) })}`);
