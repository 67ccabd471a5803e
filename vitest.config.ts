import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// Vite would take graphql's ES build and Node its CommonJS build for our dependencies: two copies, two realms.
const alias = { graphql: fileURLToPath(new URL('./node_modules/graphql/index.js', import.meta.url)) }

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          sequence: { groupOrder: 0 },
          include: ['tests/{domain,templates,admin,rehearsal}/**/*.test.ts', 'tests/*.test.ts'],
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'api',
          sequence: { groupOrder: 1 },
          include: ['tests/{api,workers}/**/*.test.ts'],
          globalSetup: ['tests/support/postgres.globalSetup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        resolve: { alias },
        test: {
          // One long story in the browser; `npm test` leaves it out, `npm run test:hand` plays it.
          name: 'hand',
          sequence: { groupOrder: 3 },
          include: ['tests/hand/**/*.test.ts'],
          globalSetup: ['tests/support/postgres.globalSetup.ts'],
          hookTimeout: 240_000,
          expect: { poll: { timeout: 30_000 } },
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'e2e',
          sequence: { groupOrder: 2 },
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/support/postgres.globalSetup.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          // A page that is to change does so within this on the slowest machine; the usual second was too short for some.
          expect: { poll: { timeout: 30_000 } },
        },
      },
    ],
  },
})
