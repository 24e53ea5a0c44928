// SPDX-License-Identifier: Apache-2.0
/**
 * Who asks for footage, from the words a person wrote: the kinds still possible, and from which words. A phrase is
 * read to its end: 「公司所在地派出所」 is a police station, 「派出所旁的公司」 a company. Where words of several kinds stand
 * and none ends the phrase, all of them stay possible and a person says which.
 */
import type { Tri } from '../types/corpus.ts';
import { type RequesterKind, requesterKinds } from '../types/facts.ts';
import { REQUESTER_WORDS } from './requester-words.data.ts';

type Candidates = readonly RequesterKind[];

/** May stand after the word that names the requester: who of it came. */
const staff =
  /^的?.{0,4}?(工作人员|办案民警|执法人员|民警|警官|干警|干部|人员|同志|领导|负责人|法官|检察官|科长|所长|局长|队长|支队|大队|中队|分局|科|处|室|队)+$/;

/** Only says where something else is: 「派出所旁边的饭店」 is no police station. */
const beside = /^的?(旁|附近|对面|斜对面|隔壁|周边|周围|边上|门口|门前|楼上|楼下|对过|辖区|管辖|管区|所在)/;

/** Says who somebody claims to be, not who it is. */
const claimed = /自称|冒充|假冒|号称|谎称/;

/** Was of the organ and is no longer: 「公安局退休职工」 asks for himself. */
const former = /退休|离休|离职|辞职|辞退|退役|卸任|^[前原](?!台)/;

/** What follows is a house or a school of its own that only bears the word: 「警察之家饭店」. */
const house = /(?:之家|饭店|宾馆|酒店|招待所|大学|学院|学校|小区|宿舍|公寓|家属院|[店馆厂])$/;

interface Word {
  readonly kinds: Candidates;
  readonly word: string;
}
const lexicon: readonly Word[] = REQUESTER_WORDS.flatMap(([kinds, list]) =>
  list.split('、').map((word) => ({ kinds, word })),
).sort((a, b) => b.word.length - a.word.length);

export interface RequesterReading {
  /** Kinds still possible; all of them where no word is known */
  readonly candidates: Candidates;
  readonly why: string;
}

const read = new Map<string, RequesterReading>();

/** @param text as written; width and case do not matter */
export function readRequester(text: string): RequesterReading {
  const known = read.get(text);
  if (known !== undefined) return known;
  if (read.size > 4_000) read.clear();
  const reading = classify(text.normalize('NFKC').toLowerCase().trim());
  read.set(text, reading);
  return reading;
}

function classify(text: string): RequesterReading {
  if (claimed.test(text)) {
    return { candidates: requesterKinds, why: `「${text}」只说自称是谁，没有核实，待人工认定` };
  }
  const hits = findWords(withoutBrackets(text));
  const last = hits.at(-1);
  if (last === undefined) {
    return { candidates: requesterKinds, why: `「${text}」中没有识别出身份，待人工认定` };
  }
  const said = hits.map((hit) => `「${hit.word}」`).join('');
  if (beside.test(last.rest)) {
    return { candidates: requesterKinds, why: `${said}只说明位置，没有写出是谁，待人工认定` };
  }
  if (former.test(text) || house.test(last.rest)) {
    return { candidates: requesterKinds, why: `「${text}」只与${said}有关，没有写出是谁，待人工认定` };
  }
  if (hits.every((hit) => hit.kinds === last.kinds)) {
    return { candidates: last.kinds, why: `由${said}认定` };
  }
  if (last.rest === '' || staff.test(last.rest)) {
    return { candidates: last.kinds, why: `由${said}，以最后的「${last.word}」认定` };
  }
  const candidates = requesterKinds.filter((kind) => hits.some((hit) => hit.kinds.includes(kind)));
  return { candidates, why: `${said}指向不同身份，待人工认定` };
}

/** What stands in brackets explains and does not name. */
const withoutBrackets = (text: string): string => text.replace(/[(（【[][^)）】\]]*[)）】\]]/g, '') || text;

function findWords(text: string): readonly (Word & { readonly rest: string })[] {
  const hits: (Word & { rest: string })[] = [];
  let at = 0;
  while (at < text.length) {
    const found = lexicon.find(({ word }) => text.startsWith(word, at) && stands(text, at, word));
    if (found !== undefined) hits.push({ ...found, rest: text.slice(at + found.word.length) });
    at += found?.word.length ?? 1;
  }
  return hits;
}

/** 局 and 厅 name an organ only at the end; Latin words need their edges; 父、母 not inside other words. */
function stands(text: string, at: number, word: string): boolean {
  const [before, after] = [text[at - 1] ?? '', text.slice(at + word.length)];
  if (word === '局' || word === '厅') return after === '' && !/[餐歌舞客大]/.test(before) && at > 1;
  if (word === '父' || word === '母') return after === '' || /^[、，和及]/.test(after) || before === '其';
  if (/^[a-z]/.test(word)) return !/[a-z]/.test(before) && !/^(?!s\b)[a-z]/.test(after);
  return true;
}

const among = (reading: RequesterReading, ...kinds: readonly RequesterKind[]): Tri => {
  const inside = reading.candidates.filter((kind) => kinds.includes(kind)).length;
  if (inside === reading.candidates.length) return true;
  return inside === 0 ? false : 'unknown';
};

/** An organ of state with power of its own to investigate, enforce or dispose. */
export const isOrgan = (reading: RequesterReading): Tri => among(reading, 'police', 'organ');
/** 公安机关、国家安全机关: the only ones the emergency clause of Qinhuangdao art. 21(2) names. */
export const isPoliceOrStateSecurity = (reading: RequesterReading): Tri => among(reading, 'police');
/** 本人、近亲属或者其他负有监护、看护、代管责任的人 (D799 art. 21). */
export const isRelatedPerson = (reading: RequesterReading): Tri => among(reading, 'related');
