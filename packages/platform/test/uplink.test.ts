// SPDX-License-Identifier: Apache-2.0
/** What a recorder can send, good and bad, through the real server over a real database. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { Report, ReportedFacts } from '@mingjing/contracts/desk';
import {
  createVerifierKey,
  encodeBase64,
  encodeVkey,
  formatTime,
  GrownTree,
  hashLeaf,
  type NoteSigner,
  signCheckpoint,
  signHandover,
  signStatement,
} from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noteSilence } from '../src/uplink/index.ts';
import { openWorld, startMs, Visitor, type World } from './platform-world.ts';

const algorithms = nodeAlgorithms['sha256-ed25519'];
let world: World;
let officer: Visitor;
let head: Visitor;
let unitId: string;
let otherUnit: string;
const nobody = () => new Visitor(world.running.url);
const nowMs = () => world.running.platform.clock();

const facts: ReportedFacts = {
  cameras: [],
  requiredDays: 30,
  clockTrusted: true,
  alarms: [],
  registers: {},
  roles: {},
  unit: { jurisdiction: 'beijing', place: '宾馆' },
  evidence: { systemInstalled: true },
};

beforeAll(async () => {
  world = await openWorld();
  const { owner } = world.running.platform.database;
  const { rows } = await owner.query<{ id: string }>(
    `INSERT INTO filing (unit_id, organisation_id, jurisdiction, kind, status, form, verified_at)
     SELECT id, organisation_id, jurisdiction, 'first', 'verified', '{}', now() FROM unit WHERE name = '演示宾馆' RETURNING unit_id AS id`,
  );
  unitId = rows[0]?.id ?? '';
  const others = await owner.query<{ id: string }>(
    `SELECT id FROM unit u WHERE NOT EXISTS (SELECT 1 FROM filing f WHERE f.unit_id = u.id AND f.status = 'verified') LIMIT 1`,
  );
  otherUnit = others.rows[0]?.id ?? '';
  officer = nobody();
  await officer.signInWithSecondFactor('officer');
  head = nobody();
  await head.signInWithSecondFactor('head');
});

afterAll(() => world?.close());

function signerOf(origin: string): NoteSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
  const key = createVerifierKey(nodeAlgorithms, 'ed25519', origin, raw);
  return { key, sign: (message) => new Uint8Array(sign(null, message, privateKey)) };
}

async function newCode(): Promise<string> {
  const { status, json } = await officer.call('POST', `/api/units/${unitId}/enrolment-codes`);
  expect(status).toBe(201);
  return json.code;
}

/** A log of numbered leaves and the reports over it. */
class Logger {
  readonly signer: NoteSigner;
  tree = new GrownTree(algorithms);
  readonly origin: string;
  constructor(origin: string) {
    this.origin = origin;
    this.signer = signerOf(origin);
  }
  grow(leaves: number, world = ''): this {
    for (let i = 0; i < leaves; i++)
      this.tree.append(hashLeaf(algorithms, new TextEncoder().encode(`${world}${this.tree.size}`)));
    return this;
  }
  enrol(code: string, change: object = {}, signer = this.signer) {
    const at = formatTime(nowMs());
    const said = { v: 1, origin: this.origin, code, at, vkey: encodeVkey(this.signer.key), ...change };
    return nobody().call(
      'POST',
      '/api/uplink/enrolments',
      signStatement(algorithms, 'uplink-enrolment', said, signer),
    );
  }
  said(sequence: number, oldSize: number, change: Partial<Report> = {}): Report {
    const { size } = this.tree;
    const note = signCheckpoint({ origin: this.origin, size, root: this.tree.root() }, this.signer);
    return {
      v: 1,
      origin: this.origin,
      sequence,
      at: formatTime(nowMs()),
      sentAt: formatTime(nowMs()),
      checkpoint: new TextDecoder().decode(note),
      oldSize,
      path: oldSize > 0 && oldSize < size ? this.tree.consistencyPath(oldSize, size).map(encodeBase64) : [],
      facts,
      seenPlatform: 0,
      ...change,
    };
  }
  send(said: Report, signer = this.signer) {
    return nobody().call(
      'POST',
      '/api/uplink/reports',
      signStatement(algorithms, 'uplink-report', said, signer),
    );
  }
}

async function enrolled(name: string): Promise<Logger> {
  const logger = new Logger(`mingjing/${name}`).grow(5);
  expect((await logger.enrol(await newCode())).status).toBe(201);
  return logger;
}

