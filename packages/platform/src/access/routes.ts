// SPDX-License-Identifier: Apache-2.0
import {
  collectFootageOrder,
  fetchFootageBundle,
  readOrganKey,
  sayOfFootage,
  sendBundlePart,
  setOrganKey,
} from '@mingjing/contracts/desk';
import { PlatformError } from '../errors.ts';
import { type Routes, serve } from '../serve.ts';
import { findRecord } from '../workflow/index.ts';
import { findOrganKey, keepOrganKey } from './organ-key.ts';
import { findWhole, readBundle } from './sealed-bundles.ts';

export const footageRoutes: Routes = [
  serve(collectFootageOrder, ({ services, body }) => services.footage.collect(body)),
  serve(sayOfFootage, ({ services, body }) => services.footage.say(body)),
  serve(sendBundlePart, ({ services, body }) => services.footage.part(body)),
  serve(fetchFootageBundle, async ({ tx, params, touch, stream }) => {
    const { instance } = await findRecord(tx, 'footage-request', params.id);
    const whole = await findWhole(tx, params.id);
    if (!whole) throw new PlatformError('platform/state-conflict', { state: instance.state });
    touch({ ids: [params.id], detail: { sha256: whole.sha256, sizeBytes: whole.sizeBytes } });
    return {
      bytes: stream((reading) => readBundle(reading, params.id)),
      type: 'application/octet-stream',
      fileName: `${params.id}.zip.age`,
    };
  }),
  serve(readOrganKey, async ({ tx, actor, touch }) => {
    touch({ ids: [] });
    const key = await findOrganKey(tx, actor.jurisdiction);
    return { key: key ? { ...key, since: key.since.toISOString() } : null };
  }),
  serve(setOrganKey, async ({ tx, actor, body, nowMs, touch }) => {
    touch({ ids: [], detail: { recipient: body.recipient } });
    const { recipient } = body;
    await keepOrganKey(tx, { jurisdiction: actor.jurisdiction, recipient, by: actor.userId, nowMs });
  }),
];
