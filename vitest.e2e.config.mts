import { defineConfig } from 'vitest/config'

/** The real console on virtual displays: one file at a time, because the displays, the focus and the processor are shared. */
export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.test.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
