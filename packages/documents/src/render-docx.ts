// SPDX-License-Identifier: Apache-2.0
/** Official document → an editable DOCX copy with the same blocks. It is a working copy: the PDF is the paper. */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Packer,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Block, Cell, OfficialDocument } from './document.ts';

/** Millimetres to twentieths of a point. */
const twips = (mm: number): number => Math.round((mm / 25.4) * 1440);
const bodyFont = { ascii: 'Times New Roman', eastAsia: '仿宋', hAnsi: 'Times New Roman' };
const border = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const borders = { top: border, bottom: border, left: border, right: border };

/**
 * Makes the editable copy.
 *
 * @returns the bytes of a DOCX (A4, margins of GB/T 9704, 仿宋 body)
 */
export async function renderDocx(document: OfficialDocument): Promise<Uint8Array> {
  const dense = document.density === 'form';
  const halfPoints = dense ? 22 : 32;
  const landscape = document.orientation === 'landscape';
  const margin = dense
    ? { top: twips(22), bottom: twips(20), left: twips(22), right: twips(20) }
    : { top: twips(37), bottom: twips(35), left: twips(28), right: twips(26) };
  const copy = new Document({
    creator: 'Mingjing',
    title: document.title,
    styles: { default: { document: { run: { font: bodyFont, size: halfPoints } } } },
    sections: [
      {
        properties: {
          page: {
            size: {
              width: twips(210),
              height: twips(297),
              orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
            margin,
          },
        },
        children: [
          ...(document.draft === true
            ? [
                new Paragraph({
                  alignment: AlignmentType.RIGHT,
                  children: [new TextRun({ text: '草稿', bold: true })],
                }),
              ]
            : []),
          new Paragraph({
            alignment: AlignmentType.CENTER,
            children: [new TextRun({ text: document.title, bold: true, size: dense ? 34 : 44 })],
          }),
          ...(document.number === undefined
            ? []
            : [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun(document.number)] })]),
          new Paragraph(''),
          ...document.blocks.flatMap((block) => renderBlock(block, halfPoints)),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(copy));
}

function renderBlock(block: Block, halfPoints: number): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'paragraph':
      return [
        new Paragraph({
          indent: { firstLine: block.indent === false ? 0 : halfPoints * 20 },
          children: [new TextRun(block.text)],
        }),
      ];
    case 'heading':
      return [new Paragraph({ children: [new TextRun({ text: block.text, bold: true })] })];
    case 'fields':
      return [
        grid(
          inPairs(block.rows, block.perRow).map((row) =>
            row.flatMap(([label, value]) => [labelCell(label), cell(value)]),
          ),
        ),
      ];
    case 'table': {
      const body =
        block.rows.length > 0
          ? block.rows.map((row) => row.map(cell))
          : [[emptyCell(block.empty, block.columns.length)]];
      return [grid([block.columns.map(labelCell), ...body])];
    }
    case 'signatures':
      return block.places.map((place) => new Paragraph(`${place}：　　　　　　　　　　　　年　　月　　日`));
    case 'issuer':
      return [block.name, block.on].map(
        (text) => new Paragraph({ alignment: AlignmentType.RIGHT, children: [new TextRun(text)] }),
      );
    case 'verification':
      return [new Paragraph(`核验码：${block.code}`), new Paragraph(block.url), new Paragraph(block.hint)];
    case 'note':
      return [
        new Paragraph({ children: [new TextRun({ text: block.text, size: Math.round(halfPoints * 0.8) })] }),
      ];
  }
}

type Pair = readonly [label: string, value: string | Cell];

function inPairs(rows: readonly Pair[], perRow: 1 | 2): Pair[][] {
  if (perRow === 1) return rows.map((row) => [row]);
  const out: Pair[][] = [];
  for (let i = 0; i < rows.length; i += 2) out.push([rows[i] as Pair, rows[i + 1] ?? ['', '']]);
  return out;
}

function grid(rows: TableCell[][]): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: rows.map((children) => new TableRow({ children })),
  });
}

function cell(value: string | Cell): TableCell {
  return new TableCell({
    borders,
    children: [new Paragraph(typeof value === 'string' ? value : value.text)],
  });
}

function labelCell(text: string): TableCell {
  return new TableCell({
    borders,
    shading: { fill: 'F3F3F3' },
    children: [new Paragraph({ children: [new TextRun({ text, bold: true })] })],
  });
}

function emptyCell(text: string, columnSpan: number): TableCell {
  return new TableCell({
    borders,
    columnSpan,
    children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun(text)] })],
  });
}
