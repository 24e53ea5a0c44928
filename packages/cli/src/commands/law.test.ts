// SPDX-License-Identifier: Apache-2.0
/** The law commands as a person or a program runs them: what is printed, where, and with which exit code. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Terminal } from '../command.ts';
import { main } from '../main.ts';

async function run(args: readonly string[], stdin: unknown = '') {
  let stdout = '';
  let stderr = '';
  const terminal: Terminal = {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    readStdin: async () => (typeof stdin === 'string' ? stdin : JSON.stringify(stdin)),
    signal: new AbortController().signal,
    interactive: false,
  };
  const code = await main(args, terminal);
  return { code, stdout, stderr, json: (): unknown => JSON.parse(stdout) };
}

const filing = { instruments: ['d799'], facts: { conduct: 'd799-signage-missing' } };

describe('mingjing law decide', () => {
  it('answers sample 2 of the contract on standard output, as JSON and nothing else', async () => {
    const facts = { actor: 'unit', conduct: 'build-missing', rectification: 'overdue', consequence: 'none' };
    const instruments = ['bj-benchmark-old', 'bj-benchmark-2024-draft'];
    for (const args of [
      ['law', 'decide'],
      ['law', 'decide', '-'],
      ['law', 'decide', '--json', '-'],
    ]) {
      const { code, stderr, json } = await run(args, { instruments, facts });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(json()).toMatchObject({
        simulation: true,
        results: [
          {
            row: 'C05834C030-C05835C030',
            step: 3,
            fines: [{ target: 'unit', min: 20_000, max: 30_000 }, {}, {}],
          },
          {
            row: 'C05834C020-C05835C020',
            step: 2,
            fines: [{ target: 'unit', min: 10_000, max: 20_000 }, {}, {}],
          },
        ],
        compare: { lighterForUnit: 'bj-benchmark-2024-draft' },
        receipt: {
          engine: expect.stringMatching(/^mingjing-law\//),
          data: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        },
      });
    }
  });

  it('takes a batch and gives a batch, in order', async () => {
    const { code, json } = await run(
      ['law', 'decide'],
      [filing, { ...filing, instruments: ['qhd-measures-2017'] }],
    );
    expect(code).toBe(0);
    expect(json()).toMatchObject([
      { results: [{ disposition: 'order-only' }] },
      { results: [{ disposition: 'not-addressed' }] },
    ]);
    expect((await run(['law', 'decide'], [])).json()).toEqual([]);
  });

  it.each([
    ['an unknown conduct', { facts: { conduct: 'x' } }, 'facts.conduct'],
    ['a wrong type', { facts: { conduct: 'filing', officers: '2' } }, 'facts.officers'],
    ['an impossible day', { facts: { conduct: 'filing-check', filed: '2025-02-29' } }, 'facts.filed'],
    ['an unknown instrument', { ...filing, instruments: ['x'] }, 'instruments[0]'],
    ['an item of a batch', [filing, { facts: { conduct: 'x' } }], '[1].facts.conduct'],
    [
      'a person’s role',
      { facts: { conduct: 'filing', persons: [{ role: 'boss' }] } },
      'facts.persons[0].role',
    ],
    ['no facts', {}, 'facts'],
    ['no object', 7, '(request)'],
    ['no JSON', '{', 'stdin'],
  ])('refuses %s with the path, on one line, exit 2', async (_, input, path) => {
    const { code, stdout, stderr } = await run(['law', 'decide'], input);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^mingjing: [^\n]+\n$/);
    expect(stderr).toContain(`${path}：`);
  });

  it('reads for a legal reviewer with --text', async () => {
    const { code, stdout } = await run(['law', 'decide', '--text'], filing);
    expect(code).toBe(0);
    expect(stdout).toContain('《公共安全视频图像信息系统管理条例》');
    expect(stdout).toContain('〔《条例》第十三条');
  });
});

describe('mingjing law whatif', () => {
  it('lists what would change an answer, with day and article', async () => {
    const facts = {
      jurisdiction: 'national',
      actor: 'unit',
      conduct: 'd799-not-filed',
      place: '商场',
      refusesAfterOrder: true,
    };
    const asked = { facts, decisionDate: '2025-12-01' };
    const { code, json } = await run(['law', 'whatif', '--json'], asked);
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      answers: [
        { instrument: 'd799', outcome: { disposition: 'penalise' }, changes: expect.any(Array), open: null },
      ],
    });
    const text = (await run(['law', 'whatif'], asked)).stdout;
    expect(text).toContain('按责令改正，不拒绝');
    expect(text).toContain('公布第二十九条');
    expect((await run(['law', 'whatif'], { facts: { conduct: 'x' } })).code).toBe(2);
    const unit = { facts: { jurisdiction: 'national', place: '商场', retentionDays: 3 }, asOf: '2026-03-01' };
    const batch = await run(['law', 'whatif', '--json'], [asked, unit]);
    expect(batch.json()).toMatchObject([
      { answers: [{ instrument: 'd799' }] },
      { duties: expect.any(Array) },
    ]);
    expect((await run(['law', 'whatif', '--json'], [asked, { facts: { conduct: 'x' } }])).stderr).toContain(
      '[1].facts.conduct',
    );
  });

  it('tells a unit what to do, until when', async () => {
    const facts = { jurisdiction: 'national', place: '商场', retentionDays: 3 };
    const { code, stdout, json } = await run(['law', 'whatif', '--json'], { facts, asOf: '2026-03-01' });
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      duties: expect.arrayContaining([expect.objectContaining({ state: 'breached' })]),
    });
    expect(stdout).not.toBe('');
  });
});

describe('the other law tasks', () => {
  it('export gives Akoma Ntoso, one instrument or all, and refuses another format or instrument', async () => {
    const { code, stdout } = await run(['law', 'export', 'd799', '--format', 'akn']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^<\?xml[^>]*>\n<akomaNtoso .*docs\.oasis-open\.org/);
    const whole = await run(['law', 'export', '--format', 'akn']);
    expect(whole.stdout).toContain('<documentCollection');
    for (const args of [['--format', 'pdf'], ['weather', '--format', 'akn'], ['d799']]) {
      const refused = await run(['law', 'export', ...args]);
      expect(refused).toMatchObject({ code: 2, stdout: '' });
    }
  });

  it('export gives the corpus as JSON-LD', async () => {
    const { code, json } = await run(['law', 'export']);
    expect(code).toBe(0);
    expect(json()).toMatchObject({ '@context': {}, '@graph': expect.any(Array) });
  });

  it('coverage accounts for every clause, exit 0', async () => {
    const { code, stdout } = await run(['law', 'coverage']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/未交代 0 处\n$/);
  });

  it('audit is clean, exit 0', async () => {
    const { code, json } = await run(['law', 'audit', '--json']);
    expect(code).toBe(0);
    expect(json()).toMatchObject({ findings: [], schedules: [{ rows: { reached: 18, all: 18 } }, {}] });
  });

  it('compare finds the 36 that decide can reach', async () => {
    const { code, json } = await run([
      'law',
      'compare',
      'bj-benchmark-old',
      'bj-benchmark-2024-draft',
      '--json',
    ]);
    expect(code).toBe(0);
    expect(json()).toMatchObject({ different: 36, heavier: 24, lighter: 12 });
    expect((await run(['law', 'compare', 'd799', 'bj-benchmark-old'])).code).toBe(2);
  });

  it.each(['d799/filing-sanction', 'd799', 'C05836B010', 'bj-benchmark-old/row/C05847B010', 'E17'])(
    'show %s',
    async (id) => {
      const { code, stdout } = await run(['law', 'show', id]);
      expect(code).toBe(0);
      expect(stdout.length).toBeGreaterThan(20);
      expect((await run(['law', 'show', id, '--json'])).json()).toBeTruthy();
    },
  );

  it('search, list and their refusals', async () => {
    expect((await run(['law', 'search', '备案'])).stdout).toContain('d799/filing-duty');
    expect((await run(['law', 'search', '没有这样的词语组合'])).code).toBe(1);
    expect((await run(['law', 'list', '--json'])).json()).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: 'bj-benchmark-2024-draft', status: 'draft' })]),
    );
    for (const args of [
      ['law'],
      ['law', 'x'],
      ['law', 'show'],
      ['law', 'show', 'x'],
      ['law', 'list', 'x'],
      ['law', 'list', '--x'],
    ]) {
      const { code, stderr } = await run(args);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^mingjing: [^\n]+\n$/);
    }
  });

  it('list says what is only presumed, and search finds codes and amounts', async () => {
    expect((await run(['law', 'list'])).stdout).toMatch(/d799 +推定有效，未与官方文本核对/);
    const before = await run(['law', 'list', '--on', '2025-03-31']);
    expect(before.stdout).toMatch(/d799 +尚未施行，未与官方文本核对/);
    expect(before.stdout).toMatch(/bj-measures-2006 +推定有效/);
    expect((await run(['law', 'list', '--on', '2025-02-30'])).code).toBe(2);
    expect((await run(['law', 'search', 'C05834C03'])).stdout).toContain('C05834C030-C05835C030');
    const rows = (await run(['law', 'search', '20000元'])).stdout;
    expect(rows).toContain('2万元');
    expect(rows).toContain('裁量基准：');
    expect((await run(['law', 'search', '二万元'])).stdout).toBe(rows);
  });

  it('obligations: exit 1 when one is breached', async () => {
    const facts = { jurisdiction: 'national', place: '商场', retentionDays: 3 };
    const { code, json } = await run(['law', 'obligations', '--json'], { facts, asOf: '2026-03-01' });
    expect(code).toBe(1);
    expect(json()).toMatchObject({ counts: { breached: expect.any(Number) } });
  });
});

describe('mingjing parse-sanction', () => {
  it('answers the sample', async () => {
    const { code, json } = await run(['parse-sanction', '对单位处1万元以上2万以下罚款']);
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      fines: [{ target: 'unit', min: 10_000, max: 20_000 }],
      days: null,
      errata: [{ printed: '2万以下', normalised: '2万元以下' }],
    });
  });

  it.each([[[]], [['']], [['a', 'b']], [['处3万元以上2万元以下罚款']]])('refuses %j', async (args) => {
    const { code, stderr } = await run(['parse-sanction', ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^mingjing: [^\n]+\n$/);
  });
});

describe('mingjing law letter and diff', () => {
  it('writes the letter as PDF/A-3b with the decision inside, and as DOCX', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'letter-'));
    try {
      const input = { ...filing, unit: '演示宾馆', found: { conduct: { by: '演示民警甲' } } };
      const pdf = join(folder, 'letter.pdf');
      expect(await run(['law', 'letter', '--out', pdf], input)).toMatchObject({ code: 0, stderr: '' });
      const bytes = (await readFile(pdf)).toString('latin1');
      expect(bytes).toMatch(/^%PDF-/);
      expect(bytes).toContain('<pdfaid:part>3</pdfaid:part>');
      expect(bytes).toContain('decision.json');
      const docx = join(folder, 'letter.docx');
      expect((await run(['law', 'letter', '--out', docx], input)).code).toBe(0);
      expect((await readFile(docx)).subarray(0, 2).toString()).toBe('PK');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('refuses a file it cannot write and a day that is none', async () => {
    expect((await run(['law', 'letter', '--out', 'letter.txt'], filing)).stderr).toContain('--out');
    expect((await run(['law', 'letter', '--out', 'a.pdf'], { ...filing, unit: 3 })).stderr).toContain('unit');
    expect(await run(['law', 'diff', 'd799', 'bj-measures-2006', '--on', '2025-02-30'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('2025-02-30'),
    });
  });

  it('prints the difference of two instruments in sentences, or as JSON', async () => {
    const { code, stdout } = await run(['law', 'diff', 'bj-measures-2006', 'd799', '--on', '2025-05-01']);
    expect(code).toBe(0);
    expect(stdout).toContain('施行前系统的备案：由「30日」到「90日」');
    const { json } = await run(['law', 'diff', 'bj-measures-2006', 'd799', '--json']);
    expect(json()).toMatchObject({ a: 'bj-measures-2006', b: 'd799', on: null, outcomesCompared: true });
  });
});

describe('mingjing law impact', () => {
  const unit = (id: string, place: string) => ({
    id,
    facts: {
      jurisdiction: 'beijing',
      place,
      putIntoUse: '2025-06-01',
      acceptancePassed: '2025-05-01',
      filed: null,
    },
  });
  const past = {
    id: '案1',
    facts: { actor: 'unit', conduct: 'build-missing', rectification: 'overdue', consequence: 'none' },
  };

  it('judges a file of cases and units line by line, lists those that move, and leaves out lines it cannot read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'impact-'));
    try {
      const file = join(folder, 'cases.jsonl');
      const lines = [unit('甲宾馆', '宾馆'), unit('乙居民家', '居民家中'), past].map((one) =>
        JSON.stringify(one),
      );
      await writeFile(file, `${lines.join('\n')}\n\n`);
      const list = join(folder, 'moved.jsonl');
      const good = await run(['law', 'impact', 'bj-measures-2006', 'd799', '--cases', file, '--out', list]);
      expect(good).toMatchObject({ code: 0, stderr: '' });
      expect(good.stdout).toContain('单位 2 个');
      expect(good.stdout).toContain('期限变晚');
      expect(await readFile(list, 'utf8')).toContain('甲宾馆');
      await writeFile(file, `${lines.join('\n')}\n{"facts":{"weather":1}}\nnot json\n`);
      const bad = await run([
        'law',
        'impact',
        'bj-benchmark-old',
        'bj-benchmark-2024-draft',
        '--cases',
        file,
        '--json',
      ]);
      expect(bad.code).toBe(2);
      expect(bad.json()).toMatchObject({
        cases: { total: 1, moved: 1 },
        unreadCount: 2,
        unread: [{ line: 4 }, { line: 5 }],
      });
      expect(bad.stderr).toContain('facts.weather');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('refuses what it cannot compare or read', async () => {
    for (const args of [
      ['d799', 'bj-measures-2006'],
      ['d799', '2025-04-01', '--cases', '-'],
      ['d799', 'nothing', '--cases', '-'],
      ['d799', 'bj-measures-2006', '--cases', '/nonexistent.jsonl'],
    ]) {
      const refused = await run(['law', 'impact', ...args]);
      expect(refused).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(/^mingjing: [^\n]+\n$/),
      });
    }
  });
});
