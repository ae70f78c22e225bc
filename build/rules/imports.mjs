/**
 * Who may import whom (docs/architecture.md). An import breaks a rule when `from` and `to` match and `notFrom` and
 * `notTo` do not. test/build/architecture.test.ts plants a violation of each.
 *
 * @typedef {object} ImportRule
 * @property {string} name
 * @property {string} because
 * @property {RegExp} from
 * @property {RegExp} [notFrom]
 * @property {RegExp} to
 * @property {RegExp} [notTo]
 * @property {boolean} [typesAllowed] type imports are allowed
 * @property {boolean} [reachable] indirect imports count as well
 * @property {boolean} [atOnce] dynamic imports do not count
 */

/**
 * The areas of the desk, and which other areas each may import. Every area may also import kernel/, wording/ and
 * importing/. Above the areas are desk.ts, which wires them, and open.ts, found.ts, host/ and scenario/.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const deskAreas = {
  accounts: ['policies'],
  authorization: ['groups', 'people', 'policies', 'requests'],
  grants: ['requests'],
  groups: ['requests'],
  ledger: ['authorization'],
  notices: ['proposals', 'requests'],
  people: ['requests'],
  policies: [],
  proposals: ['authorization', 'groups', 'people', 'policies', 'requests', 'session', 'settings'],
  requests: ['policies'],
  session: ['requests', 'settings'],
  settings: [],
  views: [],
};

/** @returns {ImportRule[]} */
const areaRules = () =>
  Object.entries(deskAreas).map(([area, others]) => ({
    name: `desk-area-${area}`,
    because: `The area ${area} may import the kernel${others.length === 0 ? ' alone' : ` and ${others.join(', ')}`}.`,
    from: new RegExp(`^src-main/desk/${area}/`),
    to: /^src-main\/desk\//,
    notTo: new RegExp(`^src-main/desk/(?:${['kernel', 'wording', 'importing', area, ...others].join('|')})/`),
  }));

/**
 * The features of the window, and which others each may import. Each may only import features that are listed before it, so
 * there is one direction.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const features = {
  ledger: [],
  signin: [],
  notices: [],
  firstSteps: [],
  accounts: [],
  people: [],
  policies: [],
  proposals: ['policies'],
  request: [],
  grants: ['request'],
  inbox: ['request'],
  settings: ['ledger', 'signin', 'notices'],
  shell: ['signin', 'notices', 'proposals', 'inbox'],
  start: ['ledger', 'signin', 'shell'],
};

/** @type {(feature: string) => string} */
export const featureRule = (feature) => `${feature}-in-its-direction`;
export const featureNames = Object.keys(features);

/** @type {readonly ImportRule[]} */
const featureRules = Object.entries(features).map(([feature, others]) => ({
  name: featureRule(feature),
  because: 'Features of the window have a direction (build/rules/imports.mjs, `features`).',
  from: new RegExp(`^src-renderer/${feature}/`),
  to: /^src-renderer\//,
  notTo: new RegExp(`^src-renderer/(?:${['ui', 'app', feature, ...others].join('|')})/`),
}));

