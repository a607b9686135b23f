// SPDX-License-Identifier: Apache-2.0
import type { NodeId } from '../inventory/index.ts'
import type { Body } from './body.ts'
import type { FileFacts } from './facts.ts'
import type { GivenCode, TextFunction } from './given.ts'
import { NO_NAMES, namesOf } from './names.ts'
import type { CodeRecords } from './read-records.ts'

/** What is known of the text of a file. */
type KnownText = Pick<FileFacts, 'text' | 'constant' | 'spans' | 'given'>

export const NO_TEXT: KnownText = {
  text: undefined,
  constant: NO_NAMES,
  spans: undefined,
  given: undefined,
}

/** What the text of a file defines: from the text itself, else from what its documents record of it. */
export function textOf(
  nodes: readonly NodeId[],
  records: CodeRecords,
  given: GivenCode,
): KnownText {
  for (const node of nodes) {
    const text = given.textOf(node)
    if (text === undefined) continue
    const { functions: spans } = text
    const constant = spans.filter((span) => span.isConstant).map(({ name }) => name)
    return {
      text: namesOf(spans.map(({ name }) => name)),
      constant: namesOf(constant),
      spans,
      given: text,
    }
  }
  const lists = nodes.flatMap((node) => {
    const list = records.sources.get(node)
    return list === undefined ? [] : [list]
  })
  const text = lists.length === 0 ? undefined : namesOf(lists.flatMap(({ functions }) => functions))
  const constant = namesOf(lists.flatMap((list) => list.constant))
  return { text, constant, spans: undefined, given: undefined }
}

/** A text in which functions stand on other lines than the compiler saw is another version of the file. */
export function fits({ lines }: Body, { spans = [] }: Pick<FileFacts, 'spans'>): boolean {
  if (lines === undefined) return true
  const byName = new Map<string, TextFunction[]>()
  for (const span of spans) {
    const list = byName.get(span.name)
    if (list) list.push(span)
    else byName.set(span.name, [span])
  }
  for (const [name, at] of lines) {
    const own = byName.get(name)
    if (own === undefined) continue
    const isThere = at.some((line) =>
      own.some(({ startLine, endLine }) => line >= startLine && line <= endLine),
    )
    if (!isThere) return false
  }
  return true
}
