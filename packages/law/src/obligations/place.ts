// SPDX-License-Identifier: Apache-2.0
/**
 * From the place as a person wrote it to the lists of the law.
 *
 * The class of a place is the first question of every check: Decree 799 art. 9(2) frees other public places
 * from filing and from the 30 days. A word the lists do not know gives `unknown` with the candidates, never
 * a guess; every answer shows the words it was read from.
 */
import {
  type KnownPlaceClass,
  OUTSIDE_WORDS,
  PART_WORDS,
  PLACE_ROWS,
  type PlaceCertainty,
  type PlaceRow,
  PRIVATE_SPACE_ROWS,
  type PrivateSpaceRow,
  SECRET_UNIT_WORDS,
} from './place-words.ts';

export type { KnownPlaceClass, PlaceCertainty } from './place-words.ts';

/** D799 art. 7(1), art. 7(2), art. 9, outside public places (art. 33), or not decided by the words. */
export type PlaceClass = KnownPlaceClass | 'unknown';

/** Words found in the text and the list that they stand in. */
export interface PlaceMatch {
  readonly words: string;
  /** Offset in the normalised text. */
  readonly start: number;
  readonly role: 'place' | 'privateSpace' | 'part' | 'outside' | 'secretUnit';
  /** Provisions whose lists the words were found in; empty for relation words. */
  readonly provisions: readonly string[];
}

export interface PlaceClassification {
  /** As written. */
  readonly text: string;
  readonly placeClass: PlaceClass;
  /** The classes still possible; one when decided, all four when nothing was recognised. */
  readonly candidates: readonly KnownPlaceClass[];
  /** `listed`: the word is in the list; `inferred`: only through its open end. */
  readonly certainty: PlaceCertainty | 'unknown';
  /** Item of D799 art. 7(2), 1–4. */
  readonly d799Item: number | null;
  /** Seed 004 and the published text list this place differently (E59). */
  readonly sourceDiffers: boolean;
  /** A space that D799 art. 8(1) closes to cameras: its item, and whether the words suffice to say so. */
  readonly prohibited: {
    readonly item: 1 | 2 | 3 | 4;
    readonly certainty: PlaceCertainty | 'unknown';
  } | null;
  readonly beijing: {
    /** Item of art. 5(1); null when the words are in none of them. */
    readonly art5Item: number | null;
    readonly certainty: PlaceCertainty | 'unknown';
    /** Art. 7: 交通道路、广场等公共场所, which only the government may equip. */
    readonly governmentArea: boolean | 'unknown';
  };
  readonly qinhuangdao: {
    /** Item of art. 9(1); null when the words are in none of them. */
    readonly art9Item: number | null;
    readonly certainty: PlaceCertainty | 'unknown';
    /** Art. 8(1): 社会公共区域. */
    readonly publicArea: boolean | 'unknown';
    /** Art. 11(2): rooms and spots closed to cameras. */
    readonly privateSpace: boolean | 'unknown';
  };
  /** 住宅区 of the Beijing residential measures. */
  readonly residential: boolean | 'unknown';
  /** Near a military area or secret unit (D799 art. 10). */
  readonly nearSecretUnit: boolean | 'unknown';
  readonly matches: readonly PlaceMatch[];
  /** One Chinese sentence: which words led where. */
  readonly why: string;
}

const ALL_CLASSES: readonly KnownPlaceClass[] = ['art7-1', 'art7-2', 'art9', 'nonPublic'];

