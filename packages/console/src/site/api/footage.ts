// SPDX-License-Identifier: Apache-2.0
/** Cameras, and what is stored of them. */
import * as contract from '@mingjing/contracts/site';
import { call } from '../../frame/call.ts';

export type { Camera, CameraChange, CameraTest } from '@mingjing/contracts/site';
export type CameraTimeline = contract.Timeline;

export const listCameras = async (): Promise<readonly contract.Camera[]> =>
  (await call(contract.listCameras)).cameras;
export const addCamera = (body: contract.NewCamera): Promise<contract.Camera> =>
  call(contract.addCamera, { body });
export const updateCamera = (camera: string, body: contract.CameraChange): Promise<contract.Camera> =>
  call(contract.changeCamera, { params: { camera }, body });
export const removeCamera = (camera: string): Promise<unknown> =>
  call(contract.removeCamera, { params: { camera }, query: { confirm: camera } });
export const testCamera = (url: string, transport: 'tcp' | 'udp'): Promise<contract.CameraTest> =>
  call(contract.testCamera, { body: { url, transport } });
export const readTimeline = (camera: string, fromMs: number, toMs: number): Promise<CameraTimeline> =>
  call(contract.readTimeline, { query: { camera, fromMs, toMs } });
