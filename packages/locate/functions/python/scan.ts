// SPDX-License-Identifier: Apache-2.0
import type { Item, RegionKind, Scan } from '../span.ts'
import { logicalLines, type LogicalLine } from './lines.ts'

type OpenItem = { -readonly [key in keyof Item]: Item[key] }

interface Block {
  readonly indent: number
  readonly item: OpenItem
  readonly path: string
  readonly isClass: boolean
}

/** Functions, classes and variables of a Python file, nested ones with their scope. */
export function scanPython(text: string): Scan {
  const { lines, comments } = logicalLines(text)
  const items: Item[] = []
  const open: Block[] = []
  let lastLine = 1
  let decorated: LogicalLine | undefined
  const close = (indent: number): void => {
    for (let top = open.at(-1); top !== undefined && top.indent >= indent; top = open.at(-1)) {
      top.item.endLine = lastLine
      open.pop()
    }
  }
  for (const line of lines) {
    close(line.indent)
    lastLine = line.endLine
    if (line.head.startsWith('@')) {
      decorated ??= line
      continue
    }
    const first = decorated ?? line
    decorated = undefined
    const [, word = '', name = ''] = BLOCK.exec(line.head) ?? []
    if (word === '') {
      if (open.length === 0) items.push(statement(line))
      continue
    }
    const around = open.at(-1)
    const isClass = word === 'class'
    const scope = around?.path ?? ''
    const item: OpenItem = {
      kind: isClass ? 'type' : 'function',
      name,
      ...(scope === '' ? {} : { scope }),
      ...(around?.isClass === true && !isClass ? { isMethod: true } : {}),
      startLine: first.startLine,
      endLine: line.endLine,
    }
    items.push(item)
    // the path of a deep nest would grow without bound
    const path = scope.length > 1000 ? scope : scope === '' ? name : `${scope}.${name}`
    open.push({ indent: line.indent, item, path, isClass })
  }
  close(-1)
  return { items, comments }
}

const BLOCK =
  /^(?:async[ \t]+)?(def|class)[ \t\f\\]+([\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}_]*)/u

function statement({ head, startLine, endLine }: LogicalLine): Item {
  const [, name = ''] = /^([\w.]+)[ \t]*(?::[^=]*)?=(?!=)/.exec(head) ?? []
  const kind: RegionKind = /^(?:import|from)\b/.test(head)
    ? 'include'
    : name === ''
      ? 'other'
      : 'data'
  return { kind, name, startLine, endLine }
}
