// SPDX-License-Identifier: Apache-2.0
/** A spreadsheet as rows of a register: every row is checked before any is written. */

import type { Words } from '@mingjing/contracts';
import {
  cellOf,
  type Field,
  type ReadRows,
  type Register,
  type RegisterRow,
  type Values,
} from '@mingjing/contracts/registers';
import { issueWords, readTable } from '@mingjing/web';
import type { z } from 'zod';
import { cellValue, type FindCamera } from './read-cells.ts';

/** Rows of one sheet; more is a mistake, or work for several. Each becomes an entry of the log. */
const mostRows = 2000;

export interface SheetRows extends Omit<ReadRows, 'written'> {
  /** Empty as soon as one row has an error. */
  readonly fresh: readonly Values[];
}

/**
 * @param standing rows of the register that are not withdrawn
 * @throws SheetRefusal when it is no sheet, lacks a heading that must be there, or is too large
 */
export async function readRows(
  register: Register,
  bytes: Uint8Array,
  standing: readonly RegisterRow[],
  findCamera: FindCamera,
): Promise<SheetRows> {
  const fields = Object.entries(register.fields);
  const heads = fields.map(([, { zh }]) => zh);
  const needed = fields.filter(([, { required }]) => required).map(([, { zh }]) => zh);
  const { rows } = await readTable(bytes, heads, needed.length > 0 ? needed : heads.slice(0, 1), mostRows);
  const known = new Set(standing.map(({ values }) => wordsOf(register, values)));
  const taken = takenValues(register, standing);
  const errors: ReadRows['errors'] = [];
  const fresh: Values[] = [];
  let repeated = 0;
  for (const { row, cells } of rows) {
    const read = Object.fromEntries(
      fields.map(([name, field], at) => [name, cellValue(field, cells[at] ?? null, findCamera)]),
    );
    const parsed = register.values.safeParse(read, { reportInput: true });
    const wrong: ReadRows['errors'] = parsed.success
      ? []
      : parsed.error.issues.map((issue) => ({
          row,
          field: register.fields[String(issue.path[0])]?.zh ?? '',
          ...wrongWords(register.fields[String(issue.path[0])], read[String(issue.path[0])], issue),
        }));
    for (const [name, field] of fields)
      if (field.kind === 'camera' && read[name] !== null && findCamera(String(read[name])) === undefined)
        wrong.push({ row, field: field.zh, ...cameraUnknown });
    if (!parsed.success || wrong.length > 0) {
      errors.push(...wrong);
      continue;
    }
    const words = wordsOf(register, parsed.data);
    if (known.has(words)) {
      repeated += 1;
      continue;
    }
    known.add(words);
    for (const [name, field] of fields)
      if (field.unique && parsed.data[name] !== null && !taken.add(name, String(parsed.data[name])))
        errors.push({ row, field: field.zh, ...valueTaken });
    const beside = register.against?.(parsed.data, [...standing.map(({ values }) => values), ...fresh]);
    if (beside) errors.push({ row, field: register.fields[beside.field]?.zh ?? '', ...beside.words });
    fresh.push(parsed.data);
  }
  return { rows: rows.length, known: repeated, errors, fresh: errors.length > 0 ? [] : fresh };
}

/** What was typed is not of the field's kind: how it is written; anything else in the words of the check. */
function wrongWords(field: Field | undefined, typed: unknown, issue: z.core.$ZodIssue): Words {
  const isTyped = typed !== null && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
  switch (isTyped || issue.code === 'invalid_format' ? field?.kind : undefined) {
    case 'instant':
      return {
        zh: '看不出是什么时间，写成 2026-11-28 08:30',
        en: 'no clear time; write it as 2026-11-28 08:30',
      };
    case 'day':
      return { zh: '看不出是哪一天，写成 2026-11-28', en: 'no clear day; write it as 2026-11-28' };
    case 'number':
      return { zh: '不是数字', en: 'not a number' };
    case 'yes-no':
      return { zh: '写「是」或「否」', en: 'write yes or no' };
    case 'choice': {
      const choices = field?.kind === 'choice' ? Object.values(field.choices) : [];
      return {
        zh: `从这些里选一个：${choices.map(({ zh }) => zh).join('、')}`,
        en: `one of: ${choices.map(({ en }) => en).join(', ')}`,
      };
    }
    default:
      return { zh: issueWords(issue, 'zh'), en: issueWords(issue, 'en') };
  }
}

const cameraUnknown = {
  zh: '没有这一路摄像机，或有几路同名；请写编号',
  en: 'no such camera, or several of that name; write its id',
};
const valueTaken = { zh: '已有一行是这个值', en: 'another row has this value' };

/** A row by what a sheet can say of it: papers stay out. */
const wordsOf = ({ fields }: Register, values: Values): string =>
  JSON.stringify(
    Object.entries(fields)
      .filter(([, { kind }]) => kind !== 'file')
      .map(([name, field]) => cellOf(field, values[name], 'zh')),
  );

function takenValues({ fields }: Register, standing: readonly RegisterRow[]) {
  const taken = new Map<string, Set<string>>();
  for (const [name, { unique }] of Object.entries(fields))
    if (unique) taken.set(name, new Set(standing.map(({ values }) => String(values[name] ?? ''))));
  return {
    /** @returns false when it is there already */
    add: (name: string, value: string): boolean => {
      const values = taken.get(name) ?? new Set();
      const isNew = !values.has(value);
      values.add(value);
      return isNew;
    },
  };
}
