// SPDX-License-Identifier: Apache-2.0
/** What a row of a register may hold: a closed set of kinds, each with its check, its cell on paper and its form. */
import { z } from 'zod';
import type { Words } from '../operation.ts';

type Common = Words & {
  readonly required?: boolean;
  /** A sentence under the field of the form. */
  readonly hint?: Words;
  /** Not a column of the list; the row's page and the sheet have it. */
  readonly aside?: boolean;
  /** No two rows that stand have the same value. */
  readonly unique?: boolean;
};

/** Days are calendar days in China (`2026-11-28`), instants epoch milliseconds. */
export type Field = Common &
  (
    | { readonly kind: 'text'; readonly most?: number }
    /** Several lines. */
    | { readonly kind: 'note'; readonly most?: number }
    | { readonly kind: 'number'; readonly least?: number; readonly most?: number; readonly unit?: Words }
    /** `due`: what is to be done by that day, for the plan of the day. */
    | { readonly kind: 'day'; readonly due?: Words }
    | { readonly kind: 'instant' }
    | { readonly kind: 'choice'; readonly choices: Readonly<Record<string, Words>> }
    /** `answer`: asked outright, yes and no side by side, so that a no is one that somebody gave. */
    | { readonly kind: 'yes-no'; readonly answer?: boolean }
    /** Id of a camera of this recorder. */
    | { readonly kind: 'camera' }
    /** PDF, PNG or JPEG: `hex SHA-256/name`. */
    | { readonly kind: 'file' }
  );

export type Fields = Readonly<Record<string, Field>>;

export type Value = string | number | boolean | null;
export type Values = Readonly<Record<string, Value>>;

const ms = z.number().int().min(0).max(8_640_000_000_000_000);
const filledIn = '请填写 · please fill in';

function schemaOf(field: Field): z.ZodType<string | number | boolean> {
  switch (field.kind) {
    case 'text':
      return z
        .string()
        .trim()
        .min(1, filledIn)
        .max(field.most ?? 200);
    case 'note':
      return z
        .string()
        .trim()
        .min(1, filledIn)
        .max(field.most ?? 4000);
    case 'number':
      return z
        .number()
        .min(field.least ?? Number.MIN_SAFE_INTEGER)
        .max(field.most ?? Number.MAX_SAFE_INTEGER);
    case 'day':
      return z.iso.date();
    case 'instant':
      return ms;
    case 'choice':
      return z.enum(Object.keys(field.choices));
    case 'yes-no':
      return z.boolean();
    case 'camera':
      return z.string().min(1).max(64);
    case 'file':
      return z.string().regex(/^[0-9a-f]{64}\/[^/\\\p{Cc}]{1,120}$/u);
  }
}

/** Every field is there; what was left empty is null. */
export function valuesSchema(fields: Fields): z.ZodType<Record<string, Value>> {
  return z.object(
    Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [
        name,
        field.required ? schemaOf(field) : schemaOf(field).nullable().default(null),
      ]),
    ),
  ) as unknown as z.ZodType<Record<string, Value>>;
}

/** Of a `file` value. */
export const fileHashOf = (value: string): string => value.slice(0, 64);
export const fileNameOf = (value: string): string => value.slice(65);

const chinaOffsetMs = 8 * 3_600_000;
const yesNo = { zh: ['否', '是'], en: ['no', 'yes'] } as const;

/** A value as a person reads it: in the list, on paper, in a spreadsheet. */
export function cellOf(field: Field, value: Value | undefined, language: keyof Words): string {
  if (value === null || value === undefined) return '';
  switch (field.kind) {
    case 'choice':
      return field.choices[String(value)]?.[language] ?? String(value);
    case 'yes-no':
      return yesNo[language][value === true ? 1 : 0];
    case 'instant':
      return new Date(Number(value) + chinaOffsetMs).toISOString().slice(0, 16).replace('T', ' ');
    case 'file':
      return fileNameOf(String(value));
    case 'number':
      return `${value}${field.unit ? ` ${field.unit[language]}` : ''}`;
    default:
      return String(value);
  }
}
