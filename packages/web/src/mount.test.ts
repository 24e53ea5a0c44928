// SPDX-License-Identifier: Apache-2.0
/** A small program behind the edge, asked over its real HTTP. */
import { deskOperation, type Operation, type Refusal } from '@mingjing/contracts';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openEdge } from './edge.ts';
import { mountOperations, type Served, servingWith } from './mount.ts';
import { EdgeRefusal, type Sentences } from './problem.ts';

const refusals: Record<string, Refusal> = Object.fromEntries(
  (
    [
      ['invalid', 422],
      ['malformed', 400],
      ['tooLarge', 413],
      ['mediaType', 415],
      ['tooOften', 429],
      ['notFound', 404],
      ['crossSite', 403],
      ['internal', 500],
      ['nobody', 401],
      ['role', 403],
    ] as const
  ).map(([name, status]) => [`x/${name}`, { status, zh: `中 {path}{reason}`, en: `en {path}{reason}` }]),
);
const sentences: Sentences = {
  find: (code) => refusals[code],
  common: {
    invalid: (path, reason) => ({ code: 'x/invalid', facts: { path, reason } }),
    malformed: (reason) => ({ code: 'x/malformed', facts: { reason } }),
    tooLarge: () => ({ code: 'x/tooLarge' }),
    mediaType: () => ({ code: 'x/mediaType' }),
    tooOften: () => ({ code: 'x/tooOften' }),
    notFound: () => ({ code: 'x/notFound' }),
    crossSite: () => ({ code: 'x/crossSite' }),
    internal: (reference) => ({ code: 'x/internal', facts: { reference } }),
  },
};

const shape = { roles: ['administrator'], tag: 't', summary: { zh: '一', en: 'One' } } as const;
const add = deskOperation({
  ...shape,
  method: 'POST',
  path: '/api/things/:id',
  params: z.object({ id: z.string() }),
  body: z.object({ count: z.int().min(1) }),
  answer: z.object({ id: z.string(), count: z.int() }),
  status: 201,
});
const file = deskOperation({ ...shape, method: 'GET', path: '/api/file', download: 'text/plain' });
const bring = deskOperation({
  ...shape,
  method: 'PUT',
  path: '/api/file',
  upload: ['text/csv'],
  answer: z.object({ bytes: z.int() }),
});
const form = deskOperation({
  ...shape,
  method: 'POST',
  path: '/api/form',
  upload: 'form',
  answer: z.object({ bytes: z.int() }),
});
const breaks = deskOperation({ ...shape, method: 'GET', path: '/api/breaks', roles: 'anyone', perMinute: 3 });
const operations: readonly Operation[] = [add, file, bring, form, breaks];

interface Context {
  readonly person: string;
  readonly upload: { readonly bytes: Uint8Array } | undefined;
}
const serve = servingWith<Context>();
const served: readonly Served<Context>[] = [
  serve(add, ({ params, body, person }) => ({ id: `${params.id} ${person}`, count: body.count, inside: 1 })),
  serve(file, () => ({ bytes: Buffer.from('字'), type: 'text/plain', fileName: '表.txt' })),
  serve(bring, ({ upload }) => ({ bytes: upload?.bytes.length ?? 0 })),
  serve(form, ({ upload }) => ({ bytes: upload?.bytes.length ?? 0 })),
  serve(breaks, () => {
    throw new Error('the inside');
  }),
];

let app: FastifyInstance;
afterEach(() => app.close());

async function start(given: { operations?: readonly Operation[]; served?: typeof served } = {}) {
  app = Fastify();
  await openEdge(app, { sentences, secure: false, formFileBytes: 1000 });
  mountOperations<string, Context>(app, {
    operations,
    served,
    ...given,
    sentences,
    admit: ({ headers }, _operation, roles) => {
      const role = headers['x-role'];
      if (typeof role !== 'string') throw new EdgeRefusal({ code: 'x/nobody' });
      if (!roles.includes(role)) throw new EdgeRefusal({ code: 'x/role' });
      return Promise.resolve(role);
    },
    perform: ({ person, upload }, handle) =>
      handle({
        get person(): string {
          if (person === undefined) throw new Error('nobody');
          return person;
        },
        upload,
      }),
  });
  await app.ready();
}

const headers = { 'x-role': 'administrator' };

