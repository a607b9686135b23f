// SPDX-License-Identifier: Apache-2.0
import { FormatError } from '@headwater/formats/fault'
import { formatPurl, makePurl } from '@headwater/formats/purl'
import type { PackagePresence, PackageRecord } from '../steps/step.ts'
import { writesCode } from './code-writers.ts'
import { digestsOf } from './integrity.ts'
import type { LockedPackage } from './lockfiles/index.ts'
import { packageOfSpecifier, type ModuleHome } from './package-of.ts'

export interface PresenceRequest {
  readonly locked: readonly LockedPackage[]
  readonly lockfile: string | undefined
  /** Homes of modules that left something in an output. */
  readonly reached: readonly ModuleHome[]
  /** Homes of modules that the bundler looked at, reached or not. */
  readonly seen: readonly ModuleHome[]
  readonly externals: readonly string[]
  /** Why nothing may be said to be absent; undefined if nothing stands against it. */
  readonly doubt: string | undefined
  /** Folder of the lockfile. */
  readonly root: string
  /** Folders of the project itself, which is no package of its own bundle. */
  readonly own: readonly string[]
}

export interface Presences {
  readonly packages: readonly PackageRecord[]
  /** Installed packages of which the lockfile knows nothing, or knows another version. */
  readonly unlocked: readonly ModuleHome[]
}

/** What became of each package: of those in the lockfile, and of those that modules come from. */
export function tellPresence(request: PresenceRequest): Presences {
  const { locked, lockfile, reached, seen, externals, doubt, root, own } = request
  const byName = group(locked)
  const folders = new Map<LockedPackage, Set<string>>()
  const inBundle = new Set<LockedPackage>()
  const extra = new Map<string, { readonly home: ModuleHome; readonly reached: boolean }>()
  const unlocked = new Map<string, ModuleHome>()
  const isReached = new Set(reached.map(({ folder }) => folder))
  for (const home of new Map([...seen, ...reached].map((each) => [each.folder, each])).values()) {
    if (own.includes(home.folder)) continue
    const owners = ownersOf(home, byName, root)
    for (const owner of owners) {
      const known = folders.get(owner)
      if (known === undefined) folders.set(owner, new Set([home.folder]))
      else known.add(home.folder)
      if (isReached.has(home.folder)) inBundle.add(owner)
    }
    if (owners.length > 0 || home.name === undefined || home.version === undefined) continue
    if (home.installed !== undefined) unlocked.set(home.folder, home)
    else if (home.isPrivate) continue
    const key = `${home.name}@${home.version}`
    const before = extra.get(key)
    extra.set(key, { home, reached: isReached.has(home.folder) || before?.reached === true })
  }
  const loaded = needed(
    externals.flatMap((each) => packageOfSpecifier(each) ?? []),
    byName,
  )
  const presenceOf = (each: LockedPackage): readonly [PackagePresence, string] => {
    if (inBundle.has(each)) return ['in-bundle', 'Code of its modules is in the bundle.']
    if (loaded.has(each))
      return ['external', 'It is not put into the bundle, and is loaded when the bundle runs.']
    if (doubt !== undefined) return ['unknown', doubt]
    if (writesCode(each.name))
      return [
        'unknown',
        'No module of it is in the bundle, but it may write code into the modules of others.',
      ]
    return ['absent', 'No module of it is in the bundle.']
  }
  const records = locked
    .filter(({ workspace }) => !workspace)
    .flatMap((each): readonly PackageRecord[] => {
      const [presence, because] = presenceOf(each)
      const purl = purlOf(each.name, each.version, each.source)
      if (purl === undefined) return []
      return [
        {
          name: each.name,
          ...(each.version === undefined ? {} : { version: each.version }),
          purl,
          digests: digestsOf(each.integrity),
          folders: [...(folders.get(each) ?? [])].sort(),
          presence,
          because,
          record: lockfile ?? '',
        },
      ]
    })
  const others = [...extra.values()].flatMap(({ home, reached }): readonly PackageRecord[] => {
    const { name = '', version = '', folder } = home
    const purl = purlOf(name, version, undefined)
    if (purl === undefined) return []
    const [presence, because] = reached
      ? (['in-bundle', 'Code of its modules is in the bundle.'] as const)
      : doubt === undefined
        ? (['absent', 'Nothing of its modules is left in the bundle.'] as const)
        : (['unknown', doubt] as const)
    return [
      {
        name,
        version,
        purl,
        digests: {},
        folders: [folder],
        presence,
        because,
        record: `${folder}/package.json`,
      },
    ]
  })
  return { packages: mergePackages([...records, ...others]), unlocked: [...unlocked.values()] }
}

