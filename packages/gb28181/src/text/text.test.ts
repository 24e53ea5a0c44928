// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, encodeText } from './gb18030.ts';
import { childOf, encodeXmlFields, parseXml, textOf } from './xml.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('GB 18030', () => {
  it.each([
    ['中文摄像头', 'd6d0cec4c9e3cff1cdb7'],
    ['萳', 'c86c'],
    ['𠮷', '9534b235'],
    ['龦鿋', '82358f3382359330'],
  ])('writes and reads %s', (text, bytes) => {
    expect(hex(encodeText(text, 'gb18030'))).toBe(bytes);
    expect(decodeText(Buffer.from(bytes, 'hex'))).toBe(text);
  });

  it('gives back every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const decoded = new TextDecoder('gb18030').decode(encodeText(text, 'gb18030'));
        expect(decoded).toBe(text.replace(/^\ufeff/, ''));
      }),
    );
  });

  it('writes a question mark for what GB 2312 does not have', () => {
    expect(hex(encodeText('大萳A', 'gb2312'))).toBe('b4f33f41');
  });

  it('reads UTF-8 and GB 18030 whatever the label says', () => {
    expect(decodeText(new TextEncoder().encode('大门'))).toBe('大门');
    expect(decodeText(encodeText('大门', 'gb2312'))).toBe('大门');
  });
});

describe('tolerant XML', () => {
  it('reads what is well formed, blanks trimmed, entities told', () => {
    const root = parseXml(
      '<?xml version="1.0"?><Query>\n<SN> 7 </SN><N a="1" b=\'x&amp;y\'>&lt;&#20013;&#x6587;</N><E/></Query>',
    );
    expect(textOf(root, 'SN')).toBe('7');
    expect(childOf(root, 'N')).toMatchObject({ text: '<中文', attributes: { a: '1', b: 'x&y' } });
    expect(textOf(root, 'E')).toBeUndefined();
  });

  it('reads past bare & and <, control characters and doubled end tags (Q2)', () => {
    const root = parseXml(
      '<R><Item><Name>&<x A&B</Name><Address>a<b\u0000</Address></Item></Item><SN>1</SN></R>',
    );
    const item = childOf(root, 'Item');
    expect(textOf(item, 'Name')).toBe('&<x A&B');
    expect(textOf(item, 'Address')).toBe('a<b');
    expect(textOf(root, 'SN')).toBe('1');
  });

  it('expands nothing and stops at its limits', () => {
    expect(textOf(parseXml('<!DOCTYPE r [<!ENTITY x "y">]><r><a>&x;</a></r>'), 'a')).toBe('&x;');
    expect(parseXml('<a>'.repeat(1000))).toBeUndefined();
    expect(parseXml('<a/>'.repeat(20), { maxElements: 10, maxDepth: 4, maxBytes: 1000 })).toBeUndefined();
  });

  it('never throws', () => {
    const pieces = fc.array(
      fc.constantFrom('<', '>', '/', '&', 'a', ' ', '"', '<a>', '</a>', '<![CDATA[', ']]>', '<!--', '?'),
    );
    fc.assert(fc.property(pieces, (all) => void parseXml(all.join(''))));
  });

  it('gives back what it wrote', () => {
    const text = encodeXmlFields([
      [
        'R',
        [
          ['Name', '<&">\'大门'],
          ['None', undefined],
          ['List', [['Item', [['N', 1]]]], { Num: 1 }],
        ],
      ],
    ]);
    const root = parseXml(text);
    expect(textOf(root, 'Name')).toBe('<&">\'大门');
    expect(childOf(root, 'None')).toBeUndefined();
    expect(textOf(childOf(childOf(root, 'List'), 'Item'), 'N')).toBe('1');
  });

  it('reads 10 000 items', () => {
    const items =
      '<Item><DeviceID>34020000001310000001</DeviceID><Name>甲</Name><Status>ON</Status></Item>'.repeat(
        10_000,
      );
    const root = parseXml(`<Response><DeviceList Num="10000">${items}</DeviceList></Response>`);
    expect(childOf(root, 'DeviceList')?.children).toHaveLength(10_000);
  });
});
