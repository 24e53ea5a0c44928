// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { z } from 'zod';
import { issueWords } from './issue-words.ts';

const first = (schema: z.ZodType, input: unknown) => {
  const issue = schema.safeParse(input, { reportInput: true }).error?.issues[0];
  return issue === undefined ? [] : [issueWords(issue, 'zh'), issueWords(issue, 'en')];
};

it('says what is wrong as a form would', () => {
  expect(first(z.object({ a: z.string() }), {})).toEqual(['请填写', 'fill this in']);
  expect(first(z.string().min(1), '')).toEqual(['请填写', 'fill this in']);
  expect(first(z.string().min(2), 'a')).toEqual(['至少 2 个字', 'at least 2 characters']);
  expect(first(z.string().max(2), 'abc')).toEqual(['最多 2 个字', 'at most 2 characters']);
  expect(first(z.number().max(9), 10)).toEqual(['最多 9', 'at most 9']);
  expect(first(z.array(z.string()).max(1), ['a', 'b'])).toEqual(['最多 1 项', 'at most 1 items']);
  expect(first(z.enum(['a']), 'b')[0]).toBe('请从给出的选项中选');
  expect(first(z.iso.date(), 'x')[0]).toBe('写法不对');
  expect(first(z.number(), 'x')[0]).toBe('写法不对');
  expect(first(z.strictObject({}), { more: 1 })[0]).toBe('多出的内容：more');
  expect(first(z.union([z.string(), z.number()]), {})[0]).toBe('写法不对');
});

it('leaves a rule its own sentence', () => {
  expect(first(z.string().regex(/^x/, '须以 x 开头 · begins with x'), 'y')[0]).toBe(
    '须以 x 开头 · begins with x',
  );
});
