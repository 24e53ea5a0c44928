// The boundaries of docs/architecture.md. Every rule is an error; scripts/boundaries.test.ts plants a violation of
// each and expects red. Rules come from the folders as they lie there: a new module, room or package is behind the
// walls without a line here, and a package that is in no layer may import nothing.
const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

const foldersOf = (path) =>
  existsSync(join(__dirname, path))
    ? readdirSync(join(__dirname, path), { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? [entry.name] : [],
      )
    : [];

/** Lowest first. A package imports itself and the layers under its own, never beside it. */
const layers = [
  ['law', 'evidence', 'media', 'contracts'],
  ['documents', 'gb28181', 'node-crypto', 'web'],
  ['recorder', 'platform'],
  ['cli'],
];
/** Of no layer: what a browser gets, and what plays the world outside. */
const beside = { console: layers[0], simulator: [...layers[0], ...layers[1]] };

const pure = `^packages/(${layers[0].join('|')})/src`;
/** Tests and benches drive whole programs from outside, so they may climb. */
const tests = '(\\.test\\.ts$|^packages/[^/]+/(test|bench)/)';

const mayImport = (name, others, rule, more = {}) => ({
  name: rule,
  severity: 'error',
  from: { path: `^packages/${name}/`, ...more },
  to: { path: '^packages/', pathNot: `^packages/(${[name, ...others].join('|')})/` },
});

const layered = layers.flatMap((layer, height) =>
  layer.map((name) =>
    mayImport(
      name,
      [...layers.slice(0, height).flat(), ...(name === 'cli' ? ['simulator'] : [])],
      height === 0 ? 'pure-imports-nothing-of-ours' : 'layers-downward',
      height === 0 ? {} : { pathNot: tests },
    ),
  ),
);

/** A module of the platform: every folder with a door. */
const modules = foldersOf('packages/platform/src').filter((name) =>
  existsSync(join(__dirname, 'packages/platform/src', name, 'index.ts')),
);
/** What the recorder is under its site: every folder that serves nothing and is no house of rooms. */
const underTheSite = foldersOf('packages/recorder/src').filter(
  (name) =>
    !['server', 'site'].includes(name) &&
    !existsSync(join(__dirname, 'packages/recorder/src', name, 'routes.ts')),
);
const oneOf = (names) => `(${names.length === 0 ? '\\0' : names.join('|')})`;

module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'Types count: what only a type binds is still read together.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'pure-no-node',
      severity: 'error',
      from: { path: pure, pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    ...layered,
    ...Object.entries(beside).map(([name, others]) => mayImport(name, others, `${name}-stands-beside`)),
    {
      name: 'no-package-without-layer',
      severity: 'error',
      from: { path: `^packages/(?!(${[...layers.flat(), ...Object.keys(beside)].join('|')})/)` },
      to: {},
    },
    {
      name: 'web-knows-contracts-only',
      severity: 'error',
      from: { path: '^packages/web/' },
      to: { path: '^packages/', pathNot: '^packages/(web|contracts)/' },
    },
    {
      name: 'no-own-index',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/(?!index\\.ts)' },
      to: { path: '^packages/$1/src/index\\.ts$' },
    },
    {
      name: 'footage-behind-the-gate',
      comment:
        'Footage bytes are read by what records and handed out by the gate and the challenge behind it. Every other folder of the recorder, also one that is not there yet, gets the core without its media; what starts a recorder passes the whole one on.',
      severity: 'error',
      from: {
        path: '^packages/recorder/src/[^/]+/',
        pathNot: [
          '^packages/recorder/src/recording/',
          '^packages/recorder/src/site/access/(gate|challenge)\\.ts$',
          '^packages/recorder/src/server/(serve|start-recorder)\\.ts$',
          '^packages/recorder/src/site/export/export-from-store\\.ts$',
          '\\.test\\.ts$',
        ],
      },
      to: {
        path: '^packages/recorder/src/recording/(store|opening|capture|core/media)/',
      },
    },
    {
      name: 'recording-knows-no-site',
      comment:
        'What records, keeps and measures works without a unit that looks, and without anybody asking.',
      severity: 'error',
      from: { path: `^packages/recorder/src/${oneOf(underTheSite)}/`, pathNot: '\\.test\\.ts$' },
      to: { path: ['^packages/recorder/src/(server|site)/', '^packages/recorder/src/.*routes\\.ts$'] },
    },
    {
      name: 'rooms-know-no-server',
      comment: 'What puts the rooms together and starts them is known to none of them.',
      severity: 'error',
      from: { path: '^packages/recorder/src/(?!server/)[^/]+/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/recorder/src/server/' },
    },
    {
      name: 'rooms-know-no-http',
      comment:
        'In a room of the recorder only its routes speak HTTP and see the other rooms at once; the rest knows how to refuse.',
      severity: 'error',
      from: {
        path: '^packages/recorder/src/(?!server/)[^/]+/',
        pathNot: ['routes\\.ts$', '^packages/recorder/src/site/[^/]+$', '\\.test\\.ts$'],
      },
      to: { path: ['^packages/recorder/src/site/[^/]+$', '^packages/recorder/src/.*routes\\.ts$'] },
    },
    {
      name: 'modules-by-their-door',
      comment: 'A platform module is used through its index.ts, never through its inside.',
      severity: 'error',
      from: { path: '^packages/platform/src/([^/]+)/' },
      to: {
        path: `^packages/platform/src/${oneOf(modules)}/(?!index\\.ts)`,
        pathNot: '^packages/platform/src/$1/',
      },
    },
    {
      name: 'modules-know-no-server',
      comment: 'In a module of the platform only its routes speak HTTP; its door names them to the table.',
      severity: 'error',
      from: {
        path: `^packages/platform/src/${oneOf(modules)}/`,
        pathNot: ['routes\\.ts$', '/index\\.ts$', '\\.test\\.ts$'],
      },
      to: {
        path: ['^packages/platform/src/(http/|serve\\.ts$)', '^packages/platform/src/.*routes\\.ts$'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|fixtures)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js'],
    },
  },
};
