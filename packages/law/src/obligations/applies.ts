// SPDX-License-Identifier: Apache-2.0
/** Whether a row binds: place class first, then area, then the row's own conditions. Three-valued throughout. */

import type { Calendar } from '../calendar/days-off.ts';
import { findInstrument } from '../corpus/corpus.ts';
import type { Evidence } from '../forms/evidence-kinds.ts';
import type { ObligationRow } from '../forms/obligation-row.ts';
import type { PlaceClassification } from '../places/place.ts';
import type { CalendarDay, Instrument, Tri } from '../types/corpus.ts';
import { evaluateCondition, type Situation } from './conditions.ts';

export interface Context extends Situation {
  readonly evidence: Evidence;
  readonly asOf: CalendarDay;
  readonly calendar: Calendar;
}

const AREA: Readonly<Record<string, RegExp>> = {
  '110000': /^(beijing|11\d{4})$/,
  '130300': /^(qinhuangdao|1303\d{2})$/,
  '650500': /^(hami|6505\d{2})$/,
};

/** Instrument in force that day and of this area; a draft reaches nobody. An unknown area is not left out. */
export function reaches(row: ObligationRow, { facts, asOf }: Context): boolean {
  const instrument = findInstrument(row.provision.slice(0, row.provision.indexOf('/')));
  if (instrument === undefined || instrument.status !== 'in-force') return false;
  if (instrument.inForceFrom !== null && asOf < instrument.inForceFrom) return false;
  return isOfArea(instrument, facts.jurisdiction);
}

/** Whether the instrument is of the area, on whatever day. An unknown area is not left out. */
export function isOfArea({ jurisdictionCode }: Instrument, jurisdiction: string | undefined): boolean {
  const area = AREA[jurisdictionCode];
  return area === undefined || jurisdiction === undefined || area.test(jurisdiction);
}

export interface Applies {
  readonly value: Tri;
  readonly reasons: readonly string[];
  readonly questions: readonly string[];
}

/** Place class first, then area, then the conditions of the row. */
export function appliesTo(row: ObligationRow, context: Context): Applies {
  const answers = [
    placeAnswer(row, context),
    areaAnswer(row, context),
    ...(row.when ?? []).map((id) => condition(id, context)),
  ];
  const no = answers.find((answer) => answer.value === false);
  if (no !== undefined) return no;
  const open = answers.filter((answer) => answer.value === 'unknown');
  if (open.length === 0) return { value: true, reasons: [], questions: [] };
  return {
    value: 'unknown',
    reasons: open.flatMap((answer) => answer.reasons),
    questions: open.flatMap((answer) => answer.questions),
  };
}

function condition(id: NonNullable<ObligationRow['when']>[number], context: Context): Applies {
  // Who looked at what was filed has found that something was
  const { facts, evidence } = context;
  if (id === 'hasFiled' && facts.filed === undefined && evidence.filingTruthful !== undefined) {
    return { value: true, reasons: [], questions: [] };
  }
  const { value, questions, why } = evaluateCondition(id, context);
  const reasons = value === false ? [`不是：${why}`] : value === 'unknown' ? [`待认定：${why}`] : [];
  return { value, reasons, questions };
}

function areaAnswer(row: ObligationRow, { facts }: Context): Applies {
  const code = findInstrument(row.provision.slice(0, row.provision.indexOf('/')))?.jurisdictionCode;
  const open = code !== '000000' && facts.jurisdiction === undefined;
  return open
    ? { value: 'unknown', reasons: ['系统所在地区不明'], questions: ['jurisdiction'] }
    : { value: true, reasons: [], questions: [] };
}

/** A unit found to be a management unit is one of art. 7, whatever the words for its place leave open. */
function placeAnswer(row: ObligationRow, { facts, place }: Context): Applies {
  const yes: Applies = { value: true, reasons: [], questions: [] };
  const [instrument] = row.provision.split('/');
  if (
    facts.isPublicSecurityVideoSystem === false &&
    row.anyDevice !== true &&
    (instrument === 'd799' || instrument === 'bj-measures-2006')
  ) {
    return { value: false, reasons: ['不是公共安全视频（图像信息）系统'], questions: [] };
  }
  if (instrument !== 'd799') return yes;
  if (row.places === undefined) return yes;
  const art7Only = !row.places.includes('art9') && !row.places.includes('nonPublic');
  if (facts.isManagementUnit === false && row.bearer === 'managementUnit' && art7Only) {
    return { value: false, reasons: ['不是条例第七条的管理单位'], questions: [] };
  }
  if (facts.isManagementUnit === true && row.places.includes('art7-2')) return yes;
  const possible = place.candidates.filter((candidate) => row.places?.includes(candidate) === true);
  if (possible.length === 0) return { value: false, reasons: [placeReason(place)], questions: [] };
  if (possible.length === place.candidates.length) return yes;
  return { value: 'unknown', reasons: [place.why], questions: ['place', 'isManagementUnit'] };
}

function placeReason(place: PlaceClassification): string {
  return place.placeClass === 'art9' ? `${place.why}；第九条第二款免除本项` : `${place.why}；本项不及于此`;
}
