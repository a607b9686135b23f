// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import type { BuildFiles } from '../steps/files.ts'

/** Files in memory, by path below `/app`; what is no text becomes JSON. */
export function filesOf(
  given: Readonly<Record<string, unknown>>,
  changedAt: Readonly<Record<string, number>> = {},
): BuildFiles {
  const texts = new Map(
    Object.entries(given).map(([name, value]) => [
      name.startsWith('/') ? name : `/app/${name}`,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  )
  const folders = new Map<string, Map<string, 'file' | 'folder'>>()
  for (const path of texts.keys()) {
    const steps = path.split('/')
    for (let at = 1; at < steps.length; at++) {
      const folder = steps.slice(0, at).join('/') || '/'
      const entries = folders.get(folder) ?? new Map<string, 'file' | 'folder'>()
      entries.set(steps[at]!, at === steps.length - 1 ? 'file' : 'folder')
      folders.set(folder, entries)
    }
  }
  return {
    text: (path) => texts.get(path),
    bytes: (path) => (texts.has(path) ? Buffer.from(texts.get(path)!) : undefined),
    state: (path) =>
      texts.has(path)
        ? {
            kind: 'file',
            size: Buffer.byteLength(texts.get(path)!),
            changedAt: changedAt[path] ?? 1000,
          }
        : folders.has(path)
          ? { kind: 'folder', size: 0, changedAt: 0 }
          : undefined,
    list: (folder) =>
      [...(folders.get(folder) ?? [])]
        .map(([name, kind]) => ({ name, kind }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    real: (path) => path,
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/**
 * A shop: `used` (in two versions, one below `outer`) reaches the bundle, `shaken` is imported and falls out, `never` is only in
 * the lockfile, `left` is an alias of `left-pad`, `outside` is loaded at run time and needs `inner`, `@babel/helpers` writes code.
 */
export const PROJECT: Readonly<Record<string, unknown>> = {
  'package.json': { name: 'shop', version: '1.0.0', private: true },
  'src/main.js': 'main',
  'node_modules/used/package.json': { name: 'used', version: '2.0.0' },
  'node_modules/used/index.js': 'used',
  'node_modules/outer/package.json': { name: 'outer', version: '1.0.0' },
  'node_modules/outer/index.js': 'outer',
  'node_modules/outer/node_modules/used/package.json': { name: 'used', version: '1.0.0' },
  'node_modules/outer/node_modules/used/index.js': 'used 1',
  'node_modules/shaken/package.json': { name: 'shaken', version: '1.0.0' },
  'node_modules/shaken/esm/package.json': { type: 'module' },
  'node_modules/shaken/esm/index.js': 'shaken',
  'node_modules/left/package.json': { name: 'left-pad', version: '1.3.0' },
  'node_modules/left/index.js': 'left',
  'package-lock.json': {
    lockfileVersion: 3,
    packages: {
      '': { name: 'shop' },
      'node_modules/used': { version: '2.0.0', integrity: integrityOf('used 2') },
      'node_modules/outer': { version: '1.0.0' },
      'node_modules/outer/node_modules/used': { version: '1.0.0' },
      'node_modules/shaken': { version: '1.0.0' },
      'node_modules/left': { name: 'left-pad', version: '1.3.0' },
      'node_modules/never': { version: '3.0.0' },
      'node_modules/outside': { version: '1.0.0', dependencies: { inner: '^1' } },
      'node_modules/inner': { version: '1.0.0' },
      'node_modules/@babel/helpers': { version: '7.0.0', dev: true },
    },
  },
}

export function integrityOf(text: string): string {
  return `sha512-${createHash('sha512').update(text).digest('base64')}`
}

export const MODULES = {
  main: 'src/main.js',
  used: 'node_modules/used/index.js',
  inner: 'node_modules/outer/node_modules/used/index.js',
  outer: 'node_modules/outer/index.js',
  shaken: 'node_modules/shaken/esm/index.js',
  left: 'node_modules/left/index.js',
} as const

export const BUNDLE = 'the bundle'
