// SPDX-License-Identifier: Apache-2.0
/** Finds the words of place-words.data.ts in a text: longest first, each with the provisions whose lists it is in. */
import {
  type KnownPlaceClass,
  OUTSIDE_WORDS,
  PART_WORDS,
  PLACE_ROWS,
  type PlaceRow,
  PRIVATE_SPACE_ROWS,
  type PrivateSpaceRow,
  SECRET_UNIT_WORDS,
} from './place-words.data.ts';

/** Words found in the text and the list that they stand in. */
export interface PlaceMatch {
  readonly words: string;
  /** Offset in the normalised text. */
  readonly start: number;
  readonly role: 'place' | 'privateSpace' | 'part' | 'outside' | 'secretUnit';
  /** Provisions whose lists the words were found in; empty for relation words. */
  readonly provisions: readonly string[];
}

export interface Hit extends PlaceMatch {
  readonly end: number;
  readonly row?: PlaceRow;
  readonly privateSpace?: PrivateSpaceRow;
}

type Entry = Pick<Hit, 'role' | 'row' | 'privateSpace'> & { readonly word: string };

const wordsOf = (list: string): readonly string[] => list.split('、');

const OUTSIDE = wordsOf(OUTSIDE_WORDS);

const LEXICON: readonly Entry[] = [
  ...PLACE_ROWS.flatMap((row) => wordsOf(row.words).map((word): Entry => ({ word, role: 'place', row }))),
  ...PRIVATE_SPACE_ROWS.flatMap((privateSpace) =>
    wordsOf(privateSpace.words).map((word): Entry => ({ word, role: 'privateSpace', privateSpace })),
  ),
  ...wordsOf(PART_WORDS).map((word): Entry => ({ word, role: 'part' })),
  ...OUTSIDE.map((word): Entry => ({ word, role: 'outside' })),
  ...wordsOf(SECRET_UNIT_WORDS).map((word): Entry => ({ word, role: 'secretUnit' })),
].sort((a, b) => b.word.length - a.word.length);

export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}]/gu, ' ')
    .replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Longest words first from the left; a word once taken is not read again as part of another. */
export function findWords(text: string): readonly Hit[] {
  const hits: Hit[] = [];
  let at = 0;
  while (at < text.length) {
    const entry = LEXICON.find(
      (candidate) =>
        text.startsWith(candidate.word, at) &&
        bounded(text, at, candidate) &&
        (candidate.row?.bareOnly !== true || bare(text, at, hits.at(-1))),
    );
    if (entry === undefined) {
      at += 1;
      continue;
    }
    const { word, role, row, privateSpace } = entry;
    hits.push({
      words: word,
      start: at,
      end: at + word.length,
      role,
      provisions: provisionsOf(entry),
      ...(row === undefined ? {} : { row }),
      ...(privateSpace === undefined ? {} : { privateSpace }),
    });
    at += word.length;
  }
  return hits;
}

/** At the beginning, after a known word, or after something that is no name. */
const bare = (text: string, at: number, before: Hit | undefined): boolean =>
  at === 0 || before?.end === at || !/[\p{Script=Han}a-z0-9]\s?$/u.test(text.slice(0, at));

/** Latin words need their edges; 路, 街 … count only at the end of the phrase or before a relation word. */
function bounded(text: string, at: number, entry: Entry): boolean {
  const after = text.slice(at + entry.word.length);
  if (/^[a-z]/.test(entry.word)) {
    return !/[a-z]$/.test(text.slice(0, at)) && !/^(?!s\b)[a-z]/.test(after);
  }
  if (entry.word === '外') return after === '' || /^[侧围的道路街广公墙]/.test(after);
  if (entry.row?.onlyAtEnd === true) {
    return (
      at > 0 &&
      !HOUSE.test(after) &&
      (after === '' || OUTSIDE.some((word) => after.startsWith(word)) || /^[口边旁上]/.test(after))
    );
  }
  return isStreetOrSquare(entry) ? staysOnIt(after) : !namesAnother(after, entry);
}

