// SPDX-License-Identifier: Apache-2.0
/**
 * From the place as a person wrote it to the lists of the law.
 *
 * The class of a place is the first question of every check: Decree 799 art. 9(2) frees other public places
 * from filing and from the 30 days. A word the lists do not know gives `unknown` with the candidates, never
 * a guess; every answer shows the words it was read from.
 */
import { findWords, type Hit, normalise, type PlaceMatch } from './place-lexicon.ts';
import type { KnownPlaceClass, PlaceCertainty, PrivateSpaceRow } from './place-words.data.ts';

export type { KnownPlaceClass } from './place-words.data.ts';

/** D799 art. 7(1), art. 7(2), art. 9, outside public places (art. 33), or not decided by the words. */
export type PlaceClass = KnownPlaceClass | 'unknown';

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
  const written = normalise(text);
  const hits = findWords(written);
  const places = hits.filter((hit) => hit.role === 'place');
  const last = places.at(-1);
  const outside = last !== undefined && standsOutside(hits, last);
  const { hit: head, mixedWith } =
    last === undefined ? { hit: undefined, mixedWith: undefined } : headOf(written, hits, places, last);
  const decided = outside ? outsideOf(last) : decideClass(head, last, mixedWith);
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
      certainty: listCertainty(beijing?.beijing, mixedWith),
      governmentArea: areaFlag(
        outside,
        head,
        mixedWith === undefined ? placeRow?.beijingGovernmentArea : 'unknown',
      ),
    },
    qinhuangdao: {
      art9Item: outside ? null : (placeRow?.qinhuangdao?.item ?? null),
      certainty: outside ? 'unknown' : listCertainty(placeRow?.qinhuangdao, mixedWith),
      publicArea: areaFlag(
        outside,
        head,
        mixedWith === undefined ? placeRow?.qinhuangdaoPublicArea : 'unknown',
      ),
      privateSpace: privateSpaceFlag(space, head),
    },
    residential: outside || head === undefined ? 'unknown' : (placeRow?.residential ?? false),
    nearSecretUnit: hits.some((hit) => hit.role === 'secretUnit') ? true : 'unknown',
    matches: hits.map(({ words, start, role, provisions }) => ({ words, start, role, provisions })),
    why: explain(text, hits, decided, outside),
  };
}

/** 「学校周边」 is not the school; 「宾馆客房门口」 is outside the room and still in the hotel. */
function standsOutside(hits: readonly Hit[], last: Hit): boolean {
  if (last.row?.streetLike === true || last.row?.onlyAtEnd === true) return false;
  const after = hits.filter((hit) => hit.start >= last.end);
  const [first] = after;
  return first?.role === 'outside';
}

interface Head {
  readonly hit: Hit;
  /** The named place may be its own or part of the one before it: both readings stay open. */
  readonly mixedWith?: Hit;
}

/** 「小区道路」 belongs to the compound, 「小区门口的道路」 does not; elsewhere the last place is the head. */
function headOf(written: string, hits: readonly Hit[], places: readonly Hit[], last: Hit): Head {
  const before = places.at(-2);
  const encloses = before?.row?.encloses;
  if (before === undefined || encloses === undefined) return { hit: last };
  const leaves = hits.some(
    (hit) => hit.role === 'outside' && hit.start >= before.end && hit.start < last.start,
  );
  if (leaves || last.row?.encloses !== undefined) return { hit: last };
  if (isHome(before)) return { hit: before };
  if (last.row?.residentsOwn === true) return { hit: before.row?.residential === true ? before : last };
  const street = last.row?.streetLike === true;
  const shop = last.row !== undefined && 'placeClass' in last.row.d799 && last.row.d799.placeClass === 'art9';
  if (shop && before.row?.residential === true) return { hit: last };
  // 「医院器械商店」: what stands between may name a business of its own
  const named =
    shop && /\p{Script=Han}/u.test(written.slice(before.end, last.start).replace(/[的内里中]/g, ''));
  if (encloses === 'ground' && (street || shop) && !named) return { hit: before };
  if (encloses === 'house' && shop) return { hit: before };
  return street || shop ? { hit: before, mixedWith: last } : { hit: last };
}

/** Where the named place may be another's inside it, the list is only suggested. */
const listCertainty = (
  entry: { readonly certainty: PlaceCertainty } | undefined,
  mixedWith: Hit | undefined,
): PlaceCertainty | 'unknown' =>
  entry !== undefined && mixedWith !== undefined ? 'inferred' : (entry?.certainty ?? 'unknown');

type Decided = Pick<PlaceClassification, 'placeClass' | 'candidates' | 'certainty' | 'd799Item'>;

const classesOf = (hit: Hit | undefined): readonly KnownPlaceClass[] => {
  if (hit?.row === undefined) return ALL_CLASSES;
  const { d799 } = hit.row;
  return 'candidates' in d799 ? d799.candidates : [d799.placeClass];
};

function decideClass(head: Hit | undefined, last: Hit | undefined, mixedWith: Hit | undefined): Decided {
  const possible = new Set([...classesOf(head), ...(mixedWith === undefined ? [] : classesOf(mixedWith))]);
  const candidates = ALL_CLASSES.filter((placeClass) => possible.has(placeClass));
  const d799 = head?.row?.d799;
  if (d799 === undefined || 'candidates' in d799 || candidates.length > 1) {
    return { placeClass: 'unknown', candidates, certainty: 'unknown', d799Item: null };
  }
  return {
    placeClass: d799.placeClass,
    candidates: [d799.placeClass],
    certainty: head === last ? d799.certainty : 'inferred',
    d799Item: d799.item ?? null,
  };
}

function outsideOf(place: Hit): Decided {
  const inside = classesOf(place);
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
  if (space !== undefined) return space.qinhuangdao;
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

export const placeClassNames: Readonly<Record<KnownPlaceClass, string>> = {
  'art7-1': '条例第七条第一款（政府建设）',
  'art7-2': '条例第七条第二款（经营管理单位建设）',
  art9: '条例第九条（其他公共场所）',
  nonPublic: '非公共场所（条例第三十三条）',
};

/** A place whose class a person has settled; everything else is still read from its words. */
export const settlePlace = (
  read: PlaceClassification,
  placeClass: KnownPlaceClass | undefined,
): PlaceClassification =>
  placeClass === undefined
    ? read
    : {
        ...read,
        placeClass,
        candidates: [placeClass],
        certainty: 'listed',
        why: `由人认定为${placeClassNames[placeClass]}`,
      };

function explain(text: string, hits: readonly Hit[], decided: Decided, outside: boolean): string {
  if (hits.length === 0) return `「${text}」中没有识别出场所词，场所类别待人工认定`;
  const words = hits.map((hit) => `「${hit.words}」`).join('');
  const names = decided.candidates.map((candidate) => placeClassNames[candidate]).join('、');
  if (decided.placeClass === 'unknown') {
    return `由${words}${outside ? '（在该场所之外）' : ''}不能确定场所类别，可能是：${names}`;
  }
  return `由${words}归入${names}${decided.certainty === 'inferred' ? '（推定，须人工确认）' : ''}`;
}