/**
 * One record for each purl. Where two disagree, the one that claims more of the package being there counts: a package is absent
 * only if it is absent everywhere.
 */
export function mergePackages(records: readonly PackageRecord[]): readonly PackageRecord[] {
  const merged = new Map<string, PackageRecord>()
  for (const record of records) {
    const before = merged.get(record.purl)
    if (before === undefined) {
      merged.set(record.purl, record)
      continue
    }
    const stronger = STRENGTH[record.presence] > STRENGTH[before.presence] ? record : before
    merged.set(record.purl, {
      ...stronger,
      digests: { ...record.digests, ...before.digests },
      folders: [...new Set([...before.folders, ...record.folders])].sort(),
    })
  }
  return [...merged.values()].sort((a, b) => (a.purl < b.purl ? -1 : a.purl > b.purl ? 1 : 0))
}

const STRENGTH: Readonly<Record<PackagePresence, number>> = {
  absent: 0,
  unknown: 1,
  external: 2,
  'in-bundle': 3,
}

type ByName = ReadonlyMap<string, readonly LockedPackage[]>

/** By every name that a package goes by. */
function group(locked: readonly LockedPackage[]): ByName {
  const byName = new Map<string, LockedPackage[]>()
  for (const each of locked) {
    for (const name of new Set([each.name, ...each.aliases])) {
      const known = byName.get(name)
      if (known === undefined) byName.set(name, [each])
      else known.push(each)
    }
  }
  return byName
}

/**
 * Locked packages that a folder may be: the one of its name and version; without a `package.json` the one of its folder, or
 * every version of its name, since one of them it must be.
 */
function ownersOf(home: ModuleHome, byName: ByName, root: string): readonly LockedPackage[] {
  const named = home.name === undefined ? [] : (byName.get(home.name) ?? [])
  if (home.version !== undefined) {
    const same = named.filter(({ version, workspace }) => version === home.version && !workspace)
    // a clone or an archive is locked without its version
    return same.length > 0 || home.installed === undefined
      ? same
      : named.filter(({ version }) => version === undefined)
  }
  if (home.installed === undefined) return []
  const candidates = byName.get(home.installed) ?? []
  const here = candidates.filter(
    ({ folder }) => folder !== undefined && `${root}/${folder}` === home.folder,
  )
  return here.length > 0 ? here : candidates
}

/** What is asked for by name, and all that it needs in turn; every version of a name, since nobody says which. */
function needed(names: readonly string[], byName: ByName): ReadonlySet<LockedPackage> {
  const found = new Set<LockedPackage>()
  const asked = new Set(names)
  // the set grows while it is walked
  for (const name of asked) {
    for (const each of byName.get(name) ?? []) {
      found.add(each)
      for (const need of each.needs) asked.add(need)
    }
  }
  return found
}

/**
 * npm's type of package URL: the scope is the namespace. What comes from elsewhere than a registry says so. Undefined for a name
 * that no package can have.
 */
function purlOf(
  name: string,
  version: string | undefined,
  source: string | undefined,
): string | undefined {
  const slash = name.startsWith('@') ? name.indexOf('/') : -1
  const isElsewhere = source !== undefined && !/^(?:file|link|portal|workspace):/.test(source)
  const key = isElsewhere && /^git|\.git(?:#|$)/.test(source) ? 'vcs_url' : 'download_url'
  try {
    return formatPurl(
      makePurl(
        {
          type: 'npm',
          ...(slash > 0 ? { namespace: name.slice(0, slash) } : {}),
          name: slash > 0 ? name.slice(slash + 1) : name,
          version: version ?? null,
          qualifiers: isElsewhere ? [[key, source]] : [],
        },
        'lenient',
      ),
    )
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}
