// SPDX-License-Identifier: Apache-2.0
import {
  ECOSYSTEMS,
  GO_DISTRIBUTION,
  KERNEL_PATHS,
  type Ecosystem,
  type Naming,
} from './ecosystems.ts'
import { normalizeParts } from './normalize.ts'
import { findingsFor, type Purl, type PurlParts } from './purl.ts'
import { releaseOf } from './releases.ts'

/** A package as an ecosystem's advisories name it. */
export interface EcosystemPackage {
  /** OSV's name of the ecosystem, without suffix: `Debian`. */
  readonly ecosystem: string
  /** OSV's suffix of the ecosystem, where the purl tells it: `12`, `22.04:LTS`, `v3.18`, `Leap 15.4`. */
  readonly release?: string
  readonly name: string
  /**
   * The source package that this one was built from (qualifier `upstream`). Where advisories name source packages
   * (`namedBySource`), this is the name and the version to look for.
   */
  readonly source?: { readonly name: string; readonly version?: string }
  readonly namedBySource: boolean
  /** False: OSV has no such ecosystem (Arch, Fedora, ...), other sources may. */
  readonly inOsv: boolean
}

/** Every ecosystem that this purl may name a package of, the likeliest first; empty where it names none. */
export function ecosystemPackages(purl: Purl): readonly EcosystemPackage[] {
  const found: EcosystemPackage[] = []
  for (const ecosystem of ROWS_BY_TYPE.get(purl.type) ?? []) {
    const name = nameIn(ecosystem, purl)
    if (name === undefined) continue
    const release = releaseIn(ecosystem, purl)
    const source = sourceOf(purl)
    found.push({
      ecosystem: ecosystem.name,
      ...(release === undefined ? {} : { release }),
      name,
      ...(source === undefined ? {} : { source }),
      namedBySource: ecosystem.namedBySource ?? false,
      inOsv: ecosystem.inOsv ?? true,
    })
  }
  return found
}

/**
 * The purl (without version and qualifiers) of a package that an OSV record names; `ecosystem` with or without its suffix.
 * Undefined for ecosystems whose packages no purl names.
 */
export function purlOfPackage(ecosystem: string, name: string): Purl | undefined {
  const row = ROW_BY_NAME.get(ecosystemName(ecosystem))
  if (row === undefined) return undefined
  const namespace = row.namespaces?.[0]
  const parts: PurlParts = {
    type: row.type,
    ...(namespace === undefined ? PARTS[row.naming](name) : { namespace, name }),
  }
  const reading = normalizeParts(parts, findingsFor('lenient'))
  return reading.kind === 'purl' ? reading.purl : undefined
}

/** `Debian:12` is `Debian`. */
export function ecosystemName(ecosystem: string): string {
  const colon = ecosystem.indexOf(':')
  return colon < 0 ? ecosystem : ecosystem.slice(0, colon)
}

const ROWS_BY_TYPE: ReadonlyMap<string, readonly Ecosystem[]> = rowsByType()

function rowsByType(): ReadonlyMap<string, readonly Ecosystem[]> {
  const rows = new Map<string, Ecosystem[]>()
  for (const row of ECOSYSTEMS) {
    const sharing = rows.get(row.type)
    if (sharing === undefined) rows.set(row.type, [row])
    else sharing.push(row)
  }
  return rows
}

const ROW_BY_NAME: ReadonlyMap<string, Ecosystem> = new Map(
  ECOSYSTEMS.toReversed().map((row) => [row.name, row]),
)

function nameIn(ecosystem: Ecosystem, purl: Purl): string | undefined {
  if (ecosystem.namespaces === undefined) return NAMES[ecosystem.naming](purl)
  return purl.namespace !== undefined && ecosystem.namespaces.includes(purl.namespace)
    ? purl.name
    : undefined
}

function pathOf(purl: Purl): string {
  return purl.namespace === undefined ? purl.name : `${purl.namespace}/${purl.name}`
}

const NAMES: Readonly<Record<Naming, (purl: Purl) => string | undefined>> = {
  // A namespace where the ecosystem has none (a private organisation on hex.pm) is another package than the public one.
  name: (purl) => (purl.namespace === undefined || purl.type === 'conan' ? purl.name : undefined),
  path: (purl) =>
    purl.type === 'golang' && purl.namespace === undefined
      ? (GO_DISTRIBUTION.get(purl.name) ?? purl.name)
      : purl.type === 'github' && purl.namespace === undefined
        ? undefined
        : pathOf(purl),
  colon: (purl) => (purl.namespace === undefined ? undefined : `${purl.namespace}:${purl.name}`),
  dot: (purl) => (purl.namespace === undefined ? undefined : `${purl.namespace}.${purl.name}`),
  pep503: (purl) =>
    purl.namespace === undefined ? purl.name.replaceAll(/[-_.]+/g, '-') : undefined,
  kernel: (purl) =>
    KERNEL_PATHS[purl.type]?.includes(pathOf(purl).toLowerCase()) ? 'Kernel' : undefined,
}

const PARTS: Readonly<Record<Naming, (name: string) => PurlParts>> = {
  name: (name) => ({ name }),
  path: splitPath,
  colon: (name) => splitAt(name, name.indexOf(':')),
  dot: (name) => splitAt(name, name.indexOf('.')),
  pep503: (name) => ({ name }),
  kernel: () => splitPath(KERNEL_PATHS['generic']![0]!),
}

/** SwiftURL names are addresses of repositories, in OSV without scheme, elsewhere with it and with `.git`. */
function splitPath(path: string): PurlParts {
  const plain = path.replace(/^https?:\/\//i, '').replace(/\.git$/i, '')
  return splitAt(plain, plain.lastIndexOf('/'))
}

function splitAt(text: string, at: number): PurlParts {
  return at < 0 ? { name: text } : { namespace: text.slice(0, at), name: text.slice(at + 1) }
}

function releaseIn(ecosystem: Ecosystem, purl: Purl): string | undefined {
  const distro = purl.qualifiers.get('distro') ?? purl.qualifiers.get('distro_name')
  return ecosystem.release === undefined || distro === undefined
    ? undefined
    : releaseOf(ecosystem.release, distro)
}

/**
 * Syft's qualifier `upstream`: `openssl`, `gcc-12@12.2.0-14` (deb, apk), `bash-5.1.8-6.el9.src.rpm` (rpm); a package that is
 * its own source says `arch=source` or `arch=src`.
 */
function sourceOf(purl: Purl): { name: string; version?: string } | undefined {
  const upstream = purl.qualifiers.get('upstream')
  if (upstream === undefined || upstream === '') return undefined
  const rpm = /^(.+)-([^-]+-[^-]+)\.(?:no)?src\.rpm$/.exec(upstream)
  if (rpm) return { name: rpm[1]!, version: rpm[2]! }
  const at = upstream.lastIndexOf('@')
  return at > 0
    ? { name: upstream.slice(0, at), version: upstream.slice(at + 1) }
    : { name: upstream }
}
