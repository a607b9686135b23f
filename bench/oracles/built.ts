// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Configuration, Image, Places, Project } from './project.ts'
import { bringTreeTo } from './source.ts'
import { placesOf, run, type Outcome } from './workspace.ts'

/** A configuration built from a tree with `patches` of the series applied. What is built already is only brought up to date. */
export async function build(
  project: Project,
  configuration: Configuration,
  { role = 'plain', patches = 0 }: { role?: string; patches?: number } = {},
): Promise<Places> {
  const places = placesOf(project, configuration.name, role)
  await bringTreeTo(project, places.tree, patches)
  await configure(configuration, places)
  await run(configuration.build(places))
  return places
}

/** Configures once; again, in an emptied directory, if the commands have changed since. */
async function configure(configuration: Configuration, places: Places): Promise<void> {
  const commands = configuration.configure(places)
  const digest = createHash('sha256').update(JSON.stringify(commands)).digest('hex')
  const marker = `${places.build}.configured`
  if (existsSync(marker) && readFileSync(marker, 'utf8') === digest) return
  rmSync(places.build, { recursive: true, force: true })
  for (const command of commands) await run(command)
  writeFileSync(marker, digest)
}

/** Links an image again, and lets it fail: what it says is the answer. */
export async function relink(
  configuration: Configuration,
  places: Places,
  image: Image,
): Promise<Outcome> {
  rmSync(join(places.build, image.path), { force: true })
  return await run(configuration.build(places, image.path), () => true)
}
