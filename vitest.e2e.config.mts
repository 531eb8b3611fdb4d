import { defineConfig } from 'vitest/config'

/** The real console on virtual displays: one file at a time, because the displays, the focus and the processor are shared. */
export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.test.ts'],
    // What is too long for each run: only by `npm run test:nightly`.
    exclude: process.env['CHENGTAI_NIGHTLY'] ? [] : ['tests/e2e/nightly/**'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
