// SPDX-License-Identifier: Apache-2.0
import { readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { build } from './built.ts'
import { contentsOf, differences, functionsOf, type Contents } from './image.ts'
import type { Configuration, Patch, Places, Project } from './project.ts'
import { fetchSource, readSeries } from './source.ts'

/** What one security patch did to one image. */
export interface Patched {
  /** Stands for it in checks, see {@link idOf}. */
  readonly id: string
  readonly patch: string
  readonly fixes: readonly string[]
  readonly image: string
  /** Allocated sections that differ with the patch; empty: the stripped images are the same. */
  readonly sections: readonly string[]
  /** Functions of objects that differ, `object: function`. Not all of these need be in the image. */
  readonly functions: readonly string[]
}

/**
 * The second oracle. Walks through the series of a source package; before and after each patch that fixes a CVE it builds every
 * configuration in the same place. Where the images are the same, the fix touched nothing that is in them.
 */
export async function walkPatches(
  project: Project,
  progress: (patch: Patch) => void,
): Promise<ReadonlyMap<Configuration, readonly Patched[]>> {
  const series = readSeries(await fetchSource(project))
  const results = new Map(project.configurations.map((one) => [one, [] as Patched[]]))
  for (const patch of series) {
    if (patch.fixes.length === 0) continue
    progress(patch)
    const states = new Map<Configuration, Snapshot>()
    for (const configuration of project.configurations) {
      const places = await build(project, configuration, { role: 'patched', patches: patch.index })
      states.set(configuration, await snapshot(configuration, places))
    }
    for (const configuration of project.configurations) {
      const places = await build(project, configuration, {
        role: 'patched',
        patches: patch.index + 1,
      })
      const then = states.get(configuration)
      const now = await snapshot(configuration, places, then)
      if (then !== undefined)
        results.get(configuration)?.push(...compare(configuration, patch, then, now))
    }
  }
  return results
}

interface Snapshot {
  readonly images: ReadonlyMap<string, Contents>
  readonly objects: ReadonlyMap<string, FoundObject>
}

interface FoundObject {
  readonly changedAt: number
  readonly functions: Contents
}

async function snapshot(
  configuration: Configuration,
  places: Places,
  previous?: Snapshot,
): Promise<Snapshot> {
  const images = new Map<string, Contents>()
  for (const { name, path } of configuration.images)
    images.set(name, await contentsOf(join(places.build, path)))
  const objects = new Map<string, FoundObject>()
  for (const path of objectsIn(places.build)) {
    const changedAt = statSync(path).mtimeMs
    const name = relative(places.build, path)
    const known = previous?.objects.get(name)
    objects.set(
      name,
      known?.changedAt === changedAt ? known : { changedAt, functions: await functionsOf(path) },
    )
  }
  return { images, objects }
}

function objectsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'scripts' ? [] : objectsIn(path)
    return entry.isFile() && entry.name.endsWith('.o') && !entry.name.startsWith('built-in.')
      ? [path]
      : []
  })
}

function compare(
  { images }: Configuration,
  patch: Patch,
  then: Snapshot,
  now: Snapshot,
): readonly Patched[] {
  const functions = [...now.objects].flatMap(([object, { functions }]) =>
    differences(then.objects.get(object)?.functions ?? new Map(), functions).map(
      (name) => `${object}: ${name}`,
    ),
  )
  return images.map(({ name }) => ({
    id: idOf(patch),
    patch: patch.name,
    fixes: patch.fixes,
    image: name,
    sections: differences(then.images.get(name) ?? new Map(), now.images.get(name) ?? new Map()),
    functions,
  }))
}

/** A patch is judged as a vulnerability of its own: several may fix one CVE, in parts. */
export function idOf({ index }: Patch): string {
  return `CVE-1998-${100_000 + index}`
}
