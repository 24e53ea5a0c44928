// SPDX-License-Identifier: Apache-2.0
/**
 * Who asks for footage, from the words a person wrote: the kinds still possible, and from which words. A phrase is
 * read to its end: 「公司所在地派出所」 is a police station, 「派出所旁的公司」 a company. Where words of several kinds stand
 * and none ends the phrase, all of them stay possible and a person says which.
 */
import type { Tri } from '../types/corpus.ts';
import { type RequesterKind, requesterKinds } from '../types/facts.ts';

type Candidates = readonly RequesterKind[];

const words: readonly (readonly [Candidates, string])[] = [
  [
    ['police'],
    '公安局、公安分局、公安厅、公安机关、公安部、公安、派出所、警察、民警、刑侦、经侦、治安支队、治安大队、刑警、交警、巡警、特警、国家安全局、国家安全机关、国家安全、国安、police、state security',
  ],
  [
    ['organ'],
    '检察院、检察、法院、监察委员会、监察委、监察、监委、纪委、军事机关、应急管理局、应急管理、消防救援、消防、卫生健康委员会、卫生健康、卫健委、卫健、疾控、市场监督管理局、市场监督、市场监管、城管、综合执法、税务、海关、海事、生态环境、交通运输、人民政府、区政府、市政府、县政府、街道办事处、街道办、政府、管理局、监督局、管理委员会、委员会、局、厅、court、procurator、procuratorate、government、bureau',
  ],
  [
    ['related'],
    '本人、近亲属、父亲、母亲、父母、爸爸、妈妈、父、母、配偶、妻子、妻、丈夫、子女、儿子、女儿、兄弟、姐妹、祖父、祖母、爷爷、奶奶、外公、外婆、监护人、监护、看护人、看护、代管人、代管、self、parent、spouse、guardian、child',
  ],
  [
    ['related', 'other'],
    '居民、业主、住户、村民、市民、个人、家属、亲属、家长、学生、顾客、员工、resident、owner',
  ],
  [
    ['other'],
    '公司、企业、商店、商场、物业、保安、律师、律师事务所、记者、媒体、邻居、同事、朋友、居民委员会、居委会、村民委员会、村委会、业主委员会、业委会、company、neighbour、neighbor、journalist、lawyer',
  ],
];

/** May stand after the word that names the requester: who of it came. */
const staff =
  /^的?.{0,4}?(工作人员|办案民警|执法人员|民警|警官|干警|干部|人员|同志|领导|负责人|法官|检察官|科长|所长|局长|队长|支队|大队|中队|分局|科|处|室|队)+$/;

interface Word {
  readonly kinds: Candidates;
  readonly word: string;
}
const lexicon: readonly Word[] = words
  .flatMap(([kinds, list]) => list.split('、').map((word) => ({ kinds, word })))
  .sort((a, b) => b.word.length - a.word.length);

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
  const hits = findWords(withoutBrackets(text));
  const last = hits.at(-1);
  if (last === undefined) {
    return { candidates: requesterKinds, why: `「${text}」中没有识别出身份，待人工认定` };
  }
  const said = hits.map((hit) => `「${hit.word}」`).join('');
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
