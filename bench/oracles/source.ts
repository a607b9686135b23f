// SPDX-License-Identifier: Apache-2.0
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Patch, Project } from './project.ts'
import { run, workspace } from './workspace.ts'

/**
 * The source package, fetched by apt (which needs `deb-src` sources) and unpacked without its patches.
 * @returns the folder that holds `debian/patches`
 */
export async function fetchSource(project: Project): Promise<string> {
  const fetched = join(workspace, project.name, 'fetched')
  const pristine = join(fetched, 'pristine')
  if (existsSync(join(pristine, 'debian'))) return pristine
  rmSync(fetched, { recursive: true, force: true })
  const wanted = `${project.source.package}=${project.source.version}`
  await run({ argv: ['apt-get', 'source', '--download-only', wanted], directory: fetched })
  const description = readdirSync(fetched).find((name) => name.endsWith('.dsc'))
  if (description === undefined) throw new Error(`${wanted}: apt-get brought no .dsc`)
  await run({
    argv: ['dpkg-source', '--extract', '--skip-patches', '--no-check', description, pristine],
    directory: fetched,
  })
  return pristine
}

/** The series in its order; comments and empty lines are no patches (quilt's own reading). */
export function readSeries(pristine: string): readonly Patch[] {
  const folder = join(pristine, 'debian', 'patches')
  return readFileSync(join(folder, 'series'), 'utf8')
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*/, '').trim())
    .filter((name) => name !== '')
    .map((name, index) => ({
      name,
      path: join(folder, name),
      fixes: name.match(/CVE-\d{4}-\d{4,}/g) ?? [],
      index,
    }))
}

/** Brings a tree to the state in which the first `count` patches of the series are applied. Goes forward only; else anew. */
export async function bringTreeTo(project: Project, tree: string, count: number): Promise<void> {
  const pristine = await fetchSource(project)
  const series = readSeries(pristine)
  const marker = join(dirname(tree), 'applied')
  let applied = existsSync(marker) && existsSync(tree) ? Number(readFileSync(marker, 'utf8')) : -1
  if (applied < 0 || applied > count) {
    rmSync(tree, { recursive: true, force: true })
    mkdirSync(dirname(tree), { recursive: true })
    cpSync(pristine, tree, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true })
    applied = 0
  }
  for (const patch of series.slice(applied, count)) {
    await run({
      argv: ['patch', '-p1', '--batch', '--no-backup-if-mismatch', '-i', patch.path],
      directory: tree,
    })
    applied = patch.index + 1
    writeFileSync(marker, String(applied))
  }
  writeFileSync(marker, String(applied))
}
