// SPDX-License-Identifier: Apache-2.0
import type { FilePatch, Hunk } from './patch.ts'

/** Lines from which a hunk may have moved, as `patch` allows. */
const FARTHEST = 2000

/** A text after a patch, with the hunks as they lie in it; `unplaced` counts those that did not fit. */
export interface Applied {
  readonly text: string
  readonly hunks: readonly Hunk[]
  readonly unplaced: number
}

/**
 * Puts a patch onto a text. Hunks may lie elsewhere than they say, as in a release near the one that the patch was made for;
 * one whose removed lines and context are not there is left out.
 */
export function applyPatch(text: string, { hunks }: Pick<FilePatch, 'hunks'>): Applied {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''))
  const result: string[] = []
  const placed: Hunk[] = []
  let unplaced = 0
  // next line of the old text, from 0; and how far the last hunk lay from where it said
  let at = 0
  let offset = 0
  for (const hunk of hunks) {
    const old = hunk.lines
      .filter(({ kind }) => kind !== 'added')
      .map(({ text }) => text.replace(/\r$/, ''))
    const said = (hunk.oldLines === 0 ? hunk.oldStart : hunk.oldStart - 1) + offset
    const found = findLines(lines, old, said, at)
    if (found < 0) {
      unplaced++
      continue
    }
    offset += found - said
    for (; at < found; at++) result.push(lines[at] ?? '')
    const newStart = result.length + (hunk.newLines === 0 ? 0 : 1)
    for (const { kind, text } of hunk.lines) {
      if (kind === 'added') result.push(text.replace(/\r$/, ''))
      else {
        if (kind === 'context') result.push(lines[at] ?? '')
        at++
      }
    }
    const oldStart = found + (hunk.oldLines === 0 ? 0 : 1)
    placed.push({ ...hunk, oldStart, newStart })
  }
  for (; at < lines.length; at++) result.push(lines[at] ?? '')
  return { text: result.join('\n'), hunks: placed, unplaced }
}

/** Where these lines stand, nearest to where they should; -1 if nowhere near. */
function findLines(
  lines: readonly string[],
  wanted: readonly string[],
  said: number,
  least: number,
): number {
  for (let distance = 0; distance <= FARTHEST; distance++) {
    for (const at of distance === 0 ? [said] : [said - distance, said + distance]) {
      if (at >= least && at + wanted.length <= lines.length && matches(lines, wanted, at)) return at
    }
  }
  return -1
}

function matches(lines: readonly string[], wanted: readonly string[], at: number): boolean {
  return wanted.every((line, i) => line === lines[at + i])
}
