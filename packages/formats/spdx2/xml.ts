// SPDX-License-Identifier: Apache-2.0
import type { Place } from '../fault/index.ts'
import { pointerOf } from '../json/index.ts'
import type { Limits, Source } from '../source/index.ts'
import { createAssembly, isListName, type Assembly } from './assembly.ts'
import { DEAF } from './deaf.ts'
import { quote, type Raw } from './members.ts'
import { DOCUMENT, type ElementRule, type MemberRule } from './rules.ts'
import type { Spdx2Sink } from './sink.ts'
import { throwFaults } from './throw.ts'
import { isListRule, typedValue } from './typed.ts'
import { readXml } from '../xml/index.ts'

/** The XML serialization: the members of JSON as elements, lists as repeated elements. */
export async function streamXml(source: Source, sink: Spdx2Sink, limits: Limits): Promise<void> {
  const assembly = createAssembly(sink)
  await readElements(source, limits, assembly)
  if (assembly.findings.faultCount > 0) {
    await throwFaults(source.name, assembly.findings, (pointers) =>
      locateAll(source, pointers, limits),
    )
  }
}

/** Reads the document once more and notes where the wanted elements begin. */
async function locateAll(
  source: Source,
  pointers: readonly string[],
  limits: Limits,
): Promise<(pointer: string) => Place> {
  const wanted = new Set(pointers)
  const places = new Map<string, Place>()
  await readElements(source, limits, createAssembly(DEAF), (pointer, line, column) => {
    if (wanted.has(pointer) && !places.has(pointer)) places.set(pointer, { line, column })
  })
  return (pointer) => ({ pointer: elementPath(pointer), ...places.get(pointer) })
}

/** `/packages/3/name` -> `/Document/packages[4]/name` */
function elementPath(pointer: string): string {
  return `/Document${pointer.replace(/\/(\d+)(?=\/|$)/g, (_, index: string) => `[${Number(index) + 1}]`)}`
}

interface Frame {
  readonly key: string
  /** Position among its namesakes, for the members that are lists. */
  readonly index: number | undefined
  /** Undefined: an element that SPDX does not have here; it and all in it is passed over. */
  readonly rule: MemberRule | undefined
  readonly of: ElementRule | undefined
  readonly raw: Raw
  readonly counts: Map<string, number>
  text: string
  hasChildren: boolean
}

type Trace = (pointer: string, line: number, column: number) => void

async function readElements(
  source: Source,
  limits: Limits,
  assembly: Assembly,
  trace?: Trace,
): Promise<void> {
  const { findings } = assembly
  const stack: Frame[] = []
  const described: unknown[] = []
  let unread = 0

  const pointer = (): string =>
    pointerOf(
      stack
        .slice(1)
        .flatMap((frame) => (frame.index === undefined ? [frame.key] : [frame.key, frame.index])),
    )

  await readXml(source, limits, {
    open(tag, line, column) {
      const key = tag.local
      const parent = stack.at(-1)
      if (parent === undefined) {
        if (key !== 'Document') {
          findings.placed({
            code: 'UNKNOWN_FORMAT',
            message: `expected the element Document, found ${quote(key)}`,
            place: { line, column },
          })
          unread = 1
        }
        stack.push(frameOf(key, undefined, { kind: 'object', of: DOCUMENT }))
        return
      }
      if (unread > 0) {
        unread++
        return
      }
      parent.hasChildren = true
      const rule = parent.of?.members.get(key)
      if (rule === undefined) {
        unread = 1
        findings.remark(
          `${parent.of?.what ?? parent.key} has no member ${quote(key)}; passed over`,
          pointer(),
        )
        return
      }
      let index: number | undefined
      if (isListRule(rule)) {
        index = parent.counts.get(key) ?? 0
        parent.counts.set(key, index + 1)
      }
      stack.push(frameOf(key, index, rule))
      trace?.(pointer(), line, column)
    },

    text(text) {
      const frame = stack.at(-1)
      if (frame !== undefined && unread === 0) frame.text += text
    },

    close() {
      if (unread > 1 || (unread === 1 && stack.length > 1)) {
        unread--
        return
      }
      const frame = stack.at(-1)
      if (frame === undefined) return
      if (stack.length > 1) keep(frame, stack.at(-2))
      stack.pop()
    },
  })
  if (described.length > 0) assembly.member('documentDescribes', described)
  if (unread === 0) assembly.finish()

  function keep(frame: Frame, parent: Frame | undefined): void {
    const value = valueOf(frame)
    if (stack.length === 2) {
      keepInDocument(frame, value)
      return
    }
    if (parent === undefined) return
    const { raw } = parent
    if (frame.index !== undefined) {
      const list = raw[frame.key]
      if (Array.isArray(list)) list.push(value)
      else raw[frame.key] = [value]
    } else if (raw[frame.key] === undefined) raw[frame.key] = value
    else findings.fault('DUPLICATE', `${quote(frame.key)} is given twice`, pointer())
  }

  function keepInDocument(frame: Frame, value: unknown): void {
    const { key } = frame
    if (isListName(key)) assembly.element(key, frame.index ?? 0, value)
    else if (key === 'documentDescribes') described.push(value)
    else if (stack[0]?.counts.has(key)) {
      findings.fault('DUPLICATE', `${quote(key)} is given twice`, pointer())
    } else {
      stack[0]?.counts.set(key, 1)
      assembly.member(key, value)
    }
  }
}

function frameOf(key: string, index: number | undefined, rule: MemberRule): Frame {
  const of = rule.kind === 'object' || rule.kind === 'objects' ? rule.of : undefined
  return { key, index, rule, of, raw: {}, counts: new Map(), text: '', hasChildren: false }
}

function valueOf(frame: Frame): unknown {
  if (frame.of === undefined) {
    return frame.rule === undefined ? frame.text : typedValue(frame.text, frame.rule)
  }
  return !frame.hasChildren && frame.text.trim() !== '' ? frame.text : frame.raw
}
