// SPDX-License-Identifier: Apache-2.0
export { type DrawVerdict, verifyDraw } from './verify-draw.ts';
