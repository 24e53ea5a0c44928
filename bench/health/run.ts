// SPDX-License-Identifier: Apache-2.0
/**
 * Image health counted: precision and recall per verdict over drawn views and what happens to them, the false alarms of a
 * simulated week, and what one judgement costs.
 *
 *     npm run bench -- health [--views 50] [--days 7]
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type HealthVerdict, healthVerdicts, judge } from '../../packages/recorder/src/health/judge.ts';
import { happenings, trial } from '../../packages/recorder/test/health-trial.ts';
import { dice, look, noise, picture, scene, written } from '../../packages/recorder/test/health-views.ts';

const { values } = parseArgs({
  options: { views: { type: 'string', default: '50' }, days: { type: 'string', default: '7' } },
});
const views = Number(values.views);
const days = Number(values.days);

const said: { readonly right: HealthVerdict; readonly verdict: HealthVerdict }[] = [];
for (const happening of happenings)
  for (let seed = 1; seed <= views; seed++)
    said.push({ right: happening.right, verdict: trial(happening, seed) });

console.log(
  `${cpus()[0]?.model ?? 'unknown processor'} · ${views} views × ${happenings.length} happenings\n`,
);
console.log('verdict        precision  recall  (of)');
for (const verdict of healthVerdicts.filter((one) => one !== 'unknown')) {
  const due = said.filter(({ right }) => right === verdict);
  const given = said.filter((one) => one.verdict === verdict);
  const hits = due.filter((one) => one.verdict === verdict).length;
  const share = (of: number) => (of === 0 ? '     –' : (hits / of).toFixed(4));
  console.log(
    `${verdict.padEnd(14)} ${share(given.length).padStart(9)}  ${share(due.length)}  (${due.length})`,
  );
}
console.log(`unknown        ${said.filter(({ verdict }) => verdict === 'unknown').length} of ${said.length}`);

// A camera a minute, through the harmless happenings only: whatever is not clear or unknown would have been an alarm.
const harmless = happenings.filter(({ right }) => right === 'clear');
const minutes = days * 24 * 60;
let alarms = 0;
for (let minute = 0; minute < minutes; minute += 1) {
  const verdict = trial(harmless[minute % harmless.length] as (typeof harmless)[number], 1 + (minute % 97));
  if (verdict !== 'clear' && verdict !== 'unknown') alarms += 1;
}
console.log(`\nfalse alarms in ${days} days of one camera: ${alarms} of ${minutes} minutes`);

const random = dice(5);
const view = look(scene(5));
const pictures = Array.from({ length: 6 }, (_, at) => ({
  atMs: at * 2000,
  picture: picture(written(view, at), [noise(2)], random),
}));
const before = process.cpuUsage();
const rounds = 200;
for (let round = 0; round < rounds; round += 1)
  judge(pictures, (pictures[0] as (typeof pictures)[number]).picture);
const { user, system } = process.cpuUsage(before);
const costMs = (user + system) / 1000 / rounds;
console.log(
  `one judgement: ${costMs.toFixed(2)} ms of CPU, at one a minute ${(costMs / 600).toFixed(4)} % of a core (decoding not counted)`,
);
