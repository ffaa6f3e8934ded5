import js from '@eslint/js'
import boundaries from 'eslint-plugin-boundaries'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

/*
 * The rooms of the house (docs/architecture.md): what each may import besides its
 * own files. Everyone may use `values` and `logging`, and tests whatever lies below
 * their room.
 */
const rooms = {
  values: { files: ['src/json.ts', 'src/failures.ts', 'src/version.ts'], uses: [] },
  logging: { files: 'src/logging/**', uses: [] },
  settings: { files: 'src/setting*.ts', uses: [] },
  schemas: { files: 'src/schemas/**', uses: [] },
  // The store as others see it, and the way files are written so that they survive a crash.
  'store-port': { files: ['src/store/port.ts', 'src/store/sieve.ts', 'src/store/durable-file.ts'], uses: [] },
  store: { files: 'src/store/!(port.ts|sieve.ts|durable-file.ts)/**', uses: ['store-port'] },
  documents: { files: 'src/documents/**', uses: ['store-port', 'schemas'] },
  jobs: { files: 'src/jobs/**', uses: ['store-port'] },
  outside: { files: 'src/outside/**', uses: ['documents', 'store-port', 'schemas'] },
  auth: { files: 'src/auth/**', uses: ['documents', 'store-port', 'schemas'] },
  events: { files: 'src/events/**', uses: ['documents', 'jobs', 'store-port', 'schemas'] },
  modules: {
    files: 'src/modules/**',
    uses: ['auth', 'events', 'jobs', 'outside', 'documents', 'store-port', 'schemas'],
  },
  http: {
    files: 'src/http/**',
    uses: ['modules', 'auth', 'events', 'jobs', 'outside', 'documents', 'store-port', 'schemas'],
  },
  maintenance: {
    files: 'src/maintenance/**',
    uses: [
      'doctor',
      'moving',
      'modules',
      'auth',
      'events',
      'jobs',
      'outside',
      'documents',
      'store-port',
      'schemas',
    ],
  },
  // Checking a store, and moving data in and out.
  doctor: { files: 'src/doctor/**', uses: ['modules', 'outside', 'documents', 'store-port', 'schemas'] },
  moving: {
    files: 'src/moving/**',
    uses: ['modules', 'auth', 'outside', 'documents', 'store-port', 'schemas'],
  },
  top: {
    files: [
      'src/main.ts',
      'src/assembly.ts',
      'src/first-start.ts',
      'src/housekeeping.ts',
      'src/installation-secret.ts',
      'src/store-settings.ts',
      'src/cli/**',
      'src/workers/**',
    ],
    uses: ['*'],
  },
  around: { files: ['test/**', 'bench/**', 'scripts/**'], uses: ['*'] },
}

const everyone = ['values', 'logging']
const named = (categories) => ({ file: { categories: { anyOf: categories } } })
const below = (room) =>
  rooms[room].uses.flatMap((used) => [used, used === 'store-port' ? 'store' : [], below(used)].flat())

const testsOf = (room) => ({
  from: { file: { categories: { allOf: [room, 'test'] } } },
  allow: { to: named([...everyone, ...below(room)]) },
})

const roomRules = {
  plugins: { boundaries },
  settings: {
    'boundaries/files': [
      ...Object.entries(rooms).map(([category, { files }]) => ({ category, pattern: files })),
      { category: 'test', pattern: 'src/**/*.test.ts' },
    ],
  },
  rules: {
    'boundaries/dependencies': [
      'error',
      {
        default: 'disallow',
        message: 'The room "{{from.file.categories}}" may not use "{{to.file.categories}}"',
        policies: Object.entries(rooms).flatMap(([room, { uses }]) => [
          { from: named([room]), allow: { to: named([room, ...everyone, ...uses]) } },
          ...(uses.includes('*') ? [] : [testsOf(room)]),
        ]),
      },
    ],
    'boundaries/no-unknown-files': 'error',
  },
}

export default defineConfig(
  { ignores: ['.runtime/', 'data/', 'dist/', 'docs/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // A method of a port is often asynchronous for the sake of its other implementations.
      '@typescript-eslint/require-await': 'off',
      // `obj['key']` is what noPropertyAccessFromIndexSignature asks for.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      // Types of JSON are clearer as aliases where they stand beside unions.
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      // An empty text often counts as none.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      // Slow, and about things that erasable TypeScript does not have or this code does not do.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'off',
      'prefer-template': 'error',
      'object-shorthand': 'error',
    },
  },
  { files: ['src/**/*.ts', 'test/**/*.ts', 'scripts/**/*.ts', 'bench/**/*.ts'], ...roomRules },
  {
    files: ['src/**/*.ts'],
    // The weights are generated.
    ignores: ['src/**/*.test.ts', 'src/documents/collation-weights.ts'],
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'TSAsExpression > TSAsExpression',
          message: 'Check the value instead of asserting its type twice.',
        },
      ],
    },
  },
  // Schemas are data; their types are checked where they are used.
  {
    files: ['src/schemas/**/*.ts'],
    ignores: ['**/*.test.ts'],
    extends: [tseslint.configs.disableTypeChecked],
  },
  {
    // Elsewhere there is a log; what the commands print is their answer.
    files: ['src/**/*.ts'],
    ignores: ['src/cli/**'],
    rules: { 'no-console': 'error' },
  },
  {
    // node:test keeps the promises of `describe` and `it` itself.
    files: ['**/*.test.ts', 'test/**/*.ts'],
    rules: {
      // Values from JSON are turned into text to be compared.
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'test', 'suite'] },
          ],
        },
      ],
    },
  },
  {
    files: ['bin/**/*.mjs', '*.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
      },
    },
  },
)
