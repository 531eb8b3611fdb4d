import { defineConfig } from 'vitest/config'

const shared = { exclude: ['**/node_modules/**', 'out/**', 'dist/**', 'tests/e2e/**', 'tests/faults/**'] }

/** Unit tests beside the code. Pages are tested in a simulated DOM, all else in plain Node. */
export default defineConfig({
  test: {
    testTimeout: 30_000, // a shared machine may be slow; what a test says about time it says by its own clock
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['**/*.test.{ts,mts,mjs}'],
          exclude: [...shared.exclude, 'renderer/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['renderer/**/*.test.{ts,tsx}'],
          exclude: shared.exclude,
        },
      },
    ],
  },
})
