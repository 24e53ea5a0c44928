// SPDX-License-Identifier: Apache-2.0
import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { openApiOf } from './open-api.ts';
import { type AnswerOf, type Asked, type Asking, addressOf, deskOperation, tableOf } from './operation.ts';
import { fillSentence, languageOf, problemOf } from './problem.ts';
import { desk } from './roles.ts';

const summary = { zh: '列出', en: 'List' };
const listCameras = deskOperation({
  method: 'GET',
  path: '/api/units/:id/cameras',
  roles: desk.officials,
  tag: 'unit',
  summary,
  touches: 'unit',
  params: z.object({ id: z.string() }),
  query: z.object({ page: z.coerce.number<number>().default(1), words: z.string().optional() }),
  answer: z.array(z.object({ code: z.string() })),
});

describe('an operation', () => {
  it('types what is asked and what is answered', () => {
    expectTypeOf<Asked<typeof listCameras>['query']['page']>().toEqualTypeOf<number>();
    expectTypeOf<AnswerOf<typeof listCameras>>().toEqualTypeOf<{ code: string }[]>();
    expectTypeOf<{ params: { id: string } }>().toExtend<Asking<typeof listCameras>>();
    expectTypeOf<{ query: { page: 1 } }>().not.toExtend<Asking<typeof listCameras>>();
    expectTypeOf<{ params: { id: string }; query: { page: string } }>().not.toExtend<
      Asking<typeof listCameras>
    >();
  });

  it('knows its address, with everything escaped', () => {
    expect(addressOf(listCameras, { params: { id: 'a/b' }, query: { page: 2, words: '东 & 西' } })).toBe(
      '/api/units/a%2Fb/cameras?page=2&words=%E4%B8%9C+%26+%E8%A5%BF',
    );
    expect(addressOf(listCameras, { params: { id: 'a' }, query: { words: '' } })).toBe(
      '/api/units/a/cameras',
    );
  });

  it('is refused when path and parameters differ', () => {
    const shape = { method: 'GET', roles: 'anyone', tag: 'unit', summary } as const;
    expect(() => deskOperation({ ...shape, path: '/api/units/:id' })).toThrow(/the path names id/);
    expect(() => deskOperation({ ...shape, path: '/api/x', params: z.object({ id: z.string() }) })).toThrow(
      /the schema id/,
    );
  });

  it('stands once in a table', () => {
    expect(() => tableOf([listCameras, listCameras])).toThrow(/stands twice/);
  });

  it('is told in the reference', () => {
    const { paths } = openApiOf([listCameras], { title: 't', version: '1' }) as {
      paths: Record<string, Record<string, Record<string, unknown>>>;
    };
    expect(paths['/api/units/{id}/cameras']?.['get']).toMatchObject({
      summary: '列出 · List',
      'x-roles': desk.officials,
      parameters: [
        { name: 'id', in: 'path', required: true },
        { name: 'page', in: 'query', required: false, schema: { type: 'number', default: 1 } },
        { name: 'words', in: 'query', required: false },
      ],
      responses: { 200: { content: { 'application/json': { schema: { type: 'array' } } } } },
    });
  });
});

describe('a problem', () => {
  it('speaks the language asked for first, and has both', () => {
    expect([languageOf('en-GB,zh;q=0.8'), languageOf('zh-CN,en;q=0.9'), languageOf(undefined)]).toEqual([
      'en',
      'zh',
      'zh',
    ]);
    const refusal = { status: 409, zh: '已有 {what}', en: '{what} exists' };
    expect(problemOf('x/duplicate', refusal, { what: '甲' }, 'en')).toEqual({
      type: 'urn:mingjing:x/duplicate',
      title: '甲 exists',
      titles: { zh: '已有 甲', en: '甲 exists' },
      status: 409,
      code: 'x/duplicate',
      facts: { what: '甲' },
    });
    expect(fillSentence('{a} {b}', { a: 1 })).toBe('1 {b}');
  });
});
