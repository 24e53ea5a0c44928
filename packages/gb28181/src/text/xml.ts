// SPDX-License-Identifier: Apache-2.0
/**
 * The XML that peers really send: elements, attributes, text, five entities and numeric ones. No DTD, so nothing
 * expands. What does not parse is taken as text or left out (catalogue Q2); the work is linear in the input.
 */

export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Own text, trimmed: peers put blanks and line breaks around values. */
  readonly text: string;
};

export type XmlLimits = {
  readonly maxElements: number;
  readonly maxDepth: number;
  readonly maxBytes: number;
};

/** A catalog of 10 000 items with two dozen fields each is the largest honest message (annex M). */
const defaultLimits: XmlLimits = { maxElements: 400_000, maxDepth: 16, maxBytes: 8 << 20 };

type Open = { name: string; attributes: Record<string, string>; children: XmlElement[]; text: string };

/** @returns the root element with whatever could be read, or undefined when there is none or a limit was passed */
export function parseXml(text: string, limits: XmlLimits = defaultLimits): XmlElement | undefined {
  if (text.length > limits.maxBytes) return undefined;
  const root: Open = { name: '', attributes: {}, children: [], text: '' };
  const stack: Open[] = [root];
  let elements = 0;
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf('<', at);
    const top = stack.at(-1)!;
    if (open < 0) {
      top.text += text.slice(at);
      break;
    }
    top.text += text.slice(at, open);
    const special = skipSpecial(text, open, top);
    if (special > 0) {
      at = special;
      continue;
    }
    const tag = readTag(text, open);
    if (!tag) {
      // A `<` that begins no tag is a character like any other.
      top.text += '<';
      at = open + 1;
      continue;
    }
    at = tag.end;
    if (tag.closes) {
      closeTo(stack, tag.name);
      continue;
    }
    if (++elements > limits.maxElements || stack.length > limits.maxDepth) return undefined;
    const element: Open = { name: tag.name, attributes: readAttributes(tag.inner), children: [], text: '' };
    stack.push(element);
    if (tag.empty) closeTo(stack, tag.name);
  }
  while (stack.length > 1) closeTo(stack, stack.at(-1)!.name);
  return root.children[0];
}

/** Declarations, comments, CDATA. @returns where to go on, 0 when it is none of them */
function skipSpecial(text: string, open: number, top: Open): number {
  const after = (mark: string, from: number): number => {
    const end = text.indexOf(mark, from);
    return end < 0 ? text.length : end + mark.length;
  };
  if (text.startsWith('<?', open)) return after('?>', open);
  if (text.startsWith('<!--', open)) return after('-->', open);
  if (text.startsWith('<![CDATA[', open)) {
    const end = after(']]>', open);
    top.text += text.slice(open + 9, end - 3).replaceAll('&', '&amp;');
    return end;
  }
  return text.startsWith('<!', open) ? after('>', open) : 0;
}

type Tag = {
  readonly name: string;
  readonly inner: string;
  readonly closes: boolean;
  readonly empty: boolean;
  readonly end: number;
};

const nameStart = /[A-Za-z_]/;
const tagName = /^[A-Za-z_][\w.:-]*/;

function readTag(text: string, open: number): Tag | undefined {
  const closes = text[open + 1] === '/';
  const from = open + (closes ? 2 : 1);
  if (!nameStart.test(text[from] ?? '')) return undefined;
  let end = from;
  while (end < text.length && text[end] !== '>' && text[end] !== '<') end++;
  if (text[end] !== '>') return undefined;
  const empty = !closes && text[end - 1] === '/';
  const body = text.slice(from, empty ? end - 1 : end);
  const name = tagName.exec(body)?.[0] ?? '';
  const rest = body.slice(name.length);
  if (rest !== '' && !/^\s/.test(rest)) return undefined;
  return { name, inner: rest, closes, empty, end: end + 1 };
}

function readAttributes(inner: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name, double, single] of inner.matchAll(/([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    attributes[name!] = decodeEntities(double ?? single ?? '').trim();
  return attributes;
}

/** Ends the innermost element of that name and all inside it; a stray end tag (doubled `</Item>`) does nothing. */
function closeTo(stack: Open[], name: string): void {
  let depth = stack.length - 1;
  while (depth > 0 && stack[depth]!.name !== name) depth--;
  if (depth === 0) return;
  while (stack.length > depth) {
    const { name: ended, attributes, children, text } = stack.pop()!;
    stack.at(-1)!.children.push({ name: ended, attributes, children, text: cleanText(text) });
  }
}

function cleanText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  return decodeEntities(text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')).trim();
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(
    /&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));/g,
    (whole, name, dec, hex) => {
      if (name !== undefined) return entities[name as string]!;
      const point = dec === undefined ? Number.parseInt(hex as string, 16) : Number(dec);
      const isCharacter = point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
      return isCharacter ? String.fromCodePoint(point) : whole;
    },
  );
}

/** A value, nested fields, or nothing: an absent value writes no element. */
export type XmlField = readonly [
  name: string,
  value: string | number | undefined | readonly XmlField[],
  attributes?: Readonly<Record<string, string | number>>,
];

/** Fields as lines of XML, values escaped. */
export function encodeXmlFields(fields: readonly XmlField[]): string {
  let out = '';
  for (const [name, value, attributes] of fields) {
    if (value === undefined) continue;
    const shown = Object.entries(attributes ?? {})
      .map(([key, one]) => ` ${key}="${escapeXml(String(one))}"`)
      .join('');
    const inner = typeof value === 'object' ? `\r\n${encodeXmlFields(value)}` : escapeXml(String(value));
    out += `<${name}${shown}>${inner}</${name}>\r\n`;
  }
  return out;
}

function escapeXml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are no XML
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}

/** First child of that name, whatever the case (`<info>` for `<Info>`). */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return (
    element?.children.find((child) => child.name === name) ??
    element?.children.find((child) => child.name.toLowerCase() === name.toLowerCase())
  );
}

/** Text of a child; undefined when it is absent or empty. */
export function textOf(element: XmlElement | undefined, name: string): string | undefined {
  const text = childOf(element, name)?.text;
  return text === '' ? undefined : text;
}
