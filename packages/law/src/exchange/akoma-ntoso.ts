// SPDX-License-Identifier: Apache-2.0
/**
 * The corpus for other machines: Akoma Ntoso 1.0 (OASIS LegalDocML, 29 August 2018). An instrument is an `act`, a
 * normative document a `doc`; a provision is an `hcontainer` named by what it regulates, because our provisions are
 * articles, paragraphs of one and items of lists. Both locators stand in `proprietary`, errata are notes.
 */
import {
  findErratum,
  getInstrument,
  instruments,
  printedArticle,
  provisionsOf,
  publishedArticle,
} from '../corpus/corpus.ts';
import type { Erratum, ErratumId, Instrument, InstrumentId, Provision, Rank } from '../types/corpus.ts';
import { type XmlElement, xml, xmlDocument } from './xml.ts';

const namespace = 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0';
/** A name, not an address: our terms beside those of the standard */
const own = 'urn:mingjing:law:terms';
/** `FRBRdate` must hold a day: this one stands, under the name `unknown`, where no source prints one */
const unknownDay = '9999-01-01';

const subtypes: Readonly<Record<Rank, string>> = {
  law: 'law',
  'admin-regulation': 'administrative-regulation',
  'local-regulation': 'local-regulation',
  'department-rule': 'department-rule',
  'local-rule': 'local-government-rule',
  'normative-document': 'normative-document',
};

/**
 * @param id one instrument; absent: all of them, as one `documentCollection`
 * @returns a document that is valid under `akomantoso30.xsd`; texts are exactly as printed
 * @throws ReferenceError where the instrument is none of ours
 */
export function corpusAkomaNtoso(id?: InstrumentId): string {
  const inside = id === undefined ? collection() : documentOf(getInstrument(id));
  return xmlDocument(xml('akomaNtoso', { xmlns: namespace, 'xmlns:mj': own }, [inside]));
}

function collection(): XmlElement {
  const name = 'corpus';
  return xml('documentCollection', { name, contains: 'singleVersion' }, [
    xml('meta', {}, [
      identification(
        { path: '/akn/cn/doc/collection/mingjing', date: null, author: '#mingjing', by: '#mingjing' },
        [xml('FRBRname', { value: 'mingjing-law' })],
      ),
      xml('references', { source: '#mingjing' }, [mingjing('#mingjing')]),
    ]),
    xml(
      'collectionBody',
      {},
      instruments.map((one) => xml('component', { eId: `component_${one.id}` }, [documentOf(one)])),
    ),
  ]);
}

function documentOf(one: Instrument): XmlElement {
  const normative = one.rank === 'normative-document';
  const inside = provisionsOf(one.id);
  const by = agentOf(one.id);
  return xml(normative ? 'doc' : 'act', { name: subtypes[one.rank], contains: 'singleVersion' }, [
    xml('meta', {}, [
      identification(
        {
          path: `/akn/cn${one.jurisdictionCode === '000000' ? '' : `-${one.jurisdictionCode}`}/${normative ? 'doc' : 'act'}/${one.inForceFrom ?? 'undated'}/${one.id}`,
          date: one.inForceFrom,
          author: `#${one.id}__issuer`,
          by,
        },
        [
          xml('FRBRsubtype', { value: subtypes[one.rank] }),
          one.documentNumber === null ? undefined : xml('FRBRnumber', { value: one.documentNumber }),
          xml('FRBRname', { value: one.title }),
          // Nobody has compared the text with the gazette unless the corpus says so
          xml('FRBRauthoritative', { value: String(one.verified === 'official') }),
        ],
      ),
      lifecycle(one),
      xml('references', { source: by }, [
        xml('original', { eId: `${one.id}__source`, href: sourceOf(one), showAs: one.title }),
        xml('TLCOrganization', {
          eId: `${one.id}__issuer`,
          href: `urn:mingjing:law:organization:${encodeURIComponent(one.issuer)}`,
          showAs: one.issuer,
        }),
        mingjing(by),
      ]),
      notes(one.id, inside),
      xml('proprietary', { source: by }, [
        xml('mj:instrument', {
          id: one.id,
          status: one.status,
          verified: one.verified,
          validityBasis: one.validityBasis,
        }),
        ...inside.flatMap(locators),
      ]),
    ]),
    xml('preface', {}, [xml('p', {}, [xml('docTitle', {}, [one.title])])]),
    xml(normative ? 'mainBody' : 'body', {}, inside.map(provisionElement)),
  ]);
}

interface Identified {
  readonly path: string;
  readonly date: string | null;
  readonly author: string;
  /** Who wrote the document down: a reference inside it */
  readonly by: string;
}

