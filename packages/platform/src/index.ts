// SPDX-License-Identifier: Apache-2.0
/** The platform's door. */
export { backUp, restore } from './backup/backup.ts';
export { demoEnrolmentCode } from './demo/demo-enrolment.ts';
export { seedPlatform } from './demo/seed-platform.ts';
export { type DrawVerdict, verifyDraw } from './draw/index.ts';
export { PlatformError, type PlatformErrorCode, platformErrors, sentenceOf } from './errors.ts';
export { type Platform, type PlatformOptions, type RunningPlatform, startPlatform } from './platform.ts';
export { resetOffline } from './reset-offline.ts';
