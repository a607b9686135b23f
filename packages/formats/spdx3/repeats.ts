// SPDX-License-Identifier: Apache-2.0
import { readJsonMembers } from '../json/index.ts'
import type { Limits, Source } from '../source/index.ts'
import type { Repeat } from './definitions.ts'
import type { Report } from './report.ts'
import { alreadyDefined, shorten } from './wording.ts'

/**
 * An element that is written out twice in the same words is one element (RDF merges equal triples) and gets a remark; one
 * that is defined in two ways is a fault. The text is read once more for this, because the graph was not kept.
 */
export async function settleRepeats(
  source: Source,
  limits: Limits,
  repeats: readonly Repeat[],
  report: Report,
): Promise<void> {
  if (repeats.length === 0) return
  const wanted = new Set(repeats.flatMap(({ first, again }) => [first, again]))
  const said = new Map<number, string>()
  await readJsonMembers(source, {
    streamed: new Set(['@graph']),
    limits,
    skip: () => true,
    onMember: () => false,
    onElement(_key, index, value) {
      if (wanted.has(index)) said.set(index, inOneOrder(value))
    },
  })
  for (const { id, first, again } of repeats) {
    if (said.get(first) === said.get(again)) report.remark(`${shorten(id)} is written out twice`)
    else report.fault('DUPLICATE', alreadyDefined(id, first), ['@graph', again])
  }
}

function inOneOrder(value: unknown): string {
  return JSON.stringify(value, (_name, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))
      : each,
  )
}