async function viewOf(origin: string) {
  const { json } = await officer.call('GET', `/api/units/${unitId}/recorders`);
  return json.find((one: { origin: string }) => one.origin === origin);
}

describe('enrolment', () => {
  it('pins the key of the log, and its fingerprint is what the page shows', async () => {
    const logger = await enrolled('e1');
    expect((await viewOf(logger.origin)).fingerprint).toMatch(/^([0-9A-F]{4} ){7}[0-9A-F]{4}$/);
  });

  it('wants a verified filing', async () => {
    const { status, json } = await officer.call('POST', `/api/units/${otherUnit}/enrolment-codes`);
    expect([status, json.facts.state]).toEqual([409, 'no-verified-filing']);
  });

  it('takes a code once; the same recorder asking again gets the same answer', async () => {
    const code = await newCode();
    const logger = new Logger('mingjing/e2');
    const first = await logger.enrol(code);
    const again = await logger.enrol(code);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.json).toEqual(first.json);
    expect((await new Logger('mingjing/e3').enrol(code)).status).toBe(410);
    expect((await logger.enrol(await newCode())).status, 'a second enrolment').toBe(409);
    expect((await viewOf(logger.origin)).findings).toMatchObject([
      { kind: 'second-enrolment', weight: 'contained' },
      { kind: 'code-reused', weight: 'contained' },
    ]);
  });

  it('refuses another key, a wrong clock and an invented code', async () => {
    const logger = new Logger('mingjing/e4');
    expect((await logger.enrol(await newCode(), {}, signerOf('mingjing/e4'))).json.code).toBe(
      'platform/recorder-signature',
    );
    expect(
      (await logger.enrol(await newCode(), { at: formatTime(nowMs() + 40 * 86_400_000) })).json.code,
    ).toBe('platform/recorder-clock');
    expect((await logger.enrol('AAAA-AAAA-AAAA')).status).toBe(410);
  });
});