/** @type {readonly ImportRule[]} */
export const importRules = [
  ...featureRules,
  {
    name: 'ui-knows-no-application',
    because: 'Components of ui/ know the contract and the texts; data of the desk comes in as props.',
    from: /^src-renderer\/ui\//,
    to: /^src-renderer\//,
    notTo: /^src-renderer\/ui\//,
  },
  {
    name: 'app-knows-no-feature',
    because: 'The code that all features of the window share must not know them.',
    from: /^src-renderer\/app\//,
    to: /^src-renderer\//,
    notTo: /^src-renderer\/(?:ui|app)\//,
  },
  {
    name: 'features-are-listed',
    because: 'A folder of the window has a place in the direction of features (build/rules/imports.mjs, `features`).',
    from: new RegExp(`^src-renderer/(?!(?:ui|app|${featureNames.join('|')})/)[^/]+/`),
    to: /./,
  },
  {
    name: 'contract-imports-zod-only',
    because: 'The contract is pure data and the texts about it; both sides load it.',
    from: /^src-preload\/contract\//,
    to: /./,
    notTo: /^src-preload\/(?:contract|texts)\/|^npm:zod$/,
  },
  {
    name: 'names-import-nothing',
    because: 'The sandboxed preload is built from names.ts alone.',
    from: /^src-preload\/contract\/names\.ts$/,
    to: /./,
  },
  {
    name: 'preload-imports-contract-only',
    because: 'The preload only passes the contract to the window.',
    from: /^src-preload\/(?!(?:contract|texts)\/)/,
    to: /./,
    notTo: /^src-preload\/(?!texts\/)|^npm:electron$/,
  },
  {
    name: 'texts-import-their-library-only',
    because: 'Texts know the library that chooses among them, but no code that uses them.',
    from: /^src-preload\/texts\//,
    to: /./,
    notTo: /^src-preload\/texts\/|^npm:i18next$/,
  },
  {
    name: 'texts-in-their-library-only',
    because: 'Only t knows the language: import #texts/texts.ts, not the library or the catalogue.',
    from: /^src-/,
    notFrom: /^src-preload\/texts\//,
    to: /^npm:i18next(?:$|\/)|^src-preload\/texts\/(?:en|pseudo)\b/,
  },
  {
    name: 'preload-runs-names-only',
    because: 'No schema code runs in the sandboxed preload: use import type.',
    from: /^src-preload\/(?!(?:contract|texts)\/)/,
    to: /^src-preload\/contract\//,
    notTo: /\/names\.ts$/,
    typesAllowed: true,
  },
  {
    name: 'renderer-imports-contract-only',
    because: 'The window reaches the desk only by window.desk; it shares the texts with the desk.',
    from: /^src-renderer\//,
    to: /^src-|^test\/|^build\//,
    notTo: /^src-renderer\/|^src-preload\/(?:contract|texts)\//,
  },
  {
    name: 'main-knows-no-page',
    because: 'The pages are built for a browser: nothing on the Node side runs them.',
    from: /^src-main\//,
    to: /^src-renderer\//,
  },
  {
    name: 'renderer-is-a-web-page',
    because: 'There is no Node and no Electron in the window.',
    from: /^src-renderer\//,
    to: /^node:|^npm:(?:electron|better-sqlite3|kysely)(?:$|\/)/,
  },
  {
    name: 'engine-is-pure',
    because:
      'The engine knows only its own rules, the types of the contract, the texts, and the packages for patterns and look-alike characters.',
    from: /^src-main\/engine\//,
    to: /./,
    notTo: /^src-main\/engine\/|^src-preload\/(?:contract|texts)\/|^npm:(?:minimatch|unhomoglyph)$/,
  },
  {
    name: 'engine-imports-contract-types',
    because: 'The engine takes the shapes of the contract, not its code: use import type.',
    from: /^src-main\/engine\//,
    to: /^src-preload\/contract\//,
    typesAllowed: true,
  },
  {
    name: 'ledger-is-pure',
    because: 'The ledger checks an iterable of events; it reads no database and opens no keys.',
    from: /^src-main\/ledger\//,
    to: /^src-main\/(?:store|identity)\//,
  },
  {
    name: 'store-imports-engine-types',
    because:
      'The store loads data for the engine and never decides: use import type (except engine/text/ to fold names, engine/pattern/ to find them, and engine/request/sight.ts for who sees a request).',
    from: /^src-main\/store\//,
    to: /^src-main\/engine\//,
    notTo: /^src-main\/engine\/(?:(?:text|pattern)\/|request\/sight\.ts$)/,
    typesAllowed: true,
  },
  {
    name: 'core-knows-no-use-case',
    because: 'The parts of which use cases are made must not know them.',
    from: /^src-main\/(?:engine|ledger|identity|store)\//,
    to: /^src-main\/(?:desk|bridge|cli|jobs|process)\//,
  },
  {
    name: 'desk-knows-no-entry-point',
    because: 'The same use cases serve the window, the command line and the jobs.',
    from: /^src-main\/desk\//,
    to: /^src-main\/(?:bridge|cli|jobs|process)\//,
  },
  {
    name: 'kernel-knows-no-area',
    because: 'Every area of the desk may import the kernel: transaction, use case, clock, keys, caches and jobs.',
    from: /^src-main\/desk\/kernel\//,
    to: /^src-main\/desk\//,
    notTo: /^src-main\/desk\/kernel\//,
  },
  {
    name: 'wording-and-importing-know-no-area',
    because: 'Several areas share them; they may import the kernel alone.',
    from: /^src-main\/desk\/(?:wording|importing)\//,
    to: /^src-main\/desk\//,
    notTo: /^src-main\/desk\/(?:kernel|wording|importing)\//,
  },
  ...areaRules(),
  {
    name: 'entry-points-go-through-the-desk',
    because: 'Bridge, processes, command line and jobs decide nothing and store nothing themselves.',
    from: /^src-main\/(?:bridge\/|process\/|cli\/|jobs\/|(?:main|application)\.ts$)/,
    to: /^src-main\/(?:engine|ledger|identity|store)\//,
  },
  {
    name: 'bridge-stays-apart',
    because: 'Bridge, command line and jobs must not import each other.',
    from: /^src-main\/bridge\//,
    to: /^src-main\/(?:cli|jobs)\/|^src-main\/process\/(?:main|desk)\//,
  },
  {
    name: 'cli-stays-apart',
    because: 'Bridge, command line and jobs must not import each other.',
    from: /^src-main\/cli\//,
    to: /^src-main\/(?:bridge|jobs|process)\//,
  },
  {
    name: 'jobs-stay-apart',
    because: 'Bridge, command line and jobs must not import each other.',
    from: /^src-main\/jobs\//,
    to: /^src-main\/(?:bridge|cli|process)\//,
  },
  {
    name: 'nothing-imports-main',
    because: 'A process starts with its main.ts, which runs when it is imported.',
    from: /./,
    to: /^src-main\/(?:process\/desk\/)?main\.ts$/,
  },
  {
    name: 'main-process-without-desk',
    because:
      'The main process loads nothing that can block it: database, engine, ledger and keys are in the desk process.',
    from: /^src-main\/(?:(?:main|application)\.ts$|window\/|bridge\/|process\/main\/)/,
    to: /^src-main\/(?:process\/desk|desk|engine|ledger|identity|store|jobs|cli)\/|^npm:(?:better-sqlite3|kysely|@node-rs\/argon2)(?:$|\/)/,
    reachable: true,
  },
  {
    name: 'main-begins-light',
    because:
      'Electron is ready, and the desk process forked, only after main.ts has run with all that it imports: texts and contract are imported later.',
    from: /^src-main\/main\.ts$/,
    to: /^src-preload\/|^npm:(?!electron$)/,
    typesAllowed: true,
    reachable: true,
    atOnce: true,
  },
  {
    name: 'desk-process-without-electron',
    because:
      'The desk process gets a port and knows nothing else of Electron: it asks the main process for everything of the system.',
    from: /^src-main\/process\/desk\//,
    to: /^npm:electron(?:$|\/)|^src-main\/(?:window\/|bridge\/|process\/main\/|(?:main|application)\.ts$)/,
    typesAllowed: true,
    reachable: true,
  },
  {
    name: 'protocol-is-data',
    because: 'Both processes load the messages between them, which are only data.',
    from: /^src-main\/process\/protocol\.ts$/,
    to: /./,
    notTo: /^src-preload\/contract\/|^npm:zod$/,
  },
  {
    name: 'only-main-imports-window',
    because: 'Windows need Electron; code that must run without it cannot import them.',
    from: /^src-/,
    notFrom: /^src-main\/(?:(?:main|application)\.ts$|window\/)/,
    to: /^src-main\/window\//,
  },
  {
    name: 'window-knows-no-desk',
    because: 'The window shows pages; their content comes over the bridge.',
    from: /^src-main\/window\//,
    to: /^src-main\//,
    notTo: /^src-main\/window\//,
  },
  {
    name: 'electron-in-its-rooms',
    because: 'Electron is used in main.ts, application.ts, window/, bridge/, process/main/ and preload.ts alone.',
    from: /^src-/,
    // The entry of the desk process takes the type of the message by which it is started.
    notFrom:
      /^src-main\/(?:(?:main|application)\.ts$|window\/|bridge\/|process\/main\/|process\/desk\/main\.ts$)|^src-preload\/preload\.ts$/,
    to: /^npm:electron(?:$|\/)/,
  },
  {
    name: 'cli-without-electron',
    because: 'The command line runs on a plain Node; nothing that it reaches may import Electron.',
    from: /^src-main\/cli\//,
    to: /^npm:electron(?:$|\/)/,
    typesAllowed: true,
    reachable: true,
  },
  {
    name: 'product-without-scaffolding',
    because: 'Shipped code does not import build or test code.',
    from: /^src-/,
    to: /^(?:test|build)\//,
  },
  {
    name: 'imports-lead-somewhere',
    because: 'No other rule finds an import that leads nowhere.',
    from: /^src-/,
    to: /^missing:/,
  },
];
