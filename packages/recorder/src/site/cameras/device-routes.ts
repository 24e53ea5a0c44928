// SPDX-License-Identifier: Apache-2.0
/** Cameras found, their clocks, moving them. */
import {
  changePreset,
  discoverCameras,
  listPresets,
  moveCamera,
  setCameraClock as setClockOperation,
} from '@mingjing/contracts/site';
import type { Sentence } from '../../errors.ts';
import { OnvifFailure, onvifTroubles } from '../../onvif/trouble.ts';
import { ServerRefusal } from '../../terms/refusal.ts';
import type { ServerContext } from '../context.ts';
import { type Served, serve } from '../serving.ts';
import { setCameraClock } from './camera-clock.ts';
import { findOnvif, foundDevices, isPlainHost, mayAsk, parsePlace } from './find-cameras.ts';

const refusedPlace: Sentence = {
  zh: '这个地址不能访问：写法不对，或是本机、链路本地地址。确有需要时请在配置中放行。',
  en: 'This address cannot be asked: it is malformed, or loopback or link-local. Allow it in the configuration if it is meant.',
};
const noDevice: Sentence = {
  zh: '这台摄像机不是从搜索到的 ONVIF 设备添加的，录像机不知道怎样设置它的时钟。请搜索后再设置。',
  en: 'This camera was not added from an ONVIF device that was found, so its clock cannot be set from here. Search for it first.',
};

const failedWith = (sentence: Sentence, detail = '') => ({ kind: 'failed' as const, sentence, detail });
const credentialsOf = ({
  user,
  password = '',
}: {
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}) => (user ? { user, password } : undefined);

export function servedCameraDevices({ core, gb28181, movements }: ServerContext): readonly Served[] {
  const known = (camera: string): string => {
    if (!core.cameras.find(camera)) throw new ServerRefusal('recorder/not-found', { what: camera });
    return camera;
  };
  return [
    serve(discoverCameras, async ({ body }) => {
      const place = body.address ? parsePlace(body.address) : undefined;
      if (body.address && (!place || !(await mayAsk(core, place))))
        throw new ServerRefusal('recorder/input-invalid', { field: 'address' });
      const found = await findOnvif(core, { seconds: body.seconds, place, credentials: credentialsOf(body) });
      return { ...found, gb28181: foundDevices(core, gb28181()?.status().devices ?? []) };
    }),
    serve(setClockOperation, async ({ body, person }) => {
      const asked =
        'camera' in body
          ? core.cameras.deviceOf(known(body.camera))
          : { kind: 'onvif' as const, service: new URL(body.service), credentials: credentialsOf(body) };
      if (asked?.kind !== 'onvif') return failedWith(noDevice);
      const { service } = asked;
      if (!('camera' in body) && !(isPlainHost(service) && (await core.mayReach(service.hostname))))
        return failedWith(refusedPlace);
      try {
        const about = 'camera' in body ? body.camera : service.hostname;
        return { kind: 'done' as const, ...(await setCameraClock(core, about, asked, person.user)) };
      } catch (error) {
        if (!(error instanceof OnvifFailure)) throw error;
        return failedWith(onvifTroubles[error.trouble], error.message);
      }
    }),
    serve(moveCamera, ({ params, body, person }) =>
      movements.carryOut(known(params.camera), body, person.user),
    ),
    serve(listPresets, ({ params }) => movements.presets(known(params.camera))),
    serve(changePreset, ({ params, body, person }) => {
      const act =
        body.act === 'set'
          ? { act: body.act, name: body.name, preset: body.preset }
          : { act: body.act, preset: body.preset };
      return movements.carryOut(known(params.camera), act, person.user, body.reason);
    }),
  ];
}
