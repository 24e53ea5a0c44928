// SPDX-License-Identifier: Apache-2.0
/** The recorder's operations and the shapes that travel in them. */
export * from './access.ts';
export * from './account.ts';
export * from './camera-devices.ts';
export * from './cameras.ts';
export * from './certificate.ts';
export * from './clock.ts';
export * from './event-sources.ts';
export * from './evidence.ts';
export * from './media.ts';
export * from './month-proof.ts';
export * from './notices.ts';
export { siteOperations } from './operations.ts';
export * from './overview.ts';
export * from './picture-health.ts';
export * from './plan.ts';
export * from './reference.ts';
export * from './register.ts';
export { Ms, type Span } from './shapes.ts';
export * from './sharing.ts';
export * from './storage.ts';
export * from './uplink.ts';
