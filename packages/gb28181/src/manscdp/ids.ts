// SPDX-License-Identifier: Apache-2.0
/** The codes of annex E: 20 digits, or 2 to 8 for an administrative region. */

/** Digits 11 to 13 of a code. */
export const deviceTypes = {
  dvr: 111,
  alarmController: 117,
  nvr: 118,
  camera: 131,
  ipc: 132,
  alarmInput: 134,
  sipCentre: 200,
  signallingGateway: 211,
  businessGroup: 215,
  virtualOrganisation: 216,
} as const;

export const isDeviceId = (text: string): boolean => /^\d{20}$/.test(text);

export const isRegionCode = (text: string): boolean => /^(\d{2}|\d{4}|\d{6}|\d{8})$/.test(text);

/** @returns the type, or undefined when it is no 20-digit code */
export const typeOfId = (id: string): number | undefined =>
  isDeviceId(id) ? Number(id.slice(10, 13)) : undefined;

/** The ten-digit domain a code belongs to. */
export const domainOfId = (id: string): string => id.slice(0, 10);

/** Cameras are what can be played. */
export function isCameraId(id: string): boolean {
  const type = typeOfId(id);
  return type === deviceTypes.camera || type === deviceTypes.ipc;
}
