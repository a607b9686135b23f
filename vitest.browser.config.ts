// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from 'vitest/config'

/** `npm run browser`: the pages in a real browser, with a hub of their own behind them. */
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['browser/**/*.test.ts'],
    testTimeout: 90_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
})
