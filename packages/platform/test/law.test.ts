// SPDX-License-Identifier: Apache-2.0
/** The law over HTTP: the reference's examples are the server's answers, and what a version would change is counted. */
import { emptyImpact, findProvision, type ImpactReport, mergeImpact } from '@mingjing/law';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Visitor } from './platform-world.ts';
import { openProcessWorld, type ProcessWorld, visitorOf } from './process-world.ts';

let world: ProcessWorld;
let nobody: Visitor;
let caseId: string;
beforeAll(async () => {
  world = await openProcessWorld();
  nobody = new Visitor(world.world.running.url);
  const { status, json } = await visitorOf(world, 'caseOfficer').call('POST', '/api/case', {
    title: '演示商场未备案案',
    unitId: world.unitId,
    data: {
      party: { kind: 'unit', name: '演示商场' },
      source: 'inspection',
      summary: '投入使用后未办理备案。',
      conduct: 'd799-not-filed',
      actDate: '2026-09-01',
    },
  });
  expect(status, JSON.stringify(json)).toBe(201);
  caseId = json.id;
});
afterAll(() => world?.world.close());

interface Entry {
  readonly requestBody: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, Media>> }>>;
}
interface Media {
  // biome-ignore lint/suspicious/noExplicitAny: a JSON schema is read at any depth
  readonly schema: any;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

describe('the reference of the law', () => {
  it.each(['decide', 'whatif', 'letter'])('answers every example of %s as it says', async (name) => {
    const { json } = await nobody.call('GET', '/openapi.json');
    const entry: Entry = json.paths[`/api/law/${name}`].post;
    const asked = Object.entries(entry.requestBody.content['application/json']?.examples ?? {});
    const told = entry.responses['200']?.content['application/json'];
    expect(asked.length).toBeGreaterThan(0);
    for (const [id, { value }] of asked) {
      const { status, json: answer } = await nobody.call('POST', `/api/law/${name}`, value);
      expect({ id, status, answer }).toEqual({ id, status: 200, answer: told?.examples?.[id]?.value });
    }
  });

  it('names every field that an answer of decide has, and no fact that the request refuses', async () => {
    const { json } = await nobody.call('GET', '/openapi.json');
    const entry: Entry = json.paths['/api/law/decide'].post;
    const told = entry.responses['200'] as { readonly content: Readonly<Record<string, Media>> };
    const { schema, examples = {} } = told.content['application/json'] as Media;
    const [one] = schema.oneOf;
    for (const { value } of Object.values(examples)) {
      const answer = value as { readonly results: readonly object[] };
      expect(Object.keys(answer).toSorted()).toEqual(Object.keys(one.properties).toSorted());
      for (const result of answer.results) {
        const unnamed = Object.keys(result).filter(
          (key) => !(key in one.properties.results.items.properties),
        );
        expect(unnamed).toEqual([]);
      }
    }
    const [request] = (entry.requestBody.content['application/json'] as Media).schema.oneOf;
    expect(Object.keys(request.properties.facts.properties).length).toBeGreaterThan(50);
    const { status } = await nobody.call('POST', '/api/law/decide', {
      facts: { conduct: 'filing', weather: 1 },
    });
    expect(status).toBe(422);
  });
});

describe('the law over HTTP', () => {
  it('says what changes between two instruments, and refuses one it has not', async () => {
    const { status, json } = await nobody.call(
      'GET',
      '/api/law/diff?a=bj-measures-2006&b=d799&on=2025-05-01',
    );
    expect(status).toBe(200);
    expect(json.parameters.map(({ sentence }: { sentence: string }) => sentence).join()).toContain(
      '由「30日」到「90日」',
    );
    expect((await nobody.call('GET', '/api/law/diff?a=nothing&b=d799')).status).toBe(422);
  });

  it('accounts for every clause of the sources, and names provisions that exist', async () => {
    const { json } = await nobody.call('GET', '/api/law/coverage');
    expect(json.counts).toMatchObject({ unaccounted: 0 });
    expect(json.clauses.length).toBeGreaterThan(200);
    const named = json.clauses.flatMap(({ provisions }: { provisions: string[] }) => provisions);
    expect(named.filter((id: string) => findProvision(id) === undefined)).toEqual([]);
  });

  it('gives the corpus to other machines', async () => {
    const akn = await nobody.call('GET', '/api/law/corpus/akn?instrument=d799');
    expect(new TextDecoder().decode(akn.bytes)).toMatch(/^<\?xml[^>]*>\n<akomaNtoso /);
    expect((await nobody.call('GET', '/api/law/corpus/jsonld')).json['@graph'].length).toBeGreaterThan(300);
    expect((await nobody.call('GET', '/api/law/corpus/akn?instrument=nothing')).status).toBe(422);
  });

  it('writes the letter of a case: PDF/A-3b with the decision inside, DOCX, for officials only', async () => {
    const reviewer = visitorOf(world, 'legalReviewer');
    const pdf = await reviewer.call('GET', `/api/case/${caseId}/letter/pdf`);
    expect(pdf.status).toBe(200);
    const bytes = Buffer.from(pdf.bytes).toString('latin1');
    expect(bytes).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(bytes).toContain('decision.json');
    const docx = await reviewer.call('GET', `/api/case/${caseId}/letter/docx`);
    expect(Buffer.from(docx.bytes).subarray(0, 2).toString()).toBe('PK');
    expect((await nobody.call('GET', `/api/case/${caseId}/letter/pdf`)).status).toBe(401);
    expect(
      (await reviewer.call('GET', '/api/case/01900000-0000-7000-8000-0000000000ff/letter/pdf')).status,
    ).toBe(404);
    const asked = { facts: { conduct: 'd799-not-filed', refusesAfterOrder: true }, unit: '演示商场' };
    expect((await reviewer.call('POST', '/api/law/letter/pdf', asked)).status).toBe(200);
    expect((await reviewer.call('POST', '/api/law/letter/pdf', { facts: { weather: 1 } })).status).toBe(422);
  });

  it('judges units and cases of the register piece by piece, as many as there are', async () => {
    const officer = visitorOf(world, 'legalReviewer');
    const first = await officer.call('POST', '/api/law/impact', { a: 'bj-measures-2006', b: 'd799' });
    expect(first.status, JSON.stringify(first.json)).toBe(200);
    const { total } = first.json;
    let report: ImpactReport = mergeImpact(emptyImpact, first.json.piece);
    let { next } = first.json;
    for (let pieces = 1; next !== null; pieces += 1) {
      expect(pieces).toBeLessThan(10);
      const { status, json } = await officer.call('POST', '/api/law/impact', {
        a: 'bj-measures-2006',
        b: 'd799',
        after: next,
      });
      expect(status).toBe(200);
      report = mergeImpact(report, json.piece);
      next = json.next;
    }
    expect(report.units.total).toBeGreaterThan(0);
    expect(report.cases.total).toBeGreaterThan(0);
    expect(report.units.total + report.cases.total).toBe(total);
    expect(report.changes.length).toBeGreaterThan(0);
    for (const bad of [
      { a: 'nothing', b: 'd799' },
      { a: 'd799', b: 'd799', after: 'unit:x' },
    ]) {
      expect((await officer.call('POST', '/api/law/impact', bad)).status).toBe(422);
    }
  });
});
