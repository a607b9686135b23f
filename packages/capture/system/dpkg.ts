// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { formatPurl, makePurl } from '@headwater/formats/purl'

/** A package of the distribution, as its own records have it. */
export interface InstalledPackage {
  readonly name: string
  readonly version: string
  readonly architecture: string
  /** The source package that it was built from, of which advisories speak. */
  readonly source: string
  readonly sourceVersion: string
  readonly homepage?: string
  readonly maintainer?: string
  readonly purl: string
}

/** Which installed package each file belongs to; files that no package owns are missing from the answer. */
export type FindOwners = (paths: readonly string[]) => ReadonlyMap<string, InstalledPackage>

/**
 * Dpkg's database: `info/*.list` names the files of each package, `status` says what it is. It is read when first asked, and
 * once. Other systems have no such folder, and then no file has an owner.
 */
export function openDpkg(root = '/'): FindOwners {
  let lists: ReadonlyMap<string, string> | undefined
  let statuses: ReadonlyMap<string, InstalledPackage> | undefined
  return (paths) => {
    const found = new Map<string, InstalledPackage>()
    if (paths.length === 0) return found
    lists ??= readLists(join(root, 'var/lib/dpkg/info'))
    for (const path of new Set(paths)) {
      for (const spelling of spellingsOf(path)) {
        const name = lists.get(spelling)
        if (name === undefined) continue
        statuses ??= readStatus(root)
        const owner = statuses.get(name)
        if (owner !== undefined) found.set(path, owner)
        break
      }
    }
    return found
  }
}

/** Each file's package, as its list is called. */
function readLists(folder: string): ReadonlyMap<string, string> {
  const owners = new Map<string, string>()
  for (const list of listsIn(folder)) {
    let text: string
    try {
      text = readFileSync(join(folder, list), 'utf8')
    } catch {
      continue
    }
    const name = list.slice(0, -'.list'.length)
    for (const line of linesOf(text)) if (!owners.has(line)) owners.set(line, name)
  }
  return owners
}

function listsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.list'))
      .sort()
  } catch {
    return []
  }
}

function* linesOf(text: string): Generator<string> {
  let at = 0
  while (at < text.length) {
    const end = text.indexOf('\n', at)
    const stop = end < 0 ? text.length : end
    yield text.slice(at, stop)
    at = stop + 1
  }
}

/** Where `/lib` is a link to `/usr/lib`, packages list one of them and builds name the other; and links have targets. */
function spellingsOf(path: string): readonly string[] {
  const all = [path]
  try {
    all.push(realpathSync(path))
  } catch {
    // not there any more; its name may still be known
  }
  return all.flatMap((each) => [
    each,
    each.startsWith('/usr/') ? each.slice('/usr'.length) : `/usr${each}`,
  ])
}

/** Debian Policy, chapter 5: paragraphs of `Field: value`, continued by lines that begin with a space. */
function readStatus(root: string): ReadonlyMap<string, InstalledPackage> {
  const packages = new Map<string, InstalledPackage>()
  const system = readSystem(root)
  let text = ''
  try {
    text = readFileSync(join(root, 'var/lib/dpkg/status'), 'utf8')
  } catch {
    return packages
  }
  for (const paragraph of text.split('\n\n')) {
    const fields = new Map<string, string>()
    for (const line of linesOf(paragraph)) {
      const colon = line.indexOf(': ')
      if (colon > 0 && line[0] !== ' ') fields.set(line.slice(0, colon), line.slice(colon + 2))
    }
    const name = fields.get('Package')
    const version = fields.get('Version')
    if (name === undefined || version === undefined) continue
    const architecture = fields.get('Architecture') ?? 'all'
    const [, source = name, sourceVersion = version] =
      /^(\S+)(?: \((\S+)\))?$/.exec(fields.get('Source') ?? name) ?? []
    const homepage = fields.get('Homepage')
    const maintainer = fields.get('Maintainer')
    const known: InstalledPackage = {
      name,
      version,
      architecture,
      source,
      sourceVersion,
      ...(homepage === undefined ? {} : { homepage }),
      ...(maintainer === undefined ? {} : { maintainer }),
      purl: purlOf({ name, version, architecture, source, sourceVersion }, system),
    }
    // the lists of packages that may be installed for several architectures are called `libc6:amd64.list`
    packages.set(`${name}:${architecture}`, known)
    if (!packages.has(name)) packages.set(name, known)
  }
  return packages
}

interface System {
  readonly id: string
  readonly release?: string
}

/** os-release(5). */
function readSystem(root: string): System {
  for (const file of ['etc/os-release', 'usr/lib/os-release']) {
    try {
      const text = readFileSync(join(root, file), 'utf8')
      const field = (name: string): string | undefined =>
        new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(text)?.[1]
      const release = field('VERSION_ID')
      return { id: field('ID') ?? 'debian', ...(release && { release }) }
    } catch {
      // the next one
    }
  }
  return { id: 'debian' }
}

/** Headers of an interface, with nothing in them of the program that their source package is: here a whole kernel. */
const INTERFACES: ReadonlySet<string> = new Set(['linux-libc-dev'])

/** The type definition `deb` of ECMA-427; `upstream` is how the source package is named by those who write such purls. */
function purlOf(
  {
    name,
    version,
    architecture,
    source,
    sourceVersion,
  }: Pick<InstalledPackage, 'name' | 'version' | 'architecture' | 'source' | 'sourceVersion'>,
  { id, release }: System,
): string {
  const built = sourceVersion === version ? source : `${source}@${sourceVersion}`
  const upstream = INTERFACES.has(name) ? name : built
  return formatPurl(
    makePurl(
      {
        type: 'deb',
        namespace: id,
        name,
        version,
        qualifiers: [
          ['arch', architecture],
          ['distro', release === undefined ? undefined : `${id}-${release}`],
          ['upstream', upstream === name ? undefined : upstream],
        ],
      },
      'lenient',
    ),
  )
}
