// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openRecorder } from '../src/recording/core/media/open-recorder.ts';
import { makeWorld } from './server-world.ts';

it('takes the floor from the law of the unit, over what is configured, also before the server is up again', async () => {
  const retention = { floorDays: 7, floorProvision: '演示' };
  const world = await makeWorld({ cameras: 1, start: { retention } });
  const { administrator } = world.people;
  const floorShown = async () => {
    const { json } = await administrator.call('GET', '/api/overview');
    const [camera] = json.retention.cameras;
    return [json.retention.requiredDays, camera.floorDays, camera.floorProvision];
  };
  expect(await floorShown()).toEqual([30, 30, 'd799/retention']);
  await administrator.call('PATCH', '/api/settings', { counterTerrorKeyTarget: true });
  expect(await floorShown()).toEqual([90, 90, 'counter-terrorism-law/retention']);
  const { log } = world.running.core;
  const last = JSON.parse(new TextDecoder().decode(await log.entryBytes(log.size() - 1)));
  expect(last).toMatchObject({
    what: 'retention-floor',
    by: 'admin',
    before: '30 d799/retention',
    after: '90 counter-terrorism-law/retention',
  });
  await world.running.close();
  const core = await openRecorder({ directory: join(world.directory, 'data'), workers: 0, retention });
  expect((await core.retention()).cameras[0]?.settings).toEqual({
    floorDays: 90,
    floorProvision: 'counter-terrorism-law/retention',
  });
  await core.close();
  await world.end();
});