function identification(
  { path, date, author, by }: Identified,
  ofWork: readonly (XmlElement | undefined)[],
): XmlElement {
  const dated = xml('FRBRdate', {
    date: date ?? unknownDay,
    name: date === null ? 'unknown' : 'in-force-from',
  });
  const level = (
    name: string,
    uri: string,
    who: string,
    rest: readonly (XmlElement | undefined)[],
  ): XmlElement =>
    xml(name, {}, [
      xml('FRBRthis', { value: `${uri}/!main` }),
      xml('FRBRuri', { value: uri }),
      dated,
      xml('FRBRauthor', { href: who }),
      ...rest,
    ]);
  return xml('identification', { source: by }, [
    level('FRBRWork', path, author, [xml('FRBRcountry', { value: 'cn' }), ...ofWork]),
    level('FRBRExpression', `${path}/zho@`, author, [xml('FRBRlanguage', { language: 'zho' })]),
    level('FRBRManifestation', `${path}/zho@.xml`, by, [xml('FRBRformat', { value: 'application/akn+xml' })]),
  ]);
}

function lifecycle({ id, inForceFrom, inForceUntil }: Instrument): XmlElement | undefined {
  if (inForceFrom === null) return undefined;
  const event = (eId: string, date: string, type: 'generation' | 'repeal'): XmlElement =>
    xml('eventRef', { eId: `${id}__${eId}`, date, source: `#${id}__source`, type });
  return xml('lifecycle', { source: agentOf(id) }, [
    event('from', inForceFrom, 'generation'),
    inForceUntil === null ? undefined : event('until', inForceUntil, 'repeal'),
  ]);
}

const sourceOf = ({ sources }: Instrument): string => {
  const ref = sources[0]?.ref ?? '';
  return /^https?:/.test(ref) ? ref : `urn:mingjing:law:source:${encodeURIComponent(ref)}`;
};

const agentOf = (id: InstrumentId): string => `#${id}__mingjing`;
const mingjing = (reference: string): XmlElement =>
  xml('TLCOrganization', {
    eId: reference.slice(1),
    href: 'urn:mingjing:law',
    showAs: '明镜（录入与编排，非官方文本）',
  });

const eIdOf = ({ id }: Provision): string => id.replace('/', '__');
const noteIdOf = (instrument: InstrumentId, erratum: ErratumId): string =>
  `${instrument}__erratum_${erratum}`;

function provisionElement(one: Provision): XmlElement {
  const refs = one.errata.map((id) =>
    xml('noteRef', { href: `#${noteIdOf(one.instrument, id)}`, marker: id }),
  );
  // Where our source prints no text the rule is told in our words, and says so
  const text =
    one.printed === null
      ? xml('p', { class: 'own-words' }, [xml('remark', { status: 'editorial' }, [one.rule]), ...refs])
      : xml('p', { class: 'as-printed', 'xml:space': 'preserve' }, [one.printed, ...refs]);
  const num = publishedArticle(one) ?? printedArticle(one);
  return xml('hcontainer', { name: 'provision', eId: eIdOf(one) }, [
    num === null ? undefined : xml('num', {}, [num]),
    xml('heading', {}, [one.title]),
    xml('content', {}, [text]),
  ]);
}

const locators = (one: Provision): readonly XmlElement[] => [
  xml('mj:provision', { id: one.id, href: `#${eIdOf(one)}`, certainty: one.certainty }, [
    ...one.locators.map(({ text, source, article }) => xml('mj:locator', { text, source, article })),
    xml('mj:rule', {}, [one.rule]),
  ]),
];

function notes(instrument: InstrumentId, inside: readonly Provision[]): XmlElement | undefined {
  const ids = [...new Set(inside.flatMap(({ errata }) => errata))];
  const found = ids.map((id) => findErratum(id)).filter((one) => one !== undefined);
  if (found.length === 0) return undefined;
  return xml(
    'notes',
    { source: agentOf(instrument) },
    found.map((one) => xml('note', { eId: noteIdOf(instrument, one.id), marker: one.id }, noteText(one))),
  );
}

const noteText = (one: Erratum): readonly XmlElement[] => [
  xml('p', {}, [`勘误（${one.where}）`]),
  ...one.quotes.map(({ seed, printed }) =>
    xml('p', { class: 'printed', title: seed, 'xml:space': 'preserve' }, [printed]),
  ),
  ...(one.normalised === null ? [] : [xml('p', { class: 'normalised' }, [one.normalised])]),
  xml('p', { class: 'treatment' }, [one.treatment]),
  xml('p', { class: 'basis' }, [one.basis]),
];
