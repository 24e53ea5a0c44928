// SPDX-License-Identifier: Apache-2.0
/** Plants one violation of every boundary rule in a small tree of its own and expects the check to turn red. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const door = { 'package.json': '{"type":"module"}' };

/** Rule → the files that break it. */
const planted: Record<string, Record<string, string>> = {
  'no-cycle': {
    'packages/cli/src/a.ts': "import { b } from './b.ts';\nexport const a = () => b;\n",
    'packages/cli/src/b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
  },
  'pure-no-node': {
    'packages/law/src/reads.ts': "import { readFileSync } from 'node:fs';\nexport const r = readFileSync;\n",
  },
  'pure-imports-nothing-of-ours': {
    'packages/evidence/src/borrows.ts': "import { c } from '../../cli/src/c.ts';\nexport const d = c;\n",
    'packages/cli/src/c.ts': 'export const c = 1;\n',
  },
  'web-knows-contracts-only': {
    'packages/web/src/borrows.ts': "import { c } from '../../cli/src/c.ts';\nexport const d = c;\n",
    'packages/cli/src/c.ts': 'export const c = 1;\n',
  },
  'no-own-index': {
    'packages/media/src/index.ts': 'export const door = 1;\n',
    'packages/media/src/inside.ts': "import { door } from './index.ts';\nexport const inside = door;\n",
  },
  'layers-downward': {
    'packages/platform/src/x.ts': 'export const x = 1;\n',
    'packages/recorder/src/y.ts': "import { x } from '../../platform/src/x.ts';\nexport const y = x;\n",
  },
  'console-stands-beside': {
    'packages/platform/src/x.ts': 'export const x = 1;\n',
    'packages/console/src/desk/y.tsx':
      "import { x } from '../../../platform/src/x.ts';\nexport const y = x;\n",
  },
  'simulator-stands-beside': {
    'packages/recorder/src/x.ts': 'export const x = 1;\n',
    'packages/simulator/src/y.ts': "import { x } from '../../recorder/src/x.ts';\nexport const y = x;\n",
  },
  'no-package-without-layer': {
    'packages/law/src/x.ts': 'export const x = 1;\n',
    'packages/a-new-one/src/y.ts': "import { x } from '../../law/src/x.ts';\nexport const y = x;\n",
  },
  'footage-behind-the-gate': {
    'packages/recorder/src/recording/core/media/parts.ts': 'export const parts = 1;\n',
    'packages/recorder/src/site/a-new-room/looks.ts':
      "import { parts } from '../../recording/core/media/parts.ts';\nexport const look = parts;\n",
  },
  'recording-knows-no-site': {
    'packages/recorder/src/site/a-new-room/rule.ts': 'export const rule = 1;\n',
    'packages/recorder/src/recording/a-new-store/writes.ts':
      "import { rule } from '../../site/a-new-room/rule.ts';\nexport const w = rule;\n",
  },
  'rooms-know-no-server': {
    'packages/recorder/src/server/serve.ts': 'export const served = 1;\n',
    'packages/recorder/src/site/a-new-room/routes.ts':
      "import { served } from '../../server/serve.ts';\nexport const s = served;\n",
  },
  'rooms-know-no-http': {
    'packages/recorder/src/site/context.ts': 'export type ServerContext = 1;\n',
    'packages/recorder/src/site/a-new-room/store.ts':
      "import type { ServerContext } from '../context.ts';\nexport type S = ServerContext;\n",
  },
  'modules-by-their-door': {
    'packages/platform/src/a-new-module/index.ts': 'export const door = 1;\n',
    'packages/platform/src/a-new-module/rows.ts': 'export const rows = 1;\n',
    'packages/platform/src/filing/peeks.ts':
      "import { rows } from '../a-new-module/rows.ts';\nexport const p = rows;\n",
  },
  'modules-know-no-server': {
    'packages/platform/src/serve.ts': 'export const serve = 1;\n',
    'packages/platform/src/a-new-module/index.ts': 'export const door = 1;\n',
    'packages/platform/src/a-new-module/store.ts':
      "import { serve } from '../serve.ts';\nexport const s = serve;\n",
  },
};

let tree: string;
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'mingjing-boundaries-'));
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json']) cpSync(join(root, name), join(tree, name));
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
});
afterEach(() => rmSync(tree, { recursive: true }));

function plant(files: Record<string, string>): void {
  for (const [path, text] of Object.entries({ ...door, ...files })) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
}

function cruise(): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(
    join(root, 'node_modules/.bin/depcruise'),
    ['--config', '.dependency-cruiser.cjs', 'packages'],
    { cwd: tree, encoding: 'utf8' },
  );
  return { status, output: stdout + stderr };
}

describe('the boundary check', () => {
  it.each(Object.entries(planted))('turns red on %s', (rule, files) => {
    plant(files);
    const { status, output } = cruise();
    expect(output).toContain(rule);
    expect(status).not.toBe(0);
  });

  it('keeps the types and the files of footage behind the gate too', () => {
    plant({
      'packages/recorder/src/recording/store/disk.ts': 'export type Disk = 1;\n',
      'packages/recorder/src/site/register/peeks.ts':
        "import type { Disk } from '../../recording/store/disk.ts';\nexport type Peek = Disk;\n",
    });
    expect(cruise().output).toContain('footage-behind-the-gate');
  });

  it.each([
    ['documents', 'recorder'],
    ['documents', 'web'],
    ['web', 'platform'],
    ['law', 'evidence'],
    ['recorder', 'cli'],
    ['console', 'documents'],
  ])('lets nothing of %s know %s', (lower, higher) => {
    plant({
      [`packages/${higher}/src/x.ts`]: 'export const x = 1;\n',
      [`packages/${lower}/src/y.ts`]: `import { x } from '../../${higher}/src/x.ts';\nexport const y = x;\n`,
    });
    expect(cruise().status).not.toBe(0);
  });

  it('sees a circle that only types close', () => {
    plant({
      'packages/cli/src/a.ts': "import type { B } from './b.ts';\nexport type A = B | 1;\n",
      'packages/cli/src/b.ts': "import type { A } from './a.ts';\nexport type B = A[];\n",
    });
    expect(cruise().output).toContain('no-cycle');
  });

  it('lets tests drive a whole program from outside', () => {
    plant({
      'packages/cli/src/main.ts': 'export const main = 1;\n',
      'packages/recorder/test/run.ts':
        "import { main } from '../../cli/src/main.ts';\nexport const run = main;\n",
    });
    expect(cruise()).toMatchObject({ status: 0 });
  });
});
