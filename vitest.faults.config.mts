import { defineConfig } from 'vitest/config'

/** The tests of the reliability programme: one file at a time, because each wants the disk, the links and the processor for itself. */
export default defineConfig({
  test: {
    include: ['tests/faults/**/*.test.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: process.env['CHENGTAI_NIGHTLY'] ? 3_600_000 : 180_000,
    hookTimeout: 120_000,
  },
})
