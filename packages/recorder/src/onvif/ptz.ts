// SPDX-License-Identifier: Apache-2.0
/** Moving a camera and its presets over ONVIF (PTZ service, ver20). */
import { ns } from './services.ts';
import { allOf, at, escapeText, type SoapCaller } from './soap.ts';

export type Preset = { readonly token: string; readonly name: string };

/** Each from -1 to 1: to the right, upwards, towards. */
export type Speed = { readonly pan: number; readonly tilt: number; readonly zoom: number };

const mostPresets = 300;
const profileOf = (profile: string) => `<ProfileToken>${escapeText(profile)}</ProfileToken>`;

/** Moves until it is stopped; the device itself stops after `forMs`, should our stop be lost. @throws OnvifFailure */
export async function move(
  caller: SoapCaller,
  ptz: URL,
  profile: string,
  { pan, tilt, zoom }: Speed,
  forMs: number,
): Promise<void> {
  const limited = (value: number) => Math.max(-1, Math.min(1, value)).toFixed(2);
  const velocity =
    (pan === 0 && tilt === 0
      ? ''
      : `<PanTilt xmlns="${ns.schema}" x="${limited(pan)}" y="${limited(tilt)}"/>`) +
    (zoom === 0 ? '' : `<Zoom xmlns="${ns.schema}" x="${limited(zoom)}"/>`);
  await caller.call(
    ptz,
    `<ContinuousMove xmlns="${ns.ptz}">${profileOf(profile)}<Velocity>${velocity}</Velocity><Timeout>PT${Math.ceil(forMs / 1000)}S</Timeout></ContinuousMove>`,
  );
}

/** @throws OnvifFailure */
export async function stop(caller: SoapCaller, ptz: URL, profile: string): Promise<void> {
  await caller.call(
    ptz,
    `<Stop xmlns="${ns.ptz}">${profileOf(profile)}<PanTilt>true</PanTilt><Zoom>true</Zoom></Stop>`,
  );
}

/** @throws OnvifFailure */
export async function readPresets(caller: SoapCaller, ptz: URL, profile: string): Promise<readonly Preset[]> {
  const answer = await caller.call(ptz, `<GetPresets xmlns="${ns.ptz}">${profileOf(profile)}</GetPresets>`);
  return allOf(answer, 'Preset')
    .slice(0, mostPresets)
    .flatMap((one) => {
      const token = one.attributes['token'];
      return token === undefined ? [] : [{ token, name: at(one, 'Name')?.text.slice(0, 120) || token }];
    });
}

/** @throws OnvifFailure */
export async function goToPreset(
  caller: SoapCaller,
  ptz: URL,
  profile: string,
  preset: string,
): Promise<void> {
  await caller.call(
    ptz,
    `<GotoPreset xmlns="${ns.ptz}">${profileOf(profile)}<PresetToken>${escapeText(preset)}</PresetToken></GotoPreset>`,
  );
}

/** @param preset one that is there is set anew; absent: another is made. @throws OnvifFailure */
export async function setPreset(
  caller: SoapCaller,
  ptz: URL,
  profile: string,
  name: string,
  preset: string | undefined,
): Promise<void> {
  const token = preset === undefined ? '' : `<PresetToken>${escapeText(preset)}</PresetToken>`;
  await caller.call(
    ptz,
    `<SetPreset xmlns="${ns.ptz}">${profileOf(profile)}<PresetName>${escapeText(name)}</PresetName>${token}</SetPreset>`,
  );
}

/** @throws OnvifFailure */
export async function removePreset(
  caller: SoapCaller,
  ptz: URL,
  profile: string,
  preset: string,
): Promise<void> {
  await caller.call(
    ptz,
    `<RemovePreset xmlns="${ns.ptz}">${profileOf(profile)}<PresetToken>${escapeText(preset)}</PresetToken></RemovePreset>`,
  );
}