describe('mounted operations', () => {
  it('answer what the contract names and nothing more', async () => {
    await start();
    const answer = await app.inject({ method: 'POST', url: '/api/things/a', headers, payload: { count: 2 } });
    expect([answer.statusCode, answer.json()]).toEqual([201, { id: 'a administrator', count: 2 }]);
  });

  it('refuse before they read: nobody, another role, another site, a wrong place in both languages', async () => {
    await start();
    const ask = (more: object) => app.inject({ method: 'POST', url: '/api/things/a', payload: {}, ...more });
    expect((await ask({})).statusCode).toBe(401);
    expect((await ask({ headers: { 'x-role': 'firm' } })).json()).toMatchObject({ code: 'x/role' });
    for (const origin of ['https://elsewhere.example', 'null'])
      expect((await ask({ headers: { ...headers, origin } })).json()).toMatchObject({ code: 'x/crossSite' });
    const wrong = await ask({ headers: { ...headers, 'accept-language': 'en' } });
    expect(wrong.headers['content-type']).toMatch('application/problem+json');
    expect(wrong.json()).toMatchObject({
      status: 422,
      path: 'count',
      title: expect.stringMatching(/^en count.*fill this in/),
      titles: { zh: expect.stringMatching(/^中 count.*[一-鿿]/) },
      fields: { count: expect.any(String) },
    });
  });

  it('give and take files', async () => {
    await start();
    const got = await app.inject({ url: '/api/file', headers });
    expect([got.body, got.headers['content-disposition'], got.headers['cache-control']]).toEqual([
      '字',
      `attachment; filename*=UTF-8''${encodeURIComponent('表.txt')}`,
      'no-store',
    ]);
    const put = (type: string) =>
      app.inject({
        method: 'PUT',
        url: '/api/file',
        headers: { ...headers, 'content-type': type },
        payload: 'ab',
      });
    expect((await put('text/csv')).json()).toEqual({ bytes: 2 });
    expect((await put('text/html')).statusCode).toBe(415);
  });

  it('refuse half characters and forms that are none with 400', async () => {
    await start();
    for (const payload of [
      '{"count":1,"x":"\\ud800"}',
      '{"count":1,"\\udc00":1}',
      '{"count":1,"x":[["\\ud83d"]]}',
      '{"count":',
    ])
      expect(
        (
          await app.inject({
            method: 'POST',
            url: '/api/things/a',
            headers: { ...headers, 'content-type': 'application/json' },
            payload,
          })
        ).json(),
        payload,
      ).toMatchObject({ code: 'x/malformed', status: 400 });
    const whole = await app.inject({
      method: 'POST',
      url: '/api/things/a',
      headers,
      payload: { count: 1, x: '😀' },
    });
    expect(whole.statusCode).toBe(201);
    const put = (type: string, payload: string) =>
      app.inject({
        method: 'POST',
        url: '/api/form',
        headers: { ...headers, 'content-type': type },
        payload,
      });
    for (const [type, payload] of [
      ['multipart/form-data', 'x'],
      ['multipart/form-data; boundary=', 'x'],
      ['multipart/form-data; boundary=a', 'nothing of the kind'],
      [
        'multipart/form-data; boundary=a',
        '--a\r\ncontent-disposition: form-data; name="file"; filename="b"\r\n\r\ncut off',
      ],
    ] as const) {
      const answer = await put(type, payload);
      expect([400, 422], `${type} ${answer.body}`).toContain(answer.statusCode);
    }
    // Too large is too large, also where the form is torn or goes on behind it.
    const large = `--a\r\ncontent-disposition: form-data; name="file"; filename="b"\r\n\r\n${'x'.repeat(200_000)}`;
    for (const end of [
      '',
      '\r\n--a--\r\n',
      '\r\n--a\r\ncontent-disposition: form-data; name="c"\r\n\r\ntorn',
    ])
      expect((await put('multipart/form-data; boundary=a', large + end)).statusCode, end).toBe(413);
  });

  it('keep the inside of a defect inside, and slow who calls too often', async () => {
    await start();
    const ask = () => app.inject({ url: '/api/breaks' });
    const first = await ask();
    expect([first.statusCode, first.body.includes('the inside')]).toEqual([500, false]);
    await ask();
    await ask();
    expect((await ask()).statusCode).toBe(429);
  });

  it('are all served, and nothing else is', async () => {
    await expect(start({ served: served.slice(1) })).rejects.toThrow('is in the table and not served');
    await expect(start({ operations: operations.slice(1) })).rejects.toThrow(
      'is served and not in the table',
    );
    await start();
    expect((await app.inject({ url: '/api/other' })).json()).toMatchObject({ code: 'x/notFound' });
    const bare = Fastify();
    await openEdge(bare, { sentences, secure: false });
    expect(() => bare.get('/api/side-door', () => 1)).toThrow(/is no operation/);
  });
});
