// SPDX-License-Identifier: Apache-2.0
/** What stands behind the `?` of an address: plain texts, checked by the page's schema, the same for every page. */
import { useSearch } from '@tanstack/react-router';
import { z } from 'zod';

type Search = Readonly<Record<string, unknown>>;

/** For the router: values are texts as they stand; addresses of before may carry them in quotes. */
export const parseSearch = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...new URLSearchParams(text)].map(([name, value]) => [name, value.replace(/^"(.*)"$/, '$1')]),
  );

/** For the router: empty values are left out. */
export function stringifySearch(search: Search): string {
  const pairs = Object.entries(search).flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}

/** `?id=…`: which one a page is about; empty when the address does not say. */
export const IdInAddress = z.object({ id: z.string().catch('') });

/** `?code=…`: the QR code on a paper carries it. */
export const CodeInAddress = z.object({ code: z.string().catch('') });

/**
 * The page's search, checked.
 *
 * @param schema gives a value for every address: `.catch()` where a text may be wrong
 */
export function useAddress<Schema extends z.ZodType>(schema: Schema): z.output<Schema> {
  return useSearch({ strict: false, select: (search: Search) => schema.parse(search) }) as z.output<Schema>;
}
