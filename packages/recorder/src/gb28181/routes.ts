// SPDX-License-Identifier: Apache-2.0
/** The connections over GB/T 28181: what they are, and trying one of them. */
import { readSharing, type SelfTestStep, testSharing } from '@mingjing/contracts/site';
import type { ServerContext } from '../site/context.ts';
import { type Served, serve } from '../site/serving.ts';
import { ServerRefusal } from '../terms/refusal.ts';
import { channelStep, keepaliveStep, pictureSteps, registrationStep } from './self-test.ts';

export function servedSharing({ core, desk, gate, gb28181 }: ServerContext): readonly Served[] {
  const recordedAt = (url: string) => core.cameras.status().find(({ address }) => address === url)?.id;
  return [
    serve(readSharing, () => {
      const status = gb28181()?.status();
      if (!status) return { configured: false, upper: [], devices: [] };
      const devices = status.devices.map((device) => ({
        ...device,
        channels: device.channels.map((channel) => ({
          ...channel,
          camera: recordedAt(`gb28181://${device.id}/${channel.id}`),
        })),
      }));
      return readSharing.answer.parse({ configured: true, ...status, devices });
    }),
    serve(testSharing, async ({ params, body, person }) => {
      const service = gb28181();
      const upper = service?.upper(params.platform);
      const status = service?.status().upper.find(({ id }) => id === params.platform);
      if (!service || !upper || !status)
        throw new ServerRefusal('recorder/not-found', { what: params.platform });
      const steps: SelfTestStep[] = [registrationStep(status)];
      steps.push(keepaliveStep(await service.tryKeepalive(upper.id)));
      const channel = body.channel ?? upper.channels[0]?.id;
      const shared = upper.channels.find(({ id }) => id === channel);
      const camera = shared && core.cameras.find(shared.camera);
      steps.push(channelStep(upper, channel ?? '', camera));
      if (!camera || steps.at(-1)?.result === 'failed') return { ...(channel && { channel }), steps };
      const session = await desk.request(
        { kind: 'live', purpose: 'system-check', cameras: [camera.id], requester: { kind: 'staff' } },
        person,
      );
      const grant = gate.grant(session.id, person, ['live'], camera.id);
      const close = () => void gate.close(session.id).catch(() => undefined);
      const report = await service.trySending({ grant, close }, body.transport);
      return { ...(channel && { channel }), steps: [...steps, ...pictureSteps(report, upper)] };
    }),
  ];
}
