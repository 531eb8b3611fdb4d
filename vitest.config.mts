import { defineConfig } from 'vitest/config'

const shared = { exclude: ['**/node_modules/**', 'out/**', 'dist/**', 'tests/e2e/**', 'tests/faults/**'] }
const pure = ['domain/**', 'layouts/**']

/** Unit tests beside the code. Pages are tested in a simulated DOM, all else in plain Node. */
export default defineConfig({
  test: {
    testTimeout: 30_000, // a shared machine may be slow; what a test says about time it says by its own clock
    hookTimeout: 30_000,
    // Vitest would leave one processor free, and half of two with it.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          isolate: false,
          setupFiles: ['./tests/setup/freshProcess.ts'],
          include: ['**/*.test.{ts,mts,mjs}'],
          exclude: [...shared.exclude, ...pure, 'renderer/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'pure',
          environment: 'node',
          // Pure functions leave nothing behind: what they import is read once for all files of a worker.
          isolate: false,
          include: pure.map((folder) => folder.replace('**', '**/*.test.ts')),
          exclude: shared.exclude,
        },
      },
      {
        extends: true,
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          isolate: false,
          setupFiles: ['./tests/setup/freshProcess.ts', './renderer/testing/freshPage.ts'],
          include: ['renderer/**/*.test.{ts,tsx}'],
          exclude: shared.exclude,
        },
      },
    ],
  },
})
