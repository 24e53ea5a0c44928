// SPDX-License-Identifier: Apache-2.0
/** A person settles the class of a place, with a reason; null gives it back to the words. */
import { setPlaceClass } from '@mingjing/contracts/desk';
import { oneOf } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { type Routes, serve } from '../serve.ts';
import { refreshDue } from './filing-clocks.ts';
import { classProvisions, placeOf } from './place-class.ts';
import { todayOf } from './today.ts';
import { loadUnit, writeHistory } from './unit-detail.ts';

export const placeClassRoutes: Routes = [
  serve(setPlaceClass, async ({ tx, params, body, actor, nowMs, touch }) => {
    touch({ ids: [params.id], purpose: body.reason, detail: { placeClass: body.placeClass } });
    const today = todayOf(nowMs);
    const before = await loadUnit(tx, params.id, today);
    if (before.version !== body.version)
      throw new PlatformError('platform/version-conflict', { seen: body.version, current: before.version });
    const inferred = placeOf(before.placeKind);
    const placeClass = body.placeClass ?? inferred.placeClass;
    const provision = classProvisions[placeClass];
    const reason =
      body.placeClass === null
        ? inferred.reason
        : {
            because: body.reason,
            by: actor.displayName,
            on: today,
            ...(provision !== undefined && { provision }),
          };
    oneOf(
      await tx.query(
        `UPDATE unit SET place_class = $2, place_class_by = $3, place_class_reason = $4, version = version + 1, updated_at = $5
          WHERE id = $1 RETURNING id`,
        [
          params.id,
          placeClass,
          body.placeClass === null ? null : actor.userId,
          JSON.stringify(reason),
          new Date(nowMs),
        ],
      ),
    );
    await writeHistory(
      { tx, userId: actor.userId, nowMs },
      params.id,
      before.jurisdiction,
      [['placeClass', before.placeClass, placeClass]],
      `class:${body.reason}`,
    );
    await refreshDue(tx, params.id, today);
    return loadUnit(tx, params.id, today);
  }),
];
