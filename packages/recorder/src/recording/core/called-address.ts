// SPDX-License-Identifier: Apache-2.0
/** The rule for cameras' addresses, for others that a person names on a page and this program then calls. */
export { isOwnAddress, resolveCameraHost as resolveCalledHost } from '../capture/camera-address.ts';
