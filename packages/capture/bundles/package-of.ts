// SPDX-License-Identifier: Apache-2.0
import { dirname } from 'node:path/posix'
import { memberOf, readJson, textOf } from '../steps/json-file.ts'
import type { BuildFiles } from '../steps/files.ts'

/** The package that a module belongs to. */
export interface ModuleHome {
  /** Absolute. */
  readonly folder: string
  /** The name under which it is installed, if it lies in `node_modules`. */
  readonly installed?: string
  /** What its `package.json` says, where there is one. */
  readonly name?: string
  readonly version?: string
  /** Said not to be published. */
  readonly isPrivate: boolean
}

/** Finds the package of a file: the innermost folder of a `node_modules`, or else the nearest `package.json` with a name. */
export function moduleHomes(files: BuildFiles): (path: string) => ModuleHome | undefined {
  const known = new Map<string, ModuleHome | undefined>()
  const read = (folder: string): ModuleHome | undefined => {
    if (known.has(folder)) return known.get(folder)
    const manifest = readJson(files, `${folder}/package.json`)
    const name = textOf(manifest, 'name')
    const version = textOf(manifest, 'version')
    const home =
      name === undefined || name === ''
        ? undefined
        : {
            folder,
            name,
            ...(version === undefined ? {} : { version }),
            isPrivate: memberOf(manifest, 'private') === true,
          }
    known.set(folder, home)
    return home
  }
  return (path) => {
    const place = installedAt(path)
    if (place !== undefined) {
      return {
        folder: place.folder,
        isPrivate: false,
        ...read(place.folder),
        installed: place.name,
      }
    }
    for (let folder = dirname(path); folder !== '/' && folder !== '.'; folder = dirname(folder)) {
      const home = read(folder)
      if (home !== undefined) return home
    }
    return undefined
  }
}

/** `/app/node_modules/.pnpm/a@1/node_modules/@s/a/x.js` is `@s/a`. */
export function installedAt(
  path: string,
): { readonly folder: string; readonly name: string } | undefined {
  const mark = '/node_modules/'
  const at = `/${path}`.lastIndexOf(mark)
  if (at < 0) return undefined
  const start = at + mark.length - 1
  const [first = '', second] = path.slice(start).split('/', 2)
  const name = first.startsWith('@') && second !== undefined ? `${first}/${second}` : first
  // what bundlers and package managers keep there for themselves
  if (name === '' || name.startsWith('.')) return undefined
  return { folder: path.slice(0, start) + name, name }
}

/** The package that a module specifier asks for: `react/jsx-runtime` is `react`; undefined for files, addresses and Node's own. */
export function packageOfSpecifier(specifier: string): string | undefined {
  const installed = installedAt(specifier)
  if (installed !== undefined) return installed.name
  if (/^[./\\#]|^[a-z][\w+.-]*:/i.test(specifier) || BUILT_IN.has(specifier.split('/', 1)[0]!))
    return undefined
  const [first = '', second] = specifier.split('/', 2)
  return first.startsWith('@') ? (second === undefined ? undefined : `${first}/${second}`) : first
}

/** Modules of Node.js that go without `node:`. A package of such a name, once published, is never what is meant. */
const BUILT_IN: ReadonlySet<string> = new Set(
  (
    'assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs http ' +
    'http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream string_decoder sys ' +
    'timers tls trace_events tty url util v8 vm wasi worker_threads zlib electron'
  ).split(' '),
)
