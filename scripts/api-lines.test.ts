// SPDX-License-Identifier: Apache-2.0
/**
 * What the interfaces promise is kept: nothing that stands in docs/api goes or changes, and no known operation demands
 * more, unless the promise is rewritten with it (`node scripts/api-lines.ts`, and a line in docs/api-changes.md).
 * What is new needs no line here until it is released.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { broken, linesOf, linesOfOperations, promiseOf, promises } from './api-lines.ts';

describe('the interfaces', () => {
  it.each(promises)('keep what $file promises', ({ file, operations }) => {
    const promised = readFileSync(promiseOf(file), 'utf8').trimEnd().split('\n');
    expect(broken(promised, linesOfOperations(operations))).toEqual([]);
  });
});

describe('a reference as lines', () => {
  const reference = {
    paths: {
      '/api/units/{id}': {
        put: {
          'x-roles': ['b', 'a'],
          parameters: [{ in: 'path', name: 'id', required: true, schema: { type: 'string' } }],
          requestBody: {
            content: {
              'application/json': {
                schema: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
              },
            },
          },
          responses: {
            200: {
              content: {
                'application/json': {
                  schema: { type: 'array', items: { $ref: '#/components/schemas/Unit' } },
                },
              },
            },
            '4XX': { description: 'refused' },
          },
        },
      },
    },
    components: { schemas: { Unit: { type: 'object', properties: { days: { type: ['number', 'null'] } } } } },
  };
  const lines = [
    'PUT /api/units/:id 200[].days? null|number',
    'PUT /api/units/:id body name string',
    'PUT /api/units/:id path.id string',
    'PUT /api/units/:id roles a,b',
  ];

  it('names every value that is taken and answered, and who may call', () => {
    expect(linesOf(reference)).toEqual(lines);
  });

  it('is broken by what goes, what changes, and what is newly demanded of a known operation; not by what is new', () => {
    expect(
      broken(lines, [...lines, 'GET /api/new query.which string', 'PUT /api/units/:id body more? string']),
    ).toEqual([]);
    expect(broken(lines, [...lines.slice(1), 'PUT /api/units/:id body why string'])).toEqual([
      '- PUT /api/units/:id 200[].days? null|number',
      '+ PUT /api/units/:id body why string',
    ]);
    expect(broken(lines, [...lines.slice(0, 3), 'PUT /api/units/:id roles a'])).toEqual([
      '- PUT /api/units/:id roles a,b',
    ]);
  });
});