/**
 * What may stand after a street or square and still be on it: no Chinese word, a position, a thing that stands there,
 * or another known place. 「广场舞用品店」 is a shop and 「天桥艺术中心」 a house, whatever the word before them is; 「大街12号」
 * is an address.
 */
const ON_IT =
  /^的?(?:[东西南北中内里上下左右前后两各主辅入出边旁口沿侧角端桥段]|交叉|转角|拐角|人行|机动|非机动|绿化|红绿灯|岗亭|摄像|监控|球机|枪机|探头|立杆|灯杆|路灯|电线杆|收费|地面|地下)/;
const ADDRESS = /^ ?[0-9一二三四五六七八九十]+ ?号(?! ?(?:线|口|出口|出入口|杆|桥|机|摄像))/;
/** Ends as a house of its own */
const HOUSE =
  /^\p{Script=Han}*(?:[店铺馆坊屋所局厂院社]|公司|办事处|大厦|公寓|咖啡|奶茶|烧烤|烤肉|餐饮|小吃|快餐|农家乐)$/u;

const staysOnIt = (after: string): boolean =>
  !HOUSE.test(after) &&
  !ADDRESS.test(after) &&
  (!/^\p{Script=Han}/u.test(after) ||
    ON_IT.test(after) ||
    LEXICON.some(({ word }) => after.startsWith(word)));

/** 「学院路12号」 is on a road, 「商场设计院」 is no mall: the word is part of another name. */
const ROAD_NAME = /^(?:路|大街|街|巷|胡同|大道)(?![口段面灯边旁上])(?=\S)/;
const FIRM =
  /^\p{Script=Han}*(?:厂|设计院|研究院|研究所|事务所|派出所|集团|股份|工作室|服务部|经营部|门市部|协会|商会|用品|器械|器材|烧烤|烤肉|小卖部|救援队|养护站)$/u;
/** On the ground of a school or a hospital another's shop; of a hotel 「前门店」 is the hotel itself */
const SHOP = /^(?!(?:总|分)店$)\p{Script=Han}+[店铺]$/u;

function namesAnother(after: string, { role, row }: Entry): boolean {
  if (role !== 'place') return false;
  if (ROAD_NAME.test(after)) return true;
  const another = FIRM.test(after) || (row?.encloses === 'ground' && SHOP.test(after));
  return another && !LEXICON.some(({ role: kind, word }) => kind !== 'part' && after.includes(word));
}

const isStreetOrSquare = ({ row }: Entry): boolean =>
  row?.encloses === undefined && (row?.streetLike === true || row?.beijingGovernmentArea !== undefined);

function provisionsOf({ row, privateSpace, role }: Entry): readonly string[] {
  if (role === 'secretUnit') return ['d799/near-secret-units'];
  if (privateSpace !== undefined) return ['d799/prohibited-areas', 'qhd-measures-2017/private-space-ban'];
  if (row === undefined) return [];
  const classes = 'candidates' in row.d799 ? row.d799.candidates : [row.d799.placeClass];
  return [
    ...classes.map((placeClass) => CLASS_PROVISION[placeClass]),
    ...(row.beijing === undefined ? [] : ['bj-measures-2006/install-places']),
    ...(row.beijingGovernmentArea === undefined ? [] : ['bj-measures-2006/public-places-by-government']),
    ...(row.qinhuangdao === undefined ? [] : ['qhd-measures-2017/key-units']),
    ...(row.qinhuangdaoPublicArea === undefined ? [] : ['qhd-measures-2017/public-areas']),
    ...(row.residential === true ? ['bj-residential/manager'] : []),
  ];
}

const CLASS_PROVISION: Readonly<Record<KnownPlaceClass, string>> = {
  'art7-1': 'd799/government-built-places',
  'art7-2': 'd799/unit-built-places',
  art9: 'd799/other-public-places',
  nonPublic: 'd799/non-public-places',
};
