// SPDX-License-Identifier: Apache-2.0
/**
 * The corpus for other machines: JSON-LD with schema.org `Legislation` (which follows ELI) for instruments and
 * provisions, and terms of our own for what it has no word for: the two locators and the errata.
 */
import { errata, instruments, provisionsOf } from '../corpus/corpus.ts';
import type { Erratum, Instrument, Provision } from '../types/corpus.ts';

/** Names, not addresses: nothing is fetched to understand the document. */
const own = 'urn:mingjing:law:';
const urn = (id: string): string => `${own}${id}`;

const context = {
  '@vocab': 'https://schema.org/',
  mj: `${own}terms#`,
  locators: { '@id': 'mj:locators', '@container': '@set' },
  errata: { '@id': 'mj:errata', '@container': '@set', '@type': '@id' },
  certainty: 'mj:certainty',
  verified: 'mj:verified',
  rule: { '@id': 'mj:rule', '@language': 'zh-CN' },
  text: { '@id': 'https://schema.org/text', '@language': 'zh-CN' },
  name: { '@id': 'https://schema.org/name', '@language': 'zh-CN' },
} as const;

const legalForce = {
  'in-force': 'InForce',
  superseded: 'NotInForce',
  draft: 'NotInForce',
  unknown: undefined,
} as const;

/**
 * @returns one document with a `@graph`: instruments, each with its provisions as parts, and the errata; every
 *   provision carries its printed and its published article, and the text exactly as printed
 */
export function corpusJsonLd(): { readonly '@context': object; readonly '@graph': readonly object[] } {
  return {
    '@context': context,
    '@graph': [
      ...instruments.flatMap((one) => [instrumentNode(one), ...provisionsOf(one.id).map(provisionNode)]),
      ...errata.map(erratumNode),
    ],
  };
}

function instrumentNode(one: Instrument): object {
  const force = legalForce[one.status];
  return {
    '@id': urn(one.id),
    '@type': 'Legislation',
    name: one.title,
    alternateName: one.shortTitle,
    ...(one.documentNumber !== null && { legislationIdentifier: one.documentNumber }),
    legislationPassedBy: { '@type': 'GovernmentOrganization', name: one.issuer },
    legislationJurisdiction: { '@type': 'AdministrativeArea', identifier: one.jurisdictionCode },
    ...(force !== undefined && { legislationLegalForce: force }),
    creativeWorkStatus: one.status,
    ...(one.inForceFrom !== null && { legislationDateOfApplicability: one.inForceFrom }),
    ...(one.inForceUntil !== null && { expires: one.inForceUntil }),
    verified: one.verified,
    isBasedOn: one.sources.map(({ ref, sha256 }) => ({
      '@type': 'CreativeWork',
      name: ref,
      ...(sha256 && { identifier: sha256 }),
    })),
    hasPart: provisionsOf(one.id).map(({ id }) => ({ '@id': urn(id) })),
  };
}

function provisionNode(one: Provision): object {
  return {
    '@id': urn(one.id),
    '@type': 'Legislation',
    name: one.title,
    isPartOf: { '@id': urn(one.instrument) },
    locators: one.locators.map(({ text, source, article }) => ({
      'mj:text': text,
      'mj:source': source,
      'mj:article': article,
    })),
    ...(one.printed !== null && { text: one.printed }),
    rule: one.rule,
    certainty: one.certainty,
    errata: one.errata.map(erratumUrn),
  };
}

const erratumUrn = (id: string): string => urn(`errata/${id}`);

function erratumNode(one: Erratum): object {
  return {
    '@id': erratumUrn(one.id),
    '@type': 'CorrectionComment',
    name: one.where,
    'mj:quotes': one.quotes.map(({ seed, printed }) => ({ 'mj:source': seed, 'mj:printed': printed })),
    ...(one.normalised !== null && { 'mj:normalised': one.normalised }),
    'mj:treatment': one.treatment,
    'mj:basis': one.basis,
    certainty: one.certainty,
    about: one.provisions.map((id) => ({ '@id': urn(id) })),
  };
}
