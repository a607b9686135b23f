// SPDX-License-Identifier: Apache-2.0
import { toolNamed } from '../command/index.ts'
import type { ShimKind } from './shim.ts'

/** What kind of shim a program of this name gets; undefined: it is left alone. */
export function shimKindOf(name: string): ShimKind | undefined {
  if (CACHES.has(name)) return 'cache'
  const known = toolNamed(name)
  switch (known?.tool) {
    case 'compiler':
      return 'compiler'
    case 'linker':
      return 'linker'
    case 'archiver':
      return 'archiver'
    case 'copier':
      // `x-mv` is no `mv`
      return known.base === name ? 'copier' : undefined
    case 'assembler':
    case 'objcopy':
    case 'strip':
      return 'plain'
    default:
      return undefined
  }
}

/** They find the compiler by themselves; and when they have the object already, no compiler runs. */
export const CACHES: ReadonlySet<string> = new Set([
  'ccache',
  'sccache',
  'distcc',
  'icecc',
  'buildcache',
])
