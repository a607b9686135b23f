// SPDX-License-Identifier: Apache-2.0
import { memberOf, textOf } from '../../steps/json-file.ts'
import { entriesOf, keysOf } from '../stats/members.ts'
import type { LockedPackage, Lockfile } from './lockfile.ts'

/** `package-lock.json` and `npm-shrinkwrap.json` of lockfile versions 1 to 3, and the hidden one in `node_modules` (npm docs). */
export function readNpmLock(value: unknown): Lockfile {
  const packages = memberOf(value, 'packages')
  return {
    format: 'npm',
    packages:
      packages === undefined ? readTree(memberOf(value, 'dependencies')) : readFlat(packages),
  }
}

/** Versions 2 and 3: by folder. */
function readFlat(packages: unknown): readonly LockedPackage[] {
  const linked = new Set<string>()
  for (const [, each] of entriesOf(packages)) {
    const target = textOf(each, 'resolved')
    if (memberOf(each, 'link') === true && target !== undefined) linked.add(target)
  }
  return entriesOf(packages).flatMap(([folder, each]): readonly LockedPackage[] => {
    // the project itself, and links to what is listed under its own folder
    if (folder === '' || memberOf(each, 'link') === true) return []
    const at = folder.lastIndexOf('node_modules/')
    const installed = at < 0 ? undefined : folder.slice(at + 'node_modules/'.length)
    const name = textOf(each, 'name') ?? installed ?? folder.slice(folder.lastIndexOf('/') + 1)
    return [
      locked(name, each, {
        folder,
        workspace: linked.has(folder) || installed === undefined,
        ...(installed === undefined || installed === name ? {} : { alias: installed }),
      }),
    ]
  })
}

/** Version 1: a tree, in which a package stands below the one that needs it where another version is in its way. */
function readTree(dependencies: unknown): readonly LockedPackage[] {
  const found: LockedPackage[] = []
  const open: { readonly dependencies: unknown; readonly folder: string }[] = [
    { dependencies, folder: '' },
  ]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const [installed, each] of entriesOf(next.dependencies)) {
      const folder = `${next.folder}node_modules/${installed}`
      const alias = /^npm:(@?[^@]+)@(.+)$/.exec(textOf(each, 'version') ?? '')
      found.push(
        locked(alias === null ? installed : alias[1]!, each, {
          folder,
          workspace: (textOf(each, 'version') ?? '').startsWith('file:'),
          ...(alias === null ? {} : { alias: installed, version: alias[2]! }),
        }),
      )
      const inner = memberOf(each, 'dependencies')
      if (inner !== undefined) open.push({ dependencies: inner, folder: `${folder}/` })
    }
  }
  return found
}

interface More {
  readonly folder: string
  readonly workspace: boolean
  readonly alias?: string
  readonly version?: string
}

function locked(name: string, value: unknown, more: More): LockedPackage {
  const said = more.version ?? textOf(value, 'version')
  const resolved = textOf(value, 'resolved')
  const isNumber = said !== undefined && /^\d/.test(said)
  const source = isNumber ? (isRegistry(resolved) ? undefined : resolved) : said
  const integrity = textOf(value, 'integrity')
  return {
    name,
    ...(isNumber ? { version: said } : {}),
    aliases: more.alias === undefined ? [] : [more.alias],
    integrity: integrity === undefined ? [] : [integrity],
    ...(source === undefined || more.workspace ? {} : { source }),
    folder: more.folder,
    workspace: more.workspace,
    dev: memberOf(value, 'dev') === true || memberOf(value, 'devOptional') === true,
    needs: [
      // version 1 lists what is needed as `requires`, and nests what it installed as `dependencies`
      ...keysOf(memberOf(value, 'requires') ?? memberOf(value, 'dependencies')),
      ...keysOf(memberOf(value, 'optionalDependencies')),
      ...keysOf(memberOf(value, 'peerDependencies')),
    ],
  }
}

/** A registry's archive has its own shape of address, whatever the host: `/-/name-1.2.3.tgz`. */
function isRegistry(resolved: string | undefined): boolean {
  return resolved === undefined || /^https?:\/\/[^#]*\/-\/[^/#]+\.tgz(?:[#?]|$)/.test(resolved)
}
