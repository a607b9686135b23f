// SPDX-License-Identifier: Apache-2.0
import { memberOf, textOf } from '../../steps/json-file.ts'
import { entriesOf, keysOf } from '../stats/members.ts'
import type { LockedPackage, Lockfile } from './lockfile.ts'
import { splitDescriptor } from './yarn.ts'

/**
 * `pnpm-lock.yaml` of lockfile versions 5 to 9. Keys of packages have changed: `/a/1.0.0_peer@2` in 5, `/a@1.0.0(peer@2)` in 6,
 * `a@1.0.0` in 9. An alias is found where somebody depends on it: `left: left-pad@1.3.0`.
 */
export function readPnpmLock(value: unknown): Lockfile {
  const aliases = aliasesIn(value)
  const needs = snapshotNeeds(value)
  const found = new Map<string, LockedPackage>()
  for (const [key, entry] of entriesOf(memberOf(value, 'packages'))) {
    const [name, version] = splitKey(key)
    const said = textOf(entry, 'name') ?? name
    const number = memberOf(entry, 'version') ?? (/^\d/.test(version) ? version : undefined)
    const resolution = memberOf(entry, 'resolution')
    const integrity = textOf(resolution, 'integrity')
    const source = sourceOf(resolution, version)
    const id = `${said}@${String(number ?? source)}`
    // one package with several sets of peers is one package
    if (found.has(id)) continue
    found.set(id, {
      name: said,
      ...(number === undefined ? {} : { version: String(number) }),
      aliases: [...(aliases.get(`${said}@${String(number)}`) ?? [])],
      integrity: integrity === undefined ? [] : [integrity],
      ...(source === undefined ? {} : { source }),
      workspace: false,
      // the failsafe schema of YAML gives text
      dev: String(memberOf(entry, 'dev')) === 'true',
      needs: [...needsOf(entry), ...(needs.get(`${name}@${version}`) ?? [])],
    })
  }
  const workspaces = entriesOf(memberOf(value, 'importers')).flatMap(
    ([folder]): readonly LockedPackage[] =>
      folder === '.'
        ? []
        : [
            {
              name: folder.slice(folder.lastIndexOf('/') + 1),
              aliases: [],
              integrity: [],
              folder,
              workspace: true,
              dev: false,
              needs: [],
            },
          ],
  )
  return { format: 'pnpm', packages: [...found.values(), ...workspaces] }
}

/** Since version 9 what a package needs stands apart from what it is, once for each set of peers. */
function snapshotNeeds(value: unknown): ReadonlyMap<string, readonly string[]> {
  const needs = new Map<string, readonly string[]>()
  for (const [key, entry] of entriesOf(memberOf(value, 'snapshots'))) {
    const id = splitKey(key).join('@')
    needs.set(id, [...new Set([...(needs.get(id) ?? []), ...needsOf(entry)])])
  }
  return needs
}

function needsOf(entry: unknown): readonly string[] {
  return [
    ...keysOf(memberOf(entry, 'dependencies')),
    ...keysOf(memberOf(entry, 'optionalDependencies')),
    ...keysOf(memberOf(entry, 'peerDependencies')),
  ]
}

function splitKey(key: string): readonly [name: string, version: string] {
  const plain = key.startsWith('/') ? key.slice(1) : key
  const end = plain.indexOf('(')
  const short = end < 0 ? plain : plain.slice(0, end)
  const [name, version] = splitDescriptor(short)
  if (version !== '' && !name.includes('/', name.startsWith('@') ? name.indexOf('/') + 1 : 0))
    return [name, version]
  // version 5 puts a slash between, and an underscore before the peers
  const old = /^((?:@[^/]+\/)?[^/]+)\/([^_/]+)/.exec(short)
  return old === null ? [short, ''] : [old[1]!, old[2]!]
}

/** An archive that is no registry's, a clone, or a folder. */
function sourceOf(resolution: unknown, version: string): string | undefined {
  const repository = textOf(resolution, 'repo')
  if (repository !== undefined) return `git+${repository}#${textOf(resolution, 'commit') ?? ''}`
  const folder = textOf(resolution, 'directory')
  if (folder !== undefined) return `file:${folder}`
  const archive = textOf(resolution, 'tarball')
  if (archive !== undefined && textOf(resolution, 'integrity') === undefined) return archive
  return /^(?:https?|git|file):/.test(version) ? version : undefined
}

const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies'] as const

/** By package the other names that it goes by. */
function aliasesIn(value: unknown): ReadonlyMap<string, ReadonlySet<string>> {
  const aliases = new Map<string, Set<string>>()
  const dependents = [
    value,
    ...['importers', 'packages', 'snapshots'].flatMap((part) =>
      entriesOf(memberOf(value, part)).map(([, each]) => each),
    ),
  ]
  for (const dependent of dependents) {
    for (const kind of KINDS) {
      for (const [name, each] of entriesOf(memberOf(dependent, kind))) {
        const said = typeof each === 'string' ? each : textOf(each, 'version')
        if (said === undefined) continue
        const [real, version] = splitKey(said)
        if (real === '' || real === name || !/^\d/.test(version) || /^\d/.test(said)) continue
        const key = `${real}@${version}`
        const known = aliases.get(key)
        if (known === undefined) aliases.set(key, new Set([name]))
        else known.add(name)
      }
    }
  }
  return aliases
}
