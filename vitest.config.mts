import { defineConfig } from 'vitest/config'

const shared = { exclude: ['**/node_modules/**', 'out/**', 'dist/**', 'tests/e2e/**'] }

/** Unit tests beside the code. Pages are tested in a simulated DOM, all else in plain Node. */
export default defineConfig({
  test: {
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
