/** Who may import whom: one rule per sentence of docs/ARCHITECTURE.md. tests/architecture.test.ts plants a breach of each. */

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })
const OUR_CODE = '^(api|workers|admin|templates|prisma|rehearsal|verify|seal|tests|scripts|witness)/'

export const RULES = [
  rule(
    'domain-is-pure',
    'The domain imports nothing but itself: no I/O, no packages.',
    { path: '^api/domain/' },
    { pathNot: '^api/domain/' },
  ),
  rule(
    'modules-meet-at-the-door',
    'A module is used through its index.ts; GraphQL types through schema.ts.',
    { path: '^api/modules/([^/]+)/' },
    { path: '^api/modules/', pathNot: '^api/modules/($1/|[^/]+/(index|schema)\\.ts$)' },
  ),
  rule(
    'schemas-stay-in-the-skin',
    "Another module's schema.ts is for GraphQL files only.",
    { path: '^api/modules/([^/]+)/', pathNot: '/(schema|[a-z]+(Types|Fields|Lists))\\.ts$' },
    { path: '^api/modules/[^/]+/schema\\.ts$', pathNot: '^api/modules/$1/' },
  ),
  rule(
    'platform-knows-no-business',
    'The platform knows no module, no worker, no screen.',
    { path: '^api/platform/' },
    { path: OUR_CODE, pathNot: '^api/(platform|domain)/' },
  ),
  rule(
    'templates-are-pure',
    'Templates know the domain only.',
    { path: '^templates/' },
    { path: OUR_CODE, pathNot: '^(api/domain|templates)/' },
  ),
  rule(
    'admin-knows-the-domain-only',
    'The UI knows the GraphQL schema and the pure rules; it makes and reads the bid form, which the platform must not see, and checks evidence.',
    { path: '^admin/' },
    { path: OUR_CODE, pathNot: '^(api/domain|admin)/|^templates/bidForm\\.xlsx\\.ts$|^verify/(?!main|nodeCrypto)' },
  ),
  rule(
    'verify-stands-alone',
    'The verifier imports the domain and node:crypto, no database and no server.',
    { path: '^verify/' },
    { path: OUR_CODE, pathNot: '^(api/domain|verify)/' },
  ),
  rule(
    'seal-stands-alone',
    "The offline client imports the domain and the verifier's node:crypto, nothing that talks to a network.",
    { path: '^seal/' },
    {
      pathNot:
        '^(api/domain/|seal/|verify/nodeCrypto\\.ts$|node:(buffer|crypto|fs|path|process|readline|stream|util)$|(buffer|crypto|fs|path|process|readline|stream|util)(/promises)?$)',
    },
  ),
  rule(
    'witness-stands-alone',
    'The witness imports the domain and what Node brings: it shares no code with the platform it watches.',
    { path: '^witness/' },
    { pathNot: '^(api/domain|witness)/', dependencyTypesNot: ['core'] },
  ),
  rule(
    'nothing-imports-workers',
    'Only the start file and tests know the workers.',
    { pathNot: '^(workers|tests|api/main\\.ts)' },
    { path: '^workers/' },
  ),
  rule(
    'nothing-imports-admin',
    'Nobody imports the UI, but tests of its pure parts.',
    { pathNot: '^(admin|tests)/' },
    { path: '^admin/' },
  ),
  rule('nothing-imports-tests', 'Tests are leaves.', { pathNot: '^tests/' }, { path: '^tests/' }),
  rule(
    'server-does-not-rehearse',
    'The rehearsal is a client: the server does not know it.',
    { path: '^(api|workers|templates|prisma)/' },
    { path: '^rehearsal/' },
  ),
  rule('no-cycles', 'Modules form no circles.', {}, { circular: true }),
]

/** Options of dependency-cruiser, for the check and for the test alike. */
export const OPTIONS = {
  ruleSet: { forbidden: RULES },
  validate: true,
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '^api/platform/prisma/' },
  tsPreCompilationDeps: true,
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['node', 'import', 'require', 'default', 'types'],
    extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
  },
}
