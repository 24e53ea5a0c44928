// SPDX-License-Identifier: Apache-2.0
/**
 * Every route and who may call it. A route that is not here cannot be registered, and a row without a route fails
 * the test that walks this table.
 */
import { type Audience, type Role, roles } from './role.ts';

const everyone: readonly Role[] = roles;
/** Those who may see pictures. */
const viewers: readonly Role[] = ['administrator', 'manager', 'operator'];
/** Those who answer for the unit. */
const deciders: readonly Role[] = ['administrator', 'manager'];
/** Those who read registers. */
const readers: readonly Role[] = ['administrator', 'manager', 'auditor'];
const administrators: readonly Role[] = ['administrator'];

export const routeTable = {
  'GET /healthz': 'anyone',
  'GET /metrics': 'anyone',
  'GET /openapi.json': 'anyone',

  'POST /api/sign-in': 'anyone',
  'POST /api/sign-in/second-factor': 'anyone',
  'POST /api/sign-out': everyone,
  'GET /api/me': everyone,
  'PUT /api/me/password': everyone,
  'GET /api/me/sign-ins': everyone,
  'DELETE /api/me/sign-ins/:id': everyone,
  'POST /api/me/second-factor': everyone,
  'POST /api/me/second-factor/confirmation': everyone,
  'DELETE /api/me/second-factor': everyone,

  'GET /api/people': readers,
  'POST /api/people': administrators,
  'PATCH /api/people/:id': administrators,
  'POST /api/people/:id/password': administrators,
  'DELETE /api/people/:id/sign-ins': administrators,

  'GET /api/overview': everyone,
  'GET /api/alarms': everyone,
  'GET /api/settings': everyone,
  'PATCH /api/settings': administrators,
  'POST /api/clock/confirmation': administrators,

  'GET /api/cameras': everyone,
  'POST /api/cameras': administrators,
  'POST /api/cameras/test': administrators,
  'PATCH /api/cameras/:camera': administrators,
  'DELETE /api/cameras/:camera': administrators,

  'GET /api/timeline': everyone,
  'GET /api/timeline/days': everyone,

  'GET /api/access/purposes': everyone,
  'POST /api/access/duty': viewers,
  'POST /api/access/sessions': viewers,
  'GET /api/access/sessions': everyone,
  'GET /api/access/sessions/:id': everyone,
  'PATCH /api/access/sessions/:id': viewers,
  'PUT /api/access/sessions/:id/certificate': viewers,
  'GET /api/access/sessions/:id/certificate': readers,
  'POST /api/access/sessions/:id/decision': deciders,
  'POST /api/access/sessions/:id/close': viewers,
  'POST /api/access/sessions/:id/review': deciders,

  'GET /api/media/:session/live/:camera': viewers,
  'GET /api/media/:session/playback/:camera': viewers,
  'GET /api/media/:session/hls/:camera/index.m3u8': viewers,
  'GET /api/media/:session/hls/:camera/:part': viewers,
  'GET /api/media/:session/snapshot/:camera': viewers,
  'GET /api/media/:session/bundle.zip': viewers,
  'GET /api/media/:session/viewing-copy/:camera': viewers,
  'POST /api/media/:session/challenge': viewers,

  'GET /api/exports/estimate': viewers,
  'GET /api/exports/:session': viewers,
  'DELETE /api/exports/:session': viewers,

  'GET /api/register': readers,
  'GET /api/register/days': readers,
  'GET /api/register/:number': readers,
  'GET /api/register/:number/form.pdf': readers,
  'GET /api/register.xlsx': readers,
  'GET /api/register.pdf': readers,
  'POST /api/register/:number/corrections': deciders,

  'GET /api/holds': everyone,
  'POST /api/holds': viewers,
  'POST /api/holds/:id/release': deciders,

  'GET /api/completeness': everyone,
  'POST /api/challenge': readers,
  'GET /api/keys': everyone,
  'GET /api/facts.json': readers,
  'GET /api/keys/sheet.pdf': everyone,
  'GET /api/checkpoint': 'anyone',
  'GET /api/obligations': everyone,
} as const satisfies Record<string, Audience>;

export type RouteName = keyof typeof routeTable;
