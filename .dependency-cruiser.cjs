/**
 * The layer table of docs/developers.md: a row names a folder and the folders that it may import besides itself. Who may import
 * tests/ is said below the table.
 */
const layers = {
  domain: [],
  connectors: ['domain'],
  core: ['domain', 'connectors'],
  service: ['domain', 'connectors', 'core'],
  main: ['domain', 'connectors', 'core', 'layouts'],
  preload: ['domain'],
  renderer: ['domain', 'layouts'],
  layouts: ['domain'],
  demo: ['domain', 'connectors'],
  build: [],
  tests: ['domain', 'connectors', 'core', 'service', 'main', 'preload', 'renderer', 'layouts', 'demo', 'build'],
  bench: ['domain', 'connectors', 'core', 'service', 'main', 'renderer', 'layouts', 'demo', 'build'],
}

const folders = Object.keys(layers)

const layerRules = Object.entries(layers).map(([folder, allowed]) => ({
  name: `layer-${folder}`,
  comment: `${folder}/ may import ${['itself', ...allowed].join(', ')} (docs/developers.md)`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: { path: `^(${folders.filter((other) => ![folder, 'tests', ...allowed].includes(other)).join('|')})/` },
}))

const unitTest = '\\.test\\.(ts|tsx|mts|mjs)$'

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'tests-not-imported',
      comment: 'Nothing that runs at the users depends on tests/',
      severity: 'error',
      from: { pathNot: [unitTest, '^(tests|bench)/'] },
      to: { path: '^tests/' },
    },
    {
      name: 'only-test-helpers',
      comment: 'Unit tests may use tests/support/, and nothing else of tests/',
      severity: 'error',
      from: { pathNot: '^(tests|bench)/' },
      to: { path: '^tests/', pathNot: '^tests/support/' },
    },
    {
      name: 'bench-starts-as-tests-do',
      comment: 'bench may use tests/support/ and what starts the console end to end, and nothing else of tests/',
      severity: 'error',
      from: { path: '^bench/' },
      to: { path: '^tests/', pathNot: '^tests/(support/|e2e/console\\.ts$)' },
    },
    {
      name: 'no-circles',
      comment: 'Two files that import each other are one idea, or the shared part wants a file of its own',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'pure-domain',
      comment: 'domain/ has no I/O and no clock: of packages it uses those that only compute',
      severity: 'error',
      // What tests make things up with is no part of it.
      from: { path: '^domain/', pathNot: `${unitTest}|/(?:madeUp|test[A-Z])\\w+\\.ts$` },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev'],
        pathNot: '^node_modules/(zod|msgpackr|pinyin-pro|tyme4ts|@marcbachmann/cel-js|ngraph\\.[a-z]+)/',
      },
    },
    {
      name: 'pages-without-node',
      comment: 'Pages and the preload are sandboxed: no Node modules there',
      severity: 'error',
      from: { path: '^(renderer|preload|layouts)/', pathNot: unitTest },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'electron-in-its-own-room',
      comment: 'Only main/ and preload/ know Electron',
      severity: 'error',
      from: { pathNot: '^(main|preload|tests|build)/' },
      to: { path: '^node_modules/electron/' },
    },
    {
      name: 'core-without-web-framework',
      comment: 'The core runs in a utility process; HTTP lives in service/',
      severity: 'error',
      from: { path: '^(domain|connectors|core)/' },
      to: { path: '^node_modules/(fastify|@fastify)/' },
    },
    {
      name: 'no-undeclared-package',
      comment: 'What is imported stands in package.json',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(worker|url|raw)|^virtual:' },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '^(out|dist|artifacts)/' },
    tsPreCompilationDeps: true, // a type import counts too
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
}
