// SPDX-License-Identifier: Apache-2.0
/** MANSCDP bodies (annex A): Query, Control, Notify, Response with CmdType, SN and DeviceID. */
import { type Charset, decodeText, encodeText } from '../text/gb18030.ts';
import { childOf, encodeXmlFields, parseXml, textOf, type XmlElement, type XmlField } from '../text/xml.ts';

export const manscdpType = 'Application/MANSCDP+xml';

export type ManscdpRoot = 'Query' | 'Control' | 'Notify' | 'Response';

export type Manscdp = {
  readonly root: ManscdpRoot;
  readonly cmdType: string;
  readonly sn: string;
  /** Empty when absent (Broadcast has none). */
  readonly deviceId: string;
  readonly element: XmlElement;
};

const roots: readonly ManscdpRoot[] = ['Query', 'Control', 'Notify', 'Response'];

/** Whatever the content type says: some send none. @returns undefined when it is no such body */
export function parseManscdp(body: Uint8Array): Manscdp | undefined {
  const element = parseXml(decodeText(body));
  const root = roots.find((one) => one.toLowerCase() === element?.name.toLowerCase());
  const cmdType = textOf(element, 'CmdType');
  if (!element || !root || cmdType === undefined) return undefined;
  return {
    root,
    cmdType,
    sn: textOf(element, 'SN') ?? '0',
    deviceId: textOf(element, 'DeviceID') ?? '',
    element,
  };
}

export type EncodingChoice = {
  readonly charset: Charset;
  /** What the declaration says; peers before 2022 know GB2312 only. */
  readonly label: 'GB2312' | 'GB18030' | 'UTF-8';
};

export function encodeManscdp(
  root: ManscdpRoot,
  cmdType: string,
  sn: string | number,
  deviceId: string,
  fields: readonly XmlField[],
  { charset, label }: EncodingChoice,
): Uint8Array {
  const inner = encodeXmlFields([['CmdType', cmdType], ['SN', sn], ['DeviceID', deviceId], ...fields]);
  return encodeText(
    `<?xml version="1.0" encoding="${label}"?>\r\n<${root}>\r\n${inner}</${root}>\r\n`,
    charset,
  );
}

/** Items of a list (`DeviceList`, `RecordList`, `PresetList`) with the number its sender claims. */
export function listOf(
  element: XmlElement,
  name: string,
): { readonly items: readonly XmlElement[]; readonly declared: number } {
  const list = childOf(element, name);
  const items = (list?.children ?? []).filter((child) => child.name.toLowerCase() === 'item');
  const declared = Number(list?.attributes['Num'] ?? list?.attributes['num'] ?? items.length);
  return { items, declared: Number.isInteger(declared) ? declared : items.length };
}
