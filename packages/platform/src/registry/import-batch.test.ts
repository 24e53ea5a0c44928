// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { z } from 'zod';
import { rowError } from './import-batch.ts';

const Row = z.object({
  filedOn: z.iso.date(),
  email: z.email(),
  jurisdiction: z.string().regex(/^\d{6}$/, '六位区划代码 · six digits'),
  storageDays: z.int().max(3650),
});

it('what is wrong with a cell is said in the words of its reader, never in those of the checker', () => {
  const { error } = Row.safeParse({
    filedOn: '5/1/2026',
    email: 'x',
    jurisdiction: '11',
    storageDays: 4000,
  });
  const said = Object.fromEntries(
    (error?.issues ?? []).map(rowError).map(({ field, reason }) => [field, reason]),
  );
  expect(said).toEqual({
    filedOn: expect.stringContaining('写成 2026-01-05'),
    email: '写法不对 · not well formed',
    jurisdiction: '六位区划代码 · six digits',
    storageDays: '太长或太大 · too long or too large',
  });
});
