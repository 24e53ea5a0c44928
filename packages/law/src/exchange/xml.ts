// SPDX-License-Identifier: Apache-2.0
/** XML as a tree that is written once; text and attributes are escaped, so that a reader gets back what was put in. */

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
}
type XmlNode = XmlElement | string;

/** Children that are `undefined` are left out: an element that may be absent needs no branch where it is used. */
export function xml(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  children: readonly (XmlNode | undefined)[] = [],
): XmlElement {
  return { name, attributes, children: children.filter((child) => child !== undefined) };
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
  '\r': '&#13;',
};
const escaped = (text: string, pattern: RegExp): string =>
  text.replace(pattern, (found) => escapes[found] ?? found);

/**
 * One document, UTF-8.
 *
 * Elements that hold only elements are indented, but for paragraphs (`p`); where text stands nothing is added, so
 * quotations stay exact.
 */
export const xmlDocument = (root: XmlElement): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '')}\n`;

function written({ name, attributes, children }: XmlElement, indent: string): string {
  const start = `${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(value, /[&<>"\n\t\r]/g)}"`)
    .join('')}`;
  if (children.length === 0) return `<${start}/>`;
  const mixed = name === 'p' || children.some((child) => typeof child === 'string');
  if (mixed) {
    const inner = children.map((child) =>
      typeof child === 'string' ? escaped(child, /[&<>\r]/g) : written(child, ''),
    );
    return `<${start}>${inner.join('')}</${name}>`;
  }
  const inside = `${indent}  `;
  const inner = children.map((child) => `\n${inside}${written(child as XmlElement, inside)}`);
  return `<${start}>${inner.join('')}\n${indent}</${name}>`;
}
