// SPDX-License-Identifier: Apache-2.0
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/**
 * Puts the CLI into a few files: a check loads some three hundred modules of ours, and opening each costs more than
 * running it (docs/decisions/0006). Verbs and readers stay apart and are loaded when they are asked for.
 */
const packages = join(import.meta.dirname, '..', 'packages')

await build({
  entryPoints: {
    main: join(packages, 'cli', 'main.ts'),
    // found beside the chunk that starts it
    worker: join(packages, 'mirror', 'feeds', 'worker.ts'),
    'digest-worker': join(packages, 'capture', 'build', 'digest-worker.ts'),
    'text-worker': join(packages, 'capture', 'code', 'text-worker.ts'),
  },
  outdir: join(packages, 'cli', 'dist', 'bundle'),
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  conditions: ['source'],
  // CommonJS packages ask for node's own modules with require
  banner: {
    js: "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);",
  },
  sourcemap: true,
  // it finds its WebAssembly beside itself
  external: ['@electric-sql/pglite'],
  legalComments: 'none',
  logLevel: 'warning',
})

cpSync(
  join(packages, 'store', 'migrations'),
  join(packages, 'cli', 'dist', 'bundle', 'migrations'),
  {
    recursive: true,
  },
)
