// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { languageOf, regionsIn, type Region } from '@headwater/locate/functions'
import type { Located } from './judge.ts'
import { idOf } from './patch.ts'
import type { Patch, Project } from './project.ts'
import { bringTreeTo, fetchSource, readSeries } from './source.ts'
import { placesOf } from './workspace.ts'

/** The places of every security patch of a series, each in the tree that it is applied to. */
export async function locateSeries(project: Project): Promise<readonly Located[]> {
  const { tree } = placesOf(project, '', 'located')
  const located: Located[] = []
  for (const patch of readSeries(await fetchSource(project))) {
    if (patch.fixes.length === 0) continue
    await bringTreeTo(project, tree, patch.index)
    located.push(...locatePatch(patch, tree))
  }
  return located
}

/**
 * Where the code is that a patch changes, in the tree that it is about to be applied to: for each file that is there already the
 * functions around changed lines, and what is changed beside functions. What it only adds between functions was not vulnerable.
 */
function locatePatch(patch: Patch, tree: string): readonly Located[] {
  const places = changesIn(readFileSync(patch.path, 'utf8')).flatMap(({ path, lines, gaps }) => {
    const file = join(tree, path)
    if (!existsSync(file)) return []
    const language = languageOf(path)
    const regions = language === undefined ? [] : regionsIn(language, readFileSync(file, 'utf8'))
    const touched = [
      ...lines.map((line) => regionAt(regions, line)),
      // A line that is added within one region changes it; one between two regions is new.
      ...gaps.map((line) => {
        const before = regionAt(regions, line - 1)
        return before === regionAt(regions, line) ? before : undefined
      }),
    ].filter((region) => region !== undefined)
    const functions = touched.filter(isFunction).map(({ name }) => name)
    const others = touched
      .filter((region) => !isFunction(region) && region.kind !== 'comment')
      .map(({ kind, name }) => ({ kind, name }))
    if (functions.length + others.length === 0 && language !== undefined) return []
    return [
      {
        id: idOf(patch),
        paths: [path],
        functions: [...new Set(functions)],
        ...(others.length > 0 && { others }),
        basis: patch.name,
      },
    ]
  })
  // A patch of tests or documents alone: a place that nobody compiles.
  if (places.length > 0) return places
  return [{ id: idOf(patch), paths: ['doc/nothing.md'], functions: [], basis: patch.name }]
}

interface Change {
  readonly path: string
  /** Lines of the old text that are removed or replaced, from 1. */
  readonly lines: readonly number[]
  /** Lines of the old text that others are added before. */
  readonly gaps: readonly number[]
}

function changesIn(patch: string): readonly Change[] {
  const changes: { path: string; lines: number[]; gaps: number[] }[] = []
  let old = 0
  let left = 0
  let isReplacing = false
  for (const line of patch.split('\n')) {
    const header = /^--- (?:a\/|[^/\s]+\/)?(\S+)/.exec(line)
    const hunk = /^@@ -(\d+)(?:,(\d+))? /.exec(line)
    if (left <= 0 && header !== null) changes.push({ path: header[1] ?? '', lines: [], gaps: [] })
    else if (hunk !== null) {
      old = Number(hunk[1])
      left = Number(hunk[2] ?? 1)
      isReplacing = false
    } else if (line.startsWith('-') && left > 0) {
      changes.at(-1)?.lines.push(old++)
      left--
      isReplacing = true
    } else if (line.startsWith('+') && !line.startsWith('+++ ')) {
      if (!isReplacing) changes.at(-1)?.gaps.push(old)
    } else if (left > 0) {
      old++
      left--
      isReplacing = false
    }
  }
  return changes
}

function regionAt(regions: readonly Region[], line: number): Region | undefined {
  return regions.find(({ startLine, endLine }) => startLine <= line && line <= endLine)
}

function isFunction({ kind }: Region): boolean {
  return kind === 'function' || kind === 'macro-function'
}
