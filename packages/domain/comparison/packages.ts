// SPDX-License-Identifier: Apache-2.0
import { purlKey, readPurl } from '@headwater/formats/purl'
import { componentsOf, type Component } from '../identity/index.ts'
import type { Inventory } from '../inventory/index.ts'
import type { ComparedPackage, PackageChanges } from './comparison.ts'
import { byCodeUnit } from './sides.ts'

/** Packages by identity without version: a purl, else a name. */
export function comparePackages(from: Inventory, to: Inventory): PackageChanges {
  const before = versionsByName(from)
  const after = versionsByName(to)
  const only = (
    these: ReadonlyMap<string, ReadonlySet<string>>,
    others: ReadonlyMap<string, ReadonlySet<string>>,
  ): ComparedPackage[] =>
    [...these]
      .filter(([name]) => !others.has(name))
      .map(([name, versions]) => ({ name, versions: sorted(versions) }))
      .sort(byName)
  const changed = [...before].flatMap(([name, versions]) => {
    const others = after.get(name)
    if (others === undefined) return []
    const [was, is] = [sorted(versions), sorted(others)]
    return was.join('\n') === is.join('\n') ? [] : [{ name, from: was, to: is }]
  })
  const common = [...before.keys()].filter((name) => after.has(name)).length
  return {
    added: only(after, before),
    removed: only(before, after),
    changed: changed.sort(byName),
    unchanged: common - changed.length,
  }
}

function versionsByName(inventory: Inventory): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const component of componentsOf(inventory, []).components) {
    const name = nameOf(component)
    const versions = found.get(name) ?? new Set()
    if (component.version !== undefined) versions.add(component.version)
    found.set(name, versions)
  }
  return found
}

function nameOf({ name, purls }: Component): string {
  for (const text of purls) {
    const reading = readPurl(text)
    if (reading.kind === 'purl') return purlKey(reading.purl)
  }
  return name
}

function sorted(versions: ReadonlySet<string>): readonly string[] {
  return [...versions].sort(byCodeUnit)
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return byCodeUnit(a.name, b.name)
}
