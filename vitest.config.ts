import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/domain/**/*.test.ts', 'tests/templates/**/*.test.ts', 'tests/*.test.ts'] } },
    ],
  },
})
