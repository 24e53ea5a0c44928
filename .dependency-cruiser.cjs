// The boundaries of docs/architecture.md. Every rule is an error; scripts/check-boundaries.test.ts plants
// a violation of each and expects red.
// Run-time cycles only: `import type` may point back.
const pure = '^packages/(law|evidence|media|contracts)/src';

module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'pure-no-node',
      severity: 'error',
      from: { path: pure, pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-imports-nothing-of-ours',
      severity: 'error',
      from: { path: pure },
      to: { path: '^packages/', pathNot: '^packages/$1/' },
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
      name: 'programs-meet-over-http',
      severity: 'error',
      from: { path: '^packages/(recorder|platform)/' },
      to: { path: '^packages/(recorder|platform)/', pathNot: '^packages/$1/' },
    },
    {
      name: 'footage-behind-the-gate',
      comment:
        'Footage bytes are read by the core and handed out by the gate and the challenge behind it. Every other folder of the recorder, also one that is not there yet, gets the core without its media; what starts a recorder passes the whole one on.',
      severity: 'error',
      from: {
        path: '^packages/recorder/src/[^/]+/',
        pathNot: [
          '^packages/recorder/src/(core|capture|store|log|retention)/',
          '^packages/recorder/src/access/(gate|challenge)\\.ts$',
          '^packages/recorder/src/server/(serve|start-recorder)\\.ts$',
          '^packages/recorder/src/export/export-from-store\\.ts$',
          '\\.test\\.ts$',
        ],
      },
      to: { path: '^packages/recorder/src/(store|capture|core/media|core/open-recorder\\.ts)' },
    },
    {
      name: 'platform-modules-by-their-door',
      comment: 'A platform module is used through its index.ts, never through its inside.',
      severity: 'error',
      from: { path: '^packages/platform/src/([^/]+)/' },
      to: {
        path: '^packages/platform/src/(registry|filing|people|audit|law|public|notification|sheet)/(?!index\\.ts)',
        pathNot: '^packages/platform/src/$1/',
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
