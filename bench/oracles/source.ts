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
 * What Debian ships, fetched by apt (which needs `deb-src` sources for source packages) and unpacked without its patches.
 * @returns the tree; of a source package with `debian/patches`
 */
export async function fetchSource({ name, source }: Project): Promise<string> {
  const fetched = join(workspace, name, 'fetched')
  const pristine = join(fetched, 'pristine')
  const marker = join(fetched, 'done')
  if (existsSync(marker)) return pristine
  rmSync(fetched, { recursive: true, force: true })
  const wanted = `${source.package}=${source.version}`
  const ask = source.kind === 'packed-tree' ? ['download'] : ['source', '--download-only']
  await run({ argv: ['apt-get', ...ask, wanted], directory: fetched })
  const ending = source.kind === 'packed-tree' ? '.deb' : '.dsc'
  const found = readdirSync(fetched).find((file) => file.endsWith(ending))
  if (found === undefined) throw new Error(`${wanted}: apt-get brought no ${ending}`)
  const unpack =
    source.kind === 'packed-tree'
      ? [
          ['dpkg-deb', '--extract', found, 'package'],
          ['mkdir', pristine],
          ['tar', '-xf', join('package', source.archive), '-C', pristine, '--strip-components=1'],
        ]
      : [['dpkg-source', '--extract', '--skip-patches', '--no-check', found, pristine]]
  for (const argv of unpack) await run({ argv, directory: fetched })
  writeFileSync(marker, wanted)
  return pristine
}

/** The series in its order; comments and empty lines are no patches (quilt's own reading). */
export function readSeries(pristine: string): readonly Patch[] {
  const folder = join(pristine, 'debian', 'patches')
  const series = join(folder, 'series')
  if (!existsSync(series)) return []
  return readFileSync(series, 'utf8')
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
    // The builds go with it: the older files would pass for older than what was built of the newer ones.
    rmSync(dirname(tree), { recursive: true, force: true })
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
