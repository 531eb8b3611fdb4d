import { defineConfig } from 'vitest/config'

/**
 * The tests of the reliability programme. Three files at a time: most of them wait for limits of the product to pass, each has its own disk, ports and network.
 */
export default defineConfig({
  test: {
    include: ['tests/faults/**/*.test.ts'],
    environment: 'node',
    // What is harmed are programs of their own: what the tests import themselves is read once for all files of a worker.
    isolate: false,
    setupFiles: ['./tests/setup/freshProcess.ts'],
    maxWorkers: 3,
    testTimeout: process.env['CHENGTAI_NIGHTLY'] ? 3_600_000 : 180_000,
    hookTimeout: 120_000,
  },
})
