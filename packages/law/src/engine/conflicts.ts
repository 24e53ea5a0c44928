// SPDX-License-Identifier: Apache-2.0
/**
 * Norms that answer the same act differently. Never merged: each pair is listed with its relation and a
 * preselection; a person resolves it (law-domain §4.2, E68–E71).
 */
import type { Conflict, Flag, Result } from '../types/answer.ts';
import type { DecidableInstrumentId, ProvisionId } from '../types/corpus.ts';
import type { Conduct } from '../types/facts.ts';
import { decreeInForce, newSinceAct } from './select-instruments.ts';
import type { Situation } from './situation.ts';

/** What the norms disagree about. */
const subjectOf: Readonly<Partial<Record<Conduct, string>>> = {
  filing: 'filing-sanction',
  'd799-not-filed': 'filing-sanction',
  'unauthorised-public-install': 'unauthorised-install-sanction',
  'public-place-install': 'unauthorised-install-sanction',
  'qhd-art11-1-public-area': 'unauthorised-install-sanction',
  'd799-unauthorised-install': 'unauthorised-install-sanction',
  'qhd-art11-2-private-space': 'prohibited-area-sanction',
  'd799-prohibited-area': 'prohibited-area-sanction',
  'qhd-art19-damage': 'tamper-sanction',
  'd799-tamper-device': 'tamper-sanction',
  'retention-rule': 'retention-period',
  'retention-check': 'retention-period',
};

const ruling = new Set(['penalise', 'order-only', 'no-penalty-optional', 'need-facts']);

/** @legal legislation-law-2023/rank, penalty-law-2021/local-rules-limit, penalty-law-2021/law-in-time */
export function findConflicts(results: readonly Result[], situation: Situation): readonly Conflict[] {
  const about = subjectOf[situation.stated.conduct];
  const decree = results.find((result) => result.instrument === 'd799');
  if (about === undefined || decree === undefined) return [];
  return results.flatMap((local): readonly Conflict[] => {
    const { instrument } = local;
    if (instrument === null || instrument === 'd799' || instrument === 'hami-checklist') return [];
    if (about === 'retention-period') return retentionConflict(instrument, local, decree);
    if (!ruling.has(local.disposition) || !ruling.has(decree.disposition)) return [];
    if (sameOutcome(local, decree)) return [];
    return [sanctionConflict(instrument, about, local, decree, situation)];
  });
}

function sanctionConflict(
  instrument: DecidableInstrumentId,
  about: string,
  local: Result,
  decree: Result,
  situation: Situation,
): Conflict {
  const later = newSinceAct('d799', situation);
  return {
    between: [instrument, 'd799'],
    about,
    relation: later ? 'law-in-time' : 'higher-rank',
    default: 'd799',
    resolution: 'human',
    why: later
      ? '行为时条例尚未施行；决定时条例处罚较轻的，适用条例（行政处罚法第三十七条），由人认定'
      : `条例位阶高于本文件（立法法第九十九条）；${words(local)}，条例：${words(decree)}；预选条例，由人决定并经法制审核`,
    provisions: provisions(
      local,
      decree,
      later ? 'penalty-law-2021/law-in-time' : 'legislation-law-2023/rank',
    ),
  };
}

/** A longer period asked by either norm does not contradict the other: both are kept by keeping the longer. */
function retentionConflict(
  instrument: DecidableInstrumentId,
  local: Result,
  decree: Result,
): readonly Conflict[] {
  const [here, there] = [local.minDays ?? null, decree.minDays ?? null];
  // A rule that refers to a period printed elsewhere is filled by the Decree, not contradicted
  if (there === null || here === null || here === there) return [];
  return [
    {
      between: [instrument, 'd799'],
      about: 'retention-period',
      relation: 'higher-rank',
      default: here > there ? instrument : 'd799',
      resolution: 'human',
      why: `留存天数：本文件 ${here}，条例 ${there}；以较长的为准，由人确认场所类别（E71）`,
      provisions: provisions(local, decree, 'legislation-law-2023/rank'),
    },
  ];
}

const provisions = (local: Result, decree: Result, rule: ProvisionId): readonly ProvisionId[] => [
  ...[local.articles[0], decree.articles[0]].flatMap((article) =>
    article === undefined ? [] : [article.provision],
  ),
  rule,
];

const sameOutcome = (a: Result, b: Result): boolean =>
  a.disposition === b.disposition && outcome(a) === outcome(b) && a.disposition !== 'need-facts';

const outcome = ({ orders, warning, fines, confiscation }: Result): string =>
  JSON.stringify([orders, warning, fines.map(({ target, min, max }) => [target, min, max]), confiscation]);

function words(result: Result): string {
  if (result.disposition === 'need-facts') return '待查明事实';
  const fines = result.fines.map(({ target, min, max }) => `${target} ${min ?? 0}–${max} 元`).join('、');
  return [...result.orders, ...(fines === '' ? ['不罚款'] : [`罚款 ${fines}`])].join('，');
}

const beijingOnly: Readonly<Partial<Record<Conduct, string>>> = {
  filing: '备案：条例先责令限期改正，拒不改正的才处罚款，不处罚个人（E69）',
  'unauthorised-public-install': '擅自设置：条例先责令限期改正，拒不改正的没收并处2万元以下罚款（E70）',
  'public-place-install': '擅自设置：条例先责令限期改正，拒不改正的没收并处2万元以下罚款（E70）',
  'qhd-art11-1-public-area': '擅自安装：条例拒不改正的没收并处罚款，本办法没有罚款（E70）',
  'qhd-art11-2-private-space': '私密区域：条例第二十七条没收并处罚款，本办法没有罚款',
};

/** A local rule asked alone: say that the Decree stands above it. */
export function higherLawFlags(results: readonly Result[], situation: Situation): readonly Flag[] {
  const about = beijingOnly[situation.stated.conduct];
  if (about === undefined || !decreeInForce(situation)) return [];
  return results.flatMap(({ instrument, disposition }): readonly Flag[] =>
    instrument !== null &&
    instrument !== 'd799' &&
    instrument !== 'hami-checklist' &&
    (ruling.has(disposition) || disposition === 'no-penalty-mandatory')
      ? [{ code: 'higher-law-differs', about, instrument }]
      : [],
  );
}