interface Hit extends PlaceMatch {
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

/**
 * Classifies a place under Decree 799, the Beijing Measures and the Qinhuangdao Measures at once.
 *
 * @param text free text as found, Chinese or English; width, case, spaces and punctuation do not matter
 * @returns always an answer; `placeClass: 'unknown'` and all candidates when no word is known
 * @legal d799/government-built-places, d799/unit-built-places, d799/other-public-places, d799/non-public-places,
 *   d799/prohibited-areas, bj-measures-2006/install-places, bj-measures-2006/public-places-by-government,
 *   qhd-measures-2017/public-areas, qhd-measures-2017/key-units, qhd-measures-2017/private-space-ban
 */
export function classifyPlace(text: string): PlaceClassification {
  const hits = findWords(normalise(text));
  const places = hits.filter((hit) => hit.role === 'place');
  const last = places.at(-1);
  const outside = last !== undefined && standsOutside(hits, last);
  const head = last === undefined ? undefined : enclosingPlace(hits, places, last);
  const decided = outside ? outsideOf(last) : decideClass(head, last);
  const space = outside ? undefined : privateSpaceOf(hits, head);
  const beijing = outside ? undefined : head?.row;
  const placeRow = head?.row;
  return {
    text,
    ...decided,
    sourceDiffers: !outside && placeRow?.sourceDiffers === true,
    prohibited:
      space === undefined ? null : { item: space.item, certainty: prohibitedCertainty(space, places) },
    beijing: {
      art5Item: beijing?.beijing?.item ?? null,
      certainty: beijing?.beijing?.certainty ?? 'unknown',
      governmentArea: areaFlag(outside, head, placeRow?.beijingGovernmentArea),
    },
    qinhuangdao: {
      art9Item: outside ? null : (placeRow?.qinhuangdao?.item ?? null),
      certainty: outside ? 'unknown' : (placeRow?.qinhuangdao?.certainty ?? 'unknown'),
      publicArea: areaFlag(outside, head, placeRow?.qinhuangdaoPublicArea),
      privateSpace: privateSpaceFlag(space, head),
    },
    residential: outside || head === undefined ? 'unknown' : (placeRow?.residential ?? false),
    nearSecretUnit: hits.some((hit) => hit.role === 'secretUnit') ? true : 'unknown',
    matches: hits.map(({ words, start, role, provisions }) => ({ words, start, role, provisions })),
    why: explain(text, hits, decided, outside),
  };
}

function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}]/gu, ' ')
    .replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Longest words first from the left; a word once taken is not read again as part of another. */
