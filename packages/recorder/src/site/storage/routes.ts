// SPDX-License-Identifier: Apache-2.0
/** Ceiling and reserve through HTTP. A shorter ceiling deletes footage earlier: two people and a reason. */
import { changeStorage, readStorage, type Storage, withdrawStorage } from '@mingjing/contracts/site';
import { defaultReserveBytes } from '../../recording/retention/rules.ts';
import type { UnitRetention } from '../../terms/holds.ts';
import { ServerRefusal } from '../../terms/refusal.ts';
import type { ServerContext } from '../context.ts';
import { type Served, serve } from '../serving.ts';

const gib = 2 ** 30;
const about = 'ceiling';

export function servedStorage({
  core,
  shorter,
  storeDirectory,
}: Pick<ServerContext, 'core' | 'shorter' | 'storeDirectory'>): readonly Served[] {
  const shown = async (): Promise<Storage> => {
    const { chosen, otherwise } = core.unitRetention();
    const status = await core.retention();
    const asked = shorter.find(about);
    const wish = asked?.wish === undefined ? undefined : (JSON.parse(asked.wish) as UnitRetention);
    return {
      ceilingDays: chosen.ceilingDays ?? null,
      reserveGib: chosen.reserveBytes === undefined ? null : inGib(chosen.reserveBytes),
      otherwise: {
        ceilingDays: otherwise.ceilingDays ?? null,
        reserveGib: inGib(otherwise.reserveBytes ?? defaultReserveBytes(status.totalBytes)),
      },
      requiredDays: status.requiredDays,
      asked: asked
        ? { by: asked.by, reason: asked.reason, atMs: asked.atMs, ceilingDays: wish?.ceilingDays ?? null }
        : null,
      disk: {
        directory: storeDirectory,
        totalBytes: status.totalBytes,
        freeBytes: status.freeBytes,
        usedBytes: status.usedBytes,
        bytesPerDay: status.bytesPerDay,
        forecastDays: status.forecastDays ?? null,
      },
    };
  };
  return [
    serve(readStorage, shown),
    serve(changeStorage, async ({ body, person }) => {
      const { ceilingDays, reserveGib, reason } = body;
      const { chosen, otherwise } = core.unitRetention();
      const { requiredDays } = await core.retention();
      if (ceilingDays !== null && ceilingDays < requiredDays)
        throw new ServerRefusal('recorder/ceiling-below-floor', { requiredDays });
      const reserve = reserveGib === null ? {} : { reserveBytes: Math.round(reserveGib * gib) };
      const ceiling = (days: number | null | undefined) =>
        days === null || days === undefined ? {} : { ceilingDays: days };
      const daysOf = (days: number | null | undefined) =>
        days ?? otherwise.ceilingDays ?? Number.POSITIVE_INFINITY;
      if (daysOf(ceilingDays) < daysOf(chosen.ceilingDays)) {
        const wish = JSON.stringify(ceiling(ceilingDays));
        if (reason === undefined) throw new ServerRefusal('recorder/reason-missing');
        const asked = shorter.agreed(about, person.id, wish);
        if (!asked) {
          const atMs = Math.round(core.nowMs());
          shorter.ask(about, { by: person.name, personId: person.id, reason, atMs, wish });
          await core.setUnitRetention({ ...ceiling(chosen.ceilingDays), ...reserve }, person.user);
          return shown();
        }
        await core.appendEntry({
          type: 'config',
          what: 'retention-shorter',
          by: person.user,
          before: `${asked.by}：${asked.reason}`,
          after: `${person.name}：${reason}`,
        });
      }
      await core.setUnitRetention({ ...ceiling(ceilingDays), ...reserve }, person.user);
      shorter.forget(about);
      return shown();
    }),
    serve(withdrawStorage, () => shorter.forget(about)),
  ];
}

const inGib = (bytes: number): number => Math.round((bytes / gib) * 100) / 100;