describe('reports', () => {
  it('are witnessed and taken once, in order', async () => {
    const logger = await enrolled('r1');
    const first = logger.said(1, 0);
    const taken = await logger.send(first);
    expect(taken.status).toBe(200);
    expect(taken.json.cosignature).toMatch(/^— mingjing\/platform-witness /);
    expect((await logger.send(first)).json, 'sent again').toMatchObject({
      sequence: 1,
      size: 5,
      cosignature: null,
    });
    logger.grow(3);
    expect((await logger.send(logger.said(3, 5))).json, 'out of order').toMatchObject({
      code: 'platform/report-out-of-step',
      facts: { sequence: 1, size: 5 },
    });
    expect((await logger.send(logger.said(2, 0))).json.facts, 'from another size').toEqual({
      sequence: 1,
      size: 5,
    });
    expect((await logger.send(logger.said(2, 5))).json.size).toBe(8);
    expect((await logger.send(first)).status, 'an old one once more').toBe(200);
    expect((await viewOf(logger.origin)).findings).toEqual([]);
  });

  it('of the same number at the same moment are taken once', async () => {
    const logger = await enrolled('r2');
    const said = logger.said(1, 0);
    const answers = await Promise.all(Array.from({ length: 8 }, () => logger.send(said)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(answers.filter(({ json }) => json.cosignature !== null)).toHaveLength(1);
  });

  it('of a recorder nobody enrolled, by another key, or altered change nothing', async () => {
    expect(
      (await new Logger('mingjing/r3').grow(1).send(new Logger('mingjing/r3').grow(1).said(1, 0))).status,
    ).toBe(403);
    const logger = await enrolled('r4');
    const stranger = signerOf(logger.origin);
    expect((await logger.send(logger.said(1, 0), stranger)).json.code).toBe('platform/recorder-signature');
    const statement = signStatement(algorithms, 'uplink-report', logger.said(1, 0), logger.signer);
    const altered = { ...statement, said: { ...statement.said, sequence: 2 } };
    expect((await nobody().call('POST', '/api/uplink/reports', altered)).status).toBe(403);
    const passedOff = signStatement(algorithms, 'uplink-challenge-answer', logger.said(1, 0), logger.signer);
    expect((await nobody().call('POST', '/api/uplink/reports', passedOff)).status, 'another statement').toBe(
      403,
    );
    expect(await viewOf(logger.origin)).toMatchObject({ size: 0, findings: [] });
  });

  it.each([
    ['a clock 40 days ahead', 40, 40],
    ['a clock 40 days behind', -40, -40],
    ['somebody from before the enrolment', -1, 0],
  ])('by %s are witnessed, their facts are not believed', async (name, madeDays, sentDays) => {
    const logger = await enrolled(`clock-${name.replaceAll(' ', '-')}`);
    const [at, sentAt] = [madeDays, sentDays].map((days) => formatTime(nowMs() + days * 86_400_000));
    const { json } = await logger.send(logger.said(1, 0, { at: at!, sentAt: sentAt! }));
    expect(json).toMatchObject({ size: 5, findings: ['wrong-clock'] });
    expect(await viewOf(logger.origin)).toMatchObject({ size: 5, facts: null, obligations: null });
  });

  it('that were kept for days are taken without a word', async () => {
    const logger = await enrolled('r5');
    const kept = logger.said(1, 0);
    world.pass(3 * 86_400_000);
    const { json } = await logger.send({ ...kept, sentAt: formatTime(nowMs()) });
    expect(json).toMatchObject({ sequence: 1, findings: [] });
    world.pass(-3 * 86_400_000);
  });

  it('over a history that was rewritten, rolled back or copied are refused and kept in mind', async () => {
    for (const [kind, change] of [
      [
        'rewritten-log',
        (logger: Logger) => ({ tree: new Logger('x').grow(9, 'other').tree, sequence: 2, logger }),
      ],
      ['rolled-back', (logger: Logger) => ({ tree: new Logger('x').grow(3).tree, sequence: 2, logger })],
      ['cloned-key', (logger: Logger) => ({ tree: new Logger('x').grow(9).tree, sequence: 1, logger })],
    ] as const) {
      const logger = await enrolled(kind);
      expect((await logger.send(logger.said(1, 0))).status).toBe(200);
      const { tree, sequence } = change(logger);
      logger.tree = tree;
      const { status, json } = await logger.send(logger.said(sequence, Math.min(5, tree.size)));
      expect([status, json.code, json.facts.finding]).toEqual([409, 'platform/report-conflict', kind]);
      expect((await viewOf(logger.origin)).findings).toMatchObject([{ kind, weight: 'finding', times: 1 }]);
    }
    await world.running.platform.audit.sequence();
    const { rows } = await world.running.platform.database.owner.query(
      `SELECT 1 FROM audit_record a JOIN log_entry l ON l.audit_id = a.id WHERE a.action = 'recorder rewritten-log'`,
    );
    expect(rows).toHaveLength(1);
  });

  it('of 10 MB are not read', async () => {
    const logger = await enrolled('r6');
    const said = { ...logger.said(1, 0), padding: 'x'.repeat(10 << 20) };
    expect((await nobody().call('POST', '/api/uplink/reports', { said, note: '' })).status).toBe(413);
  });

  it('of a revoked recorder are refused', async () => {
    const logger = await enrolled('r7');
    const { id } = await viewOf(logger.origin);
    expect(
      (await officer.call('POST', `/api/recorders/${id}/revocation`, { reason: '演示' })).status,
    ).toBeLessThan(300);
    expect((await logger.send(logger.said(1, 0))).json.code).toBe('platform/recorder-revoked');
  });
});

describe('a key that is handed over', () => {
  const handOver = (origin: string, ...handovers: string[]) =>
    nobody().call('POST', '/api/uplink/key-handovers', { origin, handovers });

  it('is followed by the note that both keys signed; what waited under the old one is taken', async () => {
    const logger = await enrolled('h1');
    const [first, second] = [logger.signer, signerOf(logger.origin)];
    const waiting = logger.said(1, 0);
    expect((await logger.send(waiting, second)).json.code).toBe('platform/recorder-signature');
    const note = signHandover(logger.origin, first, second);
    const taken = await handOver(logger.origin, note);
    expect((await handOver(logger.origin, note)).json, 'brought again').toEqual(taken.json);
    expect((await viewOf(logger.origin)).fingerprint).toBe(taken.json.fingerprint);
    expect((await logger.send(waiting, second)).json).toMatchObject({ sequence: 1, size: 5 });
    expect((await logger.send(waiting)).json.code, 'the old key is over').toBe('platform/recorder-signature');
    const other = signHandover(logger.origin, first, signerOf(logger.origin));
    expect((await handOver(logger.origin, other)).status, 'two heirs of one key').toBe(403);
    expect((await viewOf(logger.origin)).findings[0]).toMatchObject({
      kind: 'cloned-key',
      by: 'key-handover',
    });
  });

  it('is not followed by the word of the new key alone', async () => {
    const logger = await enrolled('h2');
    const { fingerprint } = await viewOf(logger.origin);
    const note = signHandover(logger.origin, signerOf(logger.origin), signerOf(logger.origin));
    expect((await handOver(logger.origin, note, 'rubbish')).json).toEqual({ fingerprint });
    expect((await handOver('mingjing/nobody', note)).status).toBe(403);
  });
});

describe('checkpoints of a recorder shown to somebody else', () => {
  it('of one size and another root convict it', async () => {
    const logger = await enrolled('c1');
    const said = logger.said(1, 0);
    await logger.send(said);
    const compare = (checkpoint: string) => nobody().call('POST', '/api/public/checkpoints', { checkpoint });
    expect((await compare(said.checkpoint)).json.verdict).toBe('same');
    logger.tree = new Logger('x').grow(5, 'other').tree;
    expect((await compare(logger.said(1, 0).checkpoint)).json.verdict).toBe('other-history');
    expect((await viewOf(logger.origin)).findings).toMatchObject([{ kind: 'two-histories' }]);
    expect((await compare(new Logger('mingjing/nobody').grow(1).said(1, 0).checkpoint)).json.verdict).toBe(
      'unknown-log',
    );
  });
});

describe('a challenge', () => {
  it('is approved by the head alone and reaches the recorder with the next report', async () => {
    const logger = await enrolled('k1');
    const { id } = await viewOf(logger.origin);
    const order = { ground: '演示检查' };
    expect((await officer.call('POST', `/api/recorders/${id}/challenges`, order)).status).toBe(403);
    expect((await head.call('POST', `/api/recorders/${id}/challenges`, order)).status).toBe(201);
    const camera = {
      id: 'gate',
      name: 'gate',
      state: 'recording' as const,
      oldest: formatTime(startMs - 86_400_000),
      newest: formatTime(startMs),
      gapSeconds: {},
    };
    const said = logger.said(1, 0, { facts: { ...facts, cameras: [camera] } });
    const [challenge] = (await logger.send(said)).json.challenges;
    expect(challenge).toMatchObject({ cameras: ['gate'], samples: 60, checkpoint: said.checkpoint });
    const answer = (nonce: string) => {
      const told = { v: 1, origin: logger.origin, challenge: challenge.id, nonce, answers: [] };
      return nobody().call(
        'POST',
        '/api/uplink/challenge-answers',
        signStatement(algorithms, 'uplink-challenge-answer', told, logger.signer),
      );
    };
    const other = createHash('sha256').update('other').digest('base64');
    expect((await answer(other)).json.verdict, 'for another nonce').toBeNull();
    expect((await answer(challenge.nonce)).json.verdict).toMatchObject({ samples: 60, failed: 60, held: 0 });
    expect((await answer(challenge.nonce)).status, 'answered already').toBe(404);
    const found = (await viewOf(logger.origin)).findings.map(({ by }: { by: string }) => by).sort();
    expect(found).toEqual(['challenge', 'nonce']);
    const proof = (await officer.call('GET', `/api/recorder-challenges/${challenge.id}`)).json;
    expect(proof).toMatchObject({
      state: 'answered',
      challenge,
      answers: [],
      vkey: encodeVkey(logger.signer.key),
    });
  });
});

describe('a simulated county', () => {
  it('lives by a clock of its own, which holds for its recorders and nobody else', async () => {
    const now = formatTime(nowMs() - 90 * 86_400_000);
    const { status, json } = await nobody().call('POST', '/api/simulations', { recorders: 1, now });
    expect(status).toBe(201);
    const logger = new Logger(`${json.originPrefix}1`);
    expect((await logger.enrol(json.codes[0])).json.code).toBe('platform/recorder-clock');
    expect((await logger.enrol(json.codes[0], { at: now })).status).toBe(201);
    expect((await logger.grow(3).send(logger.said(1, 0, { at: now, sentAt: now }))).json.findings).toEqual(
      [],
    );
    const { owner } = world.running.platform.database;
    await noteSilence(owner, nowMs());
    const results = async () => (await nobody().call('GET', `/api/simulations/${json.id}`)).json;
    expect(await results()).toMatchObject({
      findings: [],
      recorders: [{ origin: logger.origin, reports: 1 }],
    });
    const later = { now: formatTime(Date.parse(now) + 2 * 86_400_000), lookForSilence: true };
    await nobody().call('POST', `/api/simulations/${json.id}/clock`, later);
    expect((await results()).findings).toMatchObject([{ kind: 'silent', weight: 'contained' }]);
    const made = `${json.id.slice(0, 39)}${json.id.endsWith('0') ? '1' : '0'}`;
    expect((await nobody().call('GET', `/api/simulations/${made}`)).status).toBe(404);
  });
});
