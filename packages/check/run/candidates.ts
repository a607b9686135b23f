// SPDX-License-Identifier: Apache-2.0
import {
  createMatcher,
  groupByVulnerability,
  settlingIds,
  type Locations,
  type Match,
  type VulnerabilityMatch,
} from '@headwater/domain/matching'
import type { Component } from '@headwater/domain/identity'
import type { Candidate, Place, SymbolPlace } from '@headwater/domain/triage'
import type { Overlay } from '../settings/index.ts'
import type { Advisories } from './advisories.ts'
import { identityOf } from './identity.ts'

/** What a candidate is about: a vulnerability, with everything that feeds say of it, in one component. */
export interface Subject {
  readonly component: Component
  readonly vulnerability: VulnerabilityMatch
}

/** Every vulnerability whose range holds a component, or may hold it, with the places of its code. */
export function findCandidates(
  components: readonly Component[],
  advisories: Advisories,
  overlays: readonly Overlay[],
): readonly Candidate<Subject>[] {
  const matcher = createMatcher(components.map(identityOf))
  for (const advisory of advisories.index.concerning(matcher.keys)) matcher.offer(advisory)
  const matches = matcher.matches()
  const overlayPlaces = placesById(overlays)
  const candidates: Candidate<Subject>[] = []
  for (const [i, component] of components.entries()) {
    for (const vulnerability of groupByVulnerability(matches[i] ?? []).vulnerabilities) {
      const reason = vulnerability.matches[0]?.reason?.text
      candidates.push({
        subject: { component, vulnerability },
        component: component.nodes,
        range: vulnerability.range,
        ...(vulnerability.range === 'unknown' && reason !== undefined
          ? { rangeReason: reason }
          : {}),
        places: placesOf(vulnerability, overlayPlaces),
        symbols: symbolsOf(vulnerability),
      })
    }
  }
  return candidates
}

/**
 * An overlay speaks of the release that is checked, a record of the one that was fixed: where there is an overlay for a
 * vulnerability, its places stand instead of the record's.
 */
function placesOf(
  vulnerability: VulnerabilityMatch,
  overlays: ReadonlyMap<string, readonly Place[]>,
): readonly Place[] {
  for (const id of settlingIds(vulnerability)) {
    const places = overlays.get(id)
    if (places !== undefined) return places
  }
  const places = new Map<string, Place>()
  for (const match of vulnerability.matches) {
    const found = placesOfRecord(match)
    if (found === 'anywhere') {
      // another record may still say where; this one alone says no more than the version
      if (match.affected.locations === undefined) continue
      return []
    }
    for (const place of found) {
      const known = places.get(place.path)
      places.set(
        place.path,
        known === undefined ? place : { ...known, functions: bothFunctions(known, place) },
      )
    }
  }
  return [...places.values()]
}

/** Who names no function says that it may be any. */
function bothFunctions(a: Place, b: Place): readonly string[] {
  if (a.functions.length === 0 || b.functions.length === 0) return []
  return [...new Set([...a.functions, ...b.functions])]
}

/**
 * Packages and functions of records that name no files. A record that names neither says no more than the version, whoever
 * else says where; but where an entry of one that names some names none, the code may be anywhere in the module.
 */
function symbolsOf({ matches }: VulnerabilityMatch): readonly SymbolPlace[] {
  const found: SymbolPlace[] = []
  for (const { advisory, claims } of matches) {
    const entries = claims.flatMap(({ advisory: id, entry, range }) =>
      id === advisory.id && range !== 'out' ? [advisory.affected[entry]?.locations] : [],
    )
    const named = entries.filter((each) => each !== undefined && packagesIn(each).size > 0)
    if (named.length === 0) continue
    if (named.length < entries.length || named.some((each) => (each?.files.length ?? 0) > 0))
      return []
    for (const locations of named) {
      if (locations === undefined) continue
      for (const [path, symbols] of packagesIn(locations)) {
        found.push(symbolPlace(locations, path, symbols, advisory.id))
      }
    }
  }
  return found
}

/** Functions by package: Go names both; paths of Rust begin with the crate. */
function packagesIn({ modules, functions }: Locations): ReadonlyMap<string, readonly string[]> {
  const packages = new Map<string, string[]>(modules.map((module) => [module, []]))
  for (const { name, module, file } of functions) {
    const [crate = '', ...path] = module === undefined && file === undefined ? name.split('::') : []
    const key = module ?? (path.length > 0 ? crate : undefined)
    if (key === undefined) continue
    const symbol = module === undefined ? path.join('::') : name
    const known = packages.get(key)
    if (known) known.push(symbol)
    else packages.set(key, [symbol])
  }
  return packages
}

function symbolPlace(
  { conditions = [], basis }: Locations,
  path: string,
  symbols: readonly string[],
  id: string,
): SymbolPlace {
  const condition = conditions.find((each) => each.module === undefined || each.module === path)
  return {
    package: path,
    symbols,
    ...(condition?.os === undefined ? {} : { os: condition.os }),
    ...(condition?.architectures === undefined ? {} : { architectures: condition.architectures }),
    basis: `${id} ${basis}`,
  }
}

/**
 * A record may name a component in several entries, each with files of its own: the places of all that hold count. Where one
 * of the same author holds and names no file, the code may be anywhere in it.
 */
function placesOfRecord({ advisory, affected, claims }: Match): readonly Place[] | 'anywhere' {
  const found: Place[] = []
  for (const { advisory: id, entry, range, source } of claims) {
    const said = advisory.affected[entry]
    if (id !== advisory.id || range === 'out' || said === undefined) continue
    const places = said.locations === undefined ? [] : advisoryPlaces(said.locations, advisory.id)
    const isOpen = places.length === 0 && range === 'in' && said.versions[0]?.kind !== 'cpe'
    if (isOpen && source === affected.source) return 'anywhere'
    found.push(...places)
  }
  return found
}

function advisoryPlaces(locations: Locations, id: string): Place[] {
  const files = new Set(locations.files)
  for (const { file } of locations.functions) if (file !== undefined) files.add(file)
  return [...files].map((path) => ({
    path: path.replace(/^\.?\//, ''),
    functions: locations.functions
      .filter(({ file }) => file === path || (file === undefined && files.size === 1))
      .map(({ name }) => name),
    basis: `${id} ${locations.basis}`,
    from: 'advisory',
  }))
}

function placesById(overlays: readonly Overlay[]): ReadonlyMap<string, readonly Place[]> {
  const byId = new Map<string, Place[]>()
  for (const { file, entries } of overlays) {
    for (const [i, entry] of entries.entries()) {
      const { id, paths, functions, others, from, basis } = entry
      const each = entry.places?.map((place): Place => ({
        path: place.path,
        functions: place.functions,
        ...(place.others === undefined ? {} : { others: place.others }),
        basis: `${file}: ${basis}`,
        from: place.from === 'fix' ? 'advisory' : 'overlay',
      }))
      const places =
        each ??
        paths.map((path): Place => ({
          path,
          functions,
          ...(others === undefined ? {} : { others }),
          ...(paths.length > 1 && functions.length > 1 ? { pool: `${file} ${i}` } : {}),
          basis: `${file}: ${basis}`,
          from: from === 'fix' ? 'advisory' : 'overlay',
        }))
      byId.set(id, [...(byId.get(id) ?? []), ...places])
    }
  }
  return byId
}
