// SPDX-License-Identifier: Apache-2.0
/**
 * Norms that answer the same act differently. Found by comparing the answers, whatever the conduct; never merged:
 * each pair is listed with its relation and a preselection, and a person resolves it (E68–E71).
 */
import { getInstrument } from '../corpus/corpus.ts';
import { profiles } from '../rules/profiles.ts';
import { dispositionWords, targetWords } from '../text/words.ts';
import type { Conflict, Flag, Result } from '../types/answer.ts';
import type { DecidableInstrumentId, ProvisionId } from '../types/corpus.ts';
import type { Conduct } from '../types/facts.ts';
import { compareTwo } from './compare-results.ts';
import { decreeInForce, newSinceAct } from './select-instruments.ts';
import type { Situation } from './situation.ts';

/** What the norms disagree about, where the conduct alone does not say it well. */
const subjectOf: Readonly<Partial<Record<Conduct, string>>> = {
  filing: 'filing-sanction',
  'd799-not-filed': 'filing-sanction',
  'filing-check': 'filing-deadline',
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

/** What says something on the merits: to punish, to order, that it is no violation, that a check passed or failed. */
const punishing = new Set<Result['disposition']>(['penalise', 'order-only', 'no-penalty-optional']);
const checked = new Set<Result['disposition']>([
  'compliant',
  'late-filing',
  'check-failed',
  'access-compliant',
  'access-not-compliant',
  'access-permitted-emergency',
  'request-permitted',
  'request-excluded',
]);

const failing = new Set<Result['disposition']>([
  'late-filing',
  'check-failed',
  'access-not-compliant',
  'request-excluded',
]);

interface Named extends Result {
  readonly instrument: DecidableInstrumentId;
}
const isNormative = (result: Result): result is Named =>
  result.instrument !== null && getInstrument(result.instrument).rank !== 'normative-document';

/** @legal legislation-law-2023/rank, penalty-law-2021/local-rules-limit, penalty-law-2021/law-in-time */
export function findConflicts(results: readonly Result[], situation: Situation): readonly Conflict[] {
  const norms = results.filter(isNormative);
  return norms.flatMap((higher, index) =>
    norms.flatMap((local, other): readonly Conflict[] => {
      if (other === index || rankOf(higher) >= rankOf(local)) return [];
      return conflictOf(local, higher, situation);
    }),
  );
}

const ranks = [
  'law',
  'admin-regulation',
  'local-regulation',
  'department-rule',
  'local-rule',
  'normative-document',
];
const rankOf = ({ instrument }: Named): number => ranks.indexOf(getInstrument(instrument).rank);

function conflictOf(local: Named, higher: Named, situation: Situation): readonly Conflict[] {
  const { conduct } = situation.stated;
  const about = subjectOf[conduct] ?? conduct;
  if (about === 'retention-period') return retentionConflict(local, higher);
  const [a, b] = [local.disposition, higher.disposition];
  if (checked.has(a) && checked.has(b))
    return failing.has(a) === failing.has(b) ? [] : [checkConflict(about, local, higher)];
  const ruling = (one: Result['disposition']): boolean =>
    punishing.has(one) || (one === 'need-facts' && subjectOf[conduct] !== undefined);
  const speaks = (one: Named): boolean => ruling(one.disposition) || one.disposition === 'not-a-violation';
  if (!speaks(local) || !speaks(higher) || (!ruling(a) && !ruling(b))) return [];
  return sameOutcome(local, higher) ? [] : [sanctionConflict(about, local, higher, situation)];
}

function sanctionConflict(about: string, local: Named, higher: Named, situation: Situation): Conflict {
  const later = newSinceAct(higher.instrument, situation);
  // The law of the day of the act, unless the new one is lighter
  const lighter = later && compareTwo(local, higher) === 1;
  const name = getInstrument(higher.instrument).shortTitle;
  return {
    between: [local.instrument, higher.instrument],
    about,
    relation: later ? 'law-in-time' : 'higher-rank',
    default: later && !lighter ? local.instrument : higher.instrument,
    resolution: 'human',
    why: later
      ? `行为时${name}尚未施行；决定时${name}处罚较轻的，适用${name}，否则适用行为时的规定（行政处罚法第三十七条），由人认定`
      : `${name}位阶高于本文件（立法法第九十九条）；${words(local)}，${name}：${words(higher)}；预选${name}，由人决定并经法制审核`,
    provisions: provisions(
      local,
      higher,
      later ? 'penalty-law-2021/law-in-time' : 'legislation-law-2023/rank',
    ),
  };
}

/** Two duties, each with its own test: what keeps to both keeps to the stricter. */
function checkConflict(about: string, local: Named, higher: Named): Conflict {
  const stricter = failing.has(local.disposition) ? local : higher;
  const name = getInstrument(higher.instrument).shortTitle;
  return {
    between: [local.instrument, higher.instrument],
    about,
    relation: 'stricter-duty',
    default: stricter.instrument,
    resolution: 'human',
    why: `两项义务各自计算，本文件：${dispositionWords[local.disposition]}，${name}：${dispositionWords[higher.disposition]}；各自的后果由人决定（E68、E72）`,
    provisions: provisions(local, higher, 'legislation-law-2023/rank'),
  };
}

/** A longer period asked by either norm does not contradict the other: both are kept by keeping the longer. */
function retentionConflict(local: Named, higher: Named): readonly Conflict[] {
  const [here, there] = [local.minDays ?? null, higher.minDays ?? null];
  // A rule that refers to a period printed elsewhere is filled by the higher one, not contradicted
  if (there === null || here === null || here === there) return [];
  return [
    {
      between: [local.instrument, higher.instrument],
      about: 'retention-period',
      relation: 'higher-rank',
      default: here > there ? local.instrument : higher.instrument,
      resolution: 'human',
      why: `留存天数：本文件 ${here}，条例 ${there}；以较长的为准，由人确认场所类别（E71）`,
      provisions: provisions(local, higher, 'legislation-law-2023/rank'),
    },
  ];
}

const provisions = (local: Result, higher: Result, rule: ProvisionId): readonly ProvisionId[] => [
  ...[local.articles[0], higher.articles[0]].flatMap((article) =>
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
  if (result.disposition === 'not-a-violation') return '不违法';
  const fines = result.fines
    .map(({ target, min, max }) => `${targetWords[target]} ${min ?? 0}–${max} 元`)
    .join('、');
  return [...result.orders, ...(fines === '' ? ['不罚款'] : [`罚款 ${fines}`])].join('，');
}

const differences: Readonly<Partial<Record<Conduct, string>>> = {
  filing: '备案：条例先责令限期改正，拒不改正的才处罚款，不处罚个人（E69）',
  'unauthorised-public-install': '擅自设置：条例先责令限期改正，拒不改正的没收并处2万元以下罚款（E70）',
  'public-place-install': '擅自设置：条例先责令限期改正，拒不改正的没收并处2万元以下罚款（E70）',
  'qhd-art11-1-public-area': '擅自安装：条例拒不改正的没收并处罚款，本办法没有罚款（E70）',
  'qhd-art11-2-private-space': '私密区域：条例第二十七条没收并处罚款，本办法没有罚款',
};

const isLocal = (id: DecidableInstrumentId): boolean =>
  getInstrument(id).jurisdictionCode !== '000000' && profiles[id].checklist !== true;

const concerned = new Set<Result['disposition']>([...punishing, 'need-facts', 'no-penalty-mandatory']);

/** A local rule asked alone: say that the Decree stands above it. */
export function higherLawFlags(results: readonly Result[], situation: Situation): readonly Flag[] {
  const about = differences[situation.stated.conduct];
  if (about === undefined || !decreeInForce(situation)) return [];
  return results.flatMap(({ instrument, disposition }): readonly Flag[] =>
    instrument !== null && isLocal(instrument) && concerned.has(disposition)
      ? [{ code: 'higher-law-differs', about, instrument }]
      : [],
  );
}