function findWords(text: string): readonly Hit[] {
  const hits: Hit[] = [];
  let at = 0;
  while (at < text.length) {
    const entry = LEXICON.find(
      (candidate) => text.startsWith(candidate.word, at) && bounded(text, at, candidate),
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

/** Latin words need their edges; 路, 街 … count only at the end of the phrase or before a relation word. */
function bounded(text: string, at: number, entry: Entry): boolean {
  const after = text.slice(at + entry.word.length);
  if (/^[a-z]/.test(entry.word)) {
    return !/[a-z]$/.test(text.slice(0, at)) && !/^(?!s\b)[a-z]/.test(after);
  }
  if (entry.row?.onlyAtEnd === true) {
    return (
      at > 0 && (after === '' || OUTSIDE.some((word) => after.startsWith(word)) || /^[口边旁上]/.test(after))
    );
  }
  return true;
}

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

/** 「学校周边」 is not the school: a relation word after the last place, with no place after it. */
function standsOutside(hits: readonly Hit[], last: Hit): boolean {
  if (last.row?.streetLike === true || last.row?.onlyAtEnd === true) return false;
  return hits.some((hit) => hit.role === 'outside' && hit.start >= last.end);
}

/** 「小区道路」 belongs to the compound, 「小区门口的道路」 does not; elsewhere the last place is the head. */
function enclosingPlace(hits: readonly Hit[], places: readonly Hit[], last: Hit): Hit {
  const before = places.at(-2);
  if (before === undefined || before.row?.encloses !== true) return last;
  const leaves = hits.some(
    (hit) => hit.role === 'outside' && hit.start >= before.end && hit.start < last.start,
  );
  if (leaves) return last;
  const yields =
    last.row?.streetLike === true || (before.row.residential !== undefined && last.row?.encloses !== true);
  return yields ? before : last;
}

type Decided = Pick<PlaceClassification, 'placeClass' | 'candidates' | 'certainty' | 'd799Item'>;

function decideClass(head: Hit | undefined, last: Hit | undefined): Decided {
  if (head?.row === undefined)
    return { placeClass: 'unknown', candidates: ALL_CLASSES, certainty: 'unknown', d799Item: null };
  const { d799 } = head.row;
  if ('candidates' in d799) {
    return { placeClass: 'unknown', candidates: d799.candidates, certainty: 'unknown', d799Item: null };
  }
  return {
    placeClass: d799.placeClass,
    candidates: [d799.placeClass],
    certainty: head === last ? d799.certainty : 'inferred',
    d799Item: d799.item ?? null,
  };
}

function outsideOf(place: Hit): Decided {
  const { d799 } = place.row ?? { d799: { candidates: ALL_CLASSES } };
  const inside = 'candidates' in d799 ? d799.candidates : [d799.placeClass];
  const candidates = ALL_CLASSES.filter((c) => c === 'art7-1' || c === 'art9' || inside.includes(c));
  return { placeClass: 'unknown', candidates, certainty: 'unknown', d799Item: null };
}

/** The private room the camera is in; a corridor, lobby or door after the word means: not inside it. */
function privateSpaceOf(hits: readonly Hit[], head: Hit | undefined): PrivateSpaceRow | undefined {
  const room = hits.findLast((hit) => hit.role === 'privateSpace');
  if (room === undefined || isHome(head)) return undefined;
  const leaves = hits.some(
    (hit) => hit.start >= room.end && hit.role !== 'privateSpace' && hit.role !== 'secretUnit',
  );
  return leaves ? undefined : room.privateSpace;
}

const isHome = (head: Hit | undefined): boolean =>
  head?.row !== undefined && 'placeClass' in head.row.d799 && head.row.d799.placeClass === 'nonPublic';

/** A private box counts under item 1 only where guests are lodged or fed: known when such a house is named. */
function prohibitedCertainty(space: PrivateSpaceRow, places: readonly Hit[]): PlaceCertainty | 'unknown' {
  if (space.item !== 1 || space.certainty !== 'unknown') return space.certainty;
  return places.some((place) => /宾馆|酒店|旅馆|旅店|招待所|民宿|饭店|餐/.test(place.words))
    ? 'listed'
    : 'unknown';
}

function privateSpaceFlag(space: PrivateSpaceRow | undefined, head: Hit | undefined): boolean | 'unknown' {
  if (space !== undefined) return space.qinhuangdao === 'unknown' ? 'unknown' : true;
  if (head === undefined || /窗口|门口|入户门/.test(head.words)) return 'unknown';
  return false;
}

function areaFlag(
  outside: boolean,
  head: Hit | undefined,
  flag: true | 'unknown' | undefined,
): boolean | 'unknown' {
  if (outside || head === undefined) return 'unknown';
  return flag ?? false;
}

const CLASS_NAME: Readonly<Record<KnownPlaceClass, string>> = {
  'art7-1': '条例第七条第一款（政府建设）',
  'art7-2': '条例第七条第二款（经营管理单位建设）',
  art9: '条例第九条（其他公共场所）',
  nonPublic: '非公共场所（条例第三十三条）',
};

function explain(text: string, hits: readonly Hit[], decided: Decided, outside: boolean): string {
  if (hits.length === 0) return `「${text}」中没有识别出场所词，场所类别待人工认定`;
  const words = hits.map((hit) => `「${hit.words}」`).join('');
  const names = decided.candidates.map((candidate) => CLASS_NAME[candidate]).join('、');
  if (decided.placeClass === 'unknown') {
    return `由${words}${outside ? '（在该场所之外）' : ''}不能确定场所类别，可能是：${names}`;
  }
  return `由${words}归入${names}${decided.certainty === 'inferred' ? '（推定，须人工确认）' : ''}`;
}
