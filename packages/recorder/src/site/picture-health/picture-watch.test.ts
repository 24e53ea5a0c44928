// SPDX-License-Identifier: Apache-2.0
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type HealthVerdict, judge, viewOf } from '../../health/judge.ts';
import type { PictureLook } from '../../health/picture-look.ts';
import { AlarmBoard } from '../alarms/alarm-board.ts';
import { serverSchema } from '../database/server-database.ts';
import { PictureReferences } from './picture-references.ts';
import { PictureWatch } from './picture-watch.ts';

const everyMs = 60_000;
/** Stripes of a width that tells two views apart. */
const picture = (stripe: number) => ({
  width: 320,
  height: 180,
  pixels: Uint8Array.from({ length: 320 * 180 }, (_, at) => (Math.floor((at % 320) / stripe) % 2) * 120 + 60),
});
const view = viewOf(picture(9));
const { measures } = judge([{ atMs: 0, picture: picture(9) }], undefined)!;

function watching(database = freshDatabase()) {
  const camera = { id: 'hall', enabled: true, state: 'recording' };
  const at = { nowMs: 1_795_000_000_000 };
  const logged: object[] = [];
  const alarms = new AlarmBoard({ on: () => () => undefined }, database);
  const looks: PictureLook[] = [];
  const cameras = { status: () => [camera], find: () => camera };
  const core = {
    cameras,
    nowMs: () => at.nowMs,
    appendEntry: (entry: object) => Promise.resolve({ index: logged.push(entry), atMs: at.nowMs }),
  };
  const failures: unknown[] = [];
  const watch = new PictureWatch({
    core: core as unknown as ConstructorParameters<typeof PictureWatch>[0]['core'],
    looker: {
      look: () => Promise.resolve(looks.shift() ?? { kind: 'unknown', why: 'no-footage' }),
      close: () => Promise.resolve(),
    },
    references: new PictureReferences(database),
    alarms,
    everyMs,
    say: (error) => failures.push(error),
  });
  watch.begin();
  /** One minute after another, each with this finding. */
  const minutes = async (...verdicts: readonly (HealthVerdict | 'decoder-missing')[]) => {
    for (const verdict of verdicts) {
      at.nowMs += everyMs;
      looks.push(
        verdict === 'decoder-missing'
          ? { kind: 'unknown', why: verdict }
          : { kind: 'told', atMs: at.nowMs, verdict, measures, view },
      );
      await vi.advanceTimersByTimeAsync(everyMs);
    }
    expect(failures).toEqual([]);
  };
  const standing = () => alarms.raised().map(({ kind }) => kind);
  return { watch, minutes, standing, logged, camera, at, database };
}

function freshDatabase(): DatabaseSync {
  const database = new DatabaseSync(':memory:');
  for (const step of serverSchema) if (typeof step === 'string') database.exec(step);
  return database;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const person = { name: '王经理', user: 'manager' };

describe('image health of a running recorder', () => {
  it('raises what stands and ends it by itself', async () => {
    const { minutes, standing } = watching();
    await minutes('clear', 'black', 'black');
    expect(standing()).toEqual([]);
    await minutes('black');
    expect(standing()).toEqual(['picture-black']);
    await minutes('covered', 'covered', 'covered');
    expect(standing()).toEqual(['picture-covered']);
    await minutes('clear', 'clear');
    expect(standing()).toEqual([]);
  });

  it('neither raises nor ends anything by what it cannot decode, and says unknown', async () => {
    const { watch, minutes, standing } = watching();
    await minutes('decoder-missing');
    expect(watch.states()).toMatchObject([{ why: 'decoder-missing' }]);
    await minutes('black', 'black', 'black', 'decoder-missing', 'decoder-missing');
    expect(standing()).toEqual(['picture-black']);
    expect(watch.states()).toMatchObject([{ why: 'decoder-missing', stands: 'black' }]);
  });

  it('takes an old picture for no new one', async () => {
    const { watch, minutes, at } = watching();
    await minutes('clear', 'clear');
    expect(watch.states()[0]).not.toHaveProperty('why');
    at.nowMs += 12 * 60_000;
    expect(watch.states()).toMatchObject([{ why: 'no-new-picture', stands: 'clear' }]);
  });

  it('ends "moved" when a person renews the view, with who and why in the log', async () => {
    const { watch, minutes, standing, logged } = watching();
    await minutes('clear', 'moved', 'moved', 'moved');
    expect(standing()).toEqual(['picture-moved']);
    await watch.settle('hall', 'renew', '改看东门', person);
    expect(standing()).toEqual([]);
    expect(logged).toMatchObject([
      { what: 'picture-reference/hall', by: 'manager', after: expect.stringContaining('改看东门') },
    ]);
    // What was measured against the old view says nothing about the new one.
    expect(watch.states()).toMatchObject([
      { why: 'not-yet', reference: { confirmed: { by: '王经理', reason: '改看东门' } } },
    ]);
    await minutes('clear', 'clear');
    expect(watch.states()).toMatchObject([{ stands: 'clear' }]);
  });

  it('does not take a picture for a reference that it cannot see', async () => {
    const { watch, minutes, logged } = watching();
    await minutes('clear', 'decoder-missing');
    await expect(watch.settle('hall', 'renew', '改看东门', person)).rejects.toMatchObject({
      code: 'recorder/view-not-told',
    });
    expect(logged).toEqual([]);
  });

  it('ends an alarm of an earlier run once the picture is clear, and of a camera that is switched off', async () => {
    const before = watching();
    await before.minutes('black', 'black', 'black');
    await before.watch.close();
    const after = watching(before.database);
    expect(after.standing()).toEqual(['picture-black']);
    await after.minutes('clear', 'clear');
    expect(after.standing()).toEqual([]);
    await after.minutes('black', 'black', 'black');
    after.camera.enabled = false;
    await vi.advanceTimersByTimeAsync(everyMs);
    expect(after.standing()).toEqual([]);
  });
});
