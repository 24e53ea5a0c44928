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
      at > 0 && (after === '' || OUTSIDE.some((word) => after.startsWith(word)) || /^[口边旁上]/.test(after))
    );
  }
  // 「广场舞用品店」 is a shop, whatever 广场 is: what follows a street or square may not end as a house of its own.
  if (isStreetOrSquare(entry)) return !HOUSE.test(after);
  return true;
}

const HOUSE = /^\p{Script=Han}*(?:[店铺馆坊屋所局厂院社]|公司|办事处|大厦|公寓)$/u;

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
