// SPDX-License-Identifier: Apache-2.0
/** Cameras, and what is stored of them. */
import * as contract from '@mingjing/contracts/site';
import { call } from '../../frame/call.ts';

export type { Camera, CameraChange } from '@mingjing/contracts/site';
export type CameraTimeline = contract.Timeline;

export const addCamera = (body: contract.NewCamera): Promise<contract.Camera> =>
  call(contract.addCamera, { body });
export const updateCamera = (camera: string, body: contract.CameraChange): Promise<contract.Camera> =>
  call(contract.changeCamera, { params: { camera }, body });
export const switchOffCamera = (camera: string, reason: string): Promise<contract.Camera> =>
  call(contract.switchOffCamera, { params: { camera }, body: { reason } });
export const testCamera = (url: string, transport: 'tcp' | 'udp'): Promise<contract.CameraTest> =>
  call(contract.testCamera, { body: { url, transport } });
