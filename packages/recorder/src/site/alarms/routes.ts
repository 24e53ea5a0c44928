// SPDX-License-Identifier: Apache-2.0
/** Alarms through HTTP: the list, taking note, saying who sees to it, clearing with a reason. */
import { assignAlarm, clearAlarm, listAlarms, seeAlarm } from '@mingjing/contracts/site';
import { ServerRefusal } from '../../terms/refusal.ts';
import type { ServerContext } from '../context.ts';
import { type Served, serve } from '../serving.ts';
import type { BoardAlarm } from './alarm-board.ts';
import { alarmSentence } from './alarm-sentences.ts';

/** An alarm as it goes out, with its sentence. */
export const shownAlarm =
  ({ core }: Pick<ServerContext, 'core'>) =>
  (alarm: BoardAlarm) => ({
    ...alarm,
    facts: { ...alarm.facts },
    sentence: alarmSentence(alarm, (camera) => core.cameras.find(camera)?.name ?? camera),
  });

export function servedAlarms(context: ServerContext): readonly Served[] {
  const { core, alarms } = context;
  const now = () => Math.round(core.nowMs());
  const standing = (found: boolean, kind: string) => {
    if (!found) throw new ServerRefusal('recorder/not-found', { what: kind });
  };
  return [
    serve(listAlarms, () => ({ alarms: alarms.all().map(shownAlarm(context)) })),
    serve(seeAlarm, ({ body: { kind, subject }, person }) =>
      standing(alarms.see(kind, subject, person.name, now()), kind),
    ),
    serve(assignAlarm, ({ body: { kind, subject, to }, person }) =>
      standing(alarms.assign(kind, subject, to, person.name, now()), kind),
    ),
    serve(clearAlarm, ({ body: { kind, subject, why }, person }) => {
      const answer = alarms.clear(kind, subject, why, person.name, now());
      if (answer === 'stands') throw new ServerRefusal('recorder/alarm-stands');
      standing(answer === 'cleared', kind);
    }),
  ];
}
