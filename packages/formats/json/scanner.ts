// SPDX-License-Identifier: Apache-2.0
import { isAscii, isUtf8 } from 'node:buffer'
import type { Limits } from '../source/limits.ts'

/** What to do with a member of the top-level object: parse it whole, hand over its elements one by one, or pass it by. */
export type MemberPlan = 'whole' | 'elements' | 'skip'

export interface ScanHandlers {
  plan(key: string): MemberPlan
  /** Answer true to stop reading. */
  onMember(key: string, value: unknown): boolean | void
  onElement(key: string, index: number, value: unknown): void
  /** Called with the first bytes that cannot be JSON, or where a limit is met. Must throw. */
  fail(reason: Failure): never
}

/** `string`, `depth` and `size` are limits: of a string, of nesting, of one member or element. */
export type Failure = 'syntax' | 'encoding' | 'string' | 'depth' | 'size'

export interface Scanner {
  /** False once a handler asked to stop. */
  push(chunk: Uint8Array): boolean
  end(): void
}

/** Elements are parsed in batches of about this many bytes: large enough for JSON.parse to run at full speed, small enough to be cheap to hold. */
const BATCH_BYTES = 1024 * 1024
/** One member or element must fit a V8 string. */
export const LONGEST_UNIT = 500 * 1024 * 1024

type Expect = 'top' | 'key' | 'colon' | 'value' | 'inValue' | 'inElements' | 'after' | 'done'

/**
 * Splits the top-level object of a JSON text into its members, and chosen arrays into their elements, looking only at
 * quotes and brackets; each piece then goes to JSON.parse, which is the judge of its syntax. So documents beyond the
 * longest V8 string can be read, and memory holds one batch, not the tree. Grammar: RFC 8259.
 */
export function createScanner(handlers: ScanHandlers, limits: Limits): Scanner {
  const { depth: maxDepth, stringLength: maxString } = limits
  const maxUnit = Math.min(limits.wholeDocumentBytes, LONGEST_UNIT)
  const batch = Math.min(BATCH_BYTES, maxUnit >> 1)
  let window: Buffer = Buffer.alloc(0)
  let store: Buffer = Buffer.allocUnsafeSlow(0)
  let at = 0
  let unitStart = 0
  let depth = 0
  let inString = false
  /** Bytes of the string that the window cuts, before the window. */
  let stringBefore = 0
  let first = true
  let expect: Expect = 'top'
  let key = ''
  let plan: MemberPlan = 'whole'
  let index = 0
  let stopped = false

  function parseUnit(start: number, end: number): unknown {
    if (end - start > maxUnit) handlers.fail('size')
    const bytes = window.subarray(start, end)
    if (!isUtf8(bytes)) handlers.fail('encoding')
    const text = isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8')
    try {
      return JSON.parse(text)
    } catch {
      return handlers.fail('syntax')
    }
  }

  /**
   * The elements between two commas (or brackets) of an array: these two bytes are brackets for as long as the piece is
   * decoded, as the source's bytes are not ours to change and a copy of each piece would cost.
   */
  function parseElements(end: number): unknown {
    const before = window[unitStart - 1] ?? 0
    const after = window[end] ?? 0
    window[unitStart - 1] = 91
    window[end] = 93
    try {
      return parseUnit(unitStart - 1, end + 1)
    } finally {
      window[unitStart - 1] = before
      window[end] = after
    }
  }

  function flushElements(end: number): void {
    const values = parseElements(end)
    if (!Array.isArray(values)) return
    for (const value of values) handlers.onElement(key, index++, value)
  }

  function endOfMember(end: number): void {
    if (plan === 'whole' && handlers.onMember(key, parseUnit(unitStart, end)) === true)
      stopped = true
    unitStart = end
  }

  function scan(): void {
    const bytes = window
    const length = bytes.length
    let i = at
    while (i < length && !stopped) {
      if (inString) {
        const start = i
        let open = true
        while (i < length) {
          const c = bytes[i++]
          if (c === 34) {
            open = false
            break
          }
          if (c === 92) i++
        }
        stringBefore += i - start
        // its quotation mark is no part of it
        if (stringBefore > maxString + (open ? 0 : 1)) handlers.fail('string')
        if (open) break
        stringBefore = 0
        inString = false
        if (expect === 'key') {
          key = String(parseUnit(unitStart, i))
          plan = handlers.plan(key)
          expect = 'colon'
        }
        continue
      }
      const c = bytes[i]
      if (c === 32 || c === 10 || c === 13 || c === 9) {
        i++
        continue
      }
      switch (expect) {
        case 'inElements':
        case 'inValue': {
          const deep = skipDeep(bytes, i)
          if (deep > i) {
            i = deep
            break
          }
          if (c === 34) inString = true
          else if (c === 123 || c === 91) {
            if (++depth > maxDepth) handlers.fail('depth')
          } else if (c === 125 || c === 93) {
            depth--
            if (depth === 1 && expect === 'inElements') {
              if (c !== 93) handlers.fail('syntax')
              if (hasContent(bytes, unitStart, i)) flushElements(i)
              else if (index > 0) handlers.fail('syntax') // `[1,]`: a batch ended at that comma
              expect = 'after'
            } else if (depth === 0) {
              if (c !== 125) handlers.fail('syntax')
              endOfMember(i)
              expect = 'done'
            }
          } else if (c === 44) {
            if (depth === 1) {
              endOfMember(i)
              expect = 'key'
              first = false
            } else if (depth === 2 && expect === 'inElements' && i - unitStart >= batch) {
              if (!hasContent(bytes, unitStart, i)) handlers.fail('syntax')
              flushElements(i)
              unitStart = i + 1
            }
          }
          i++
          break
        }
        case 'top':
          if (c !== 123) handlers.fail('syntax')
          depth = 1
          expect = 'key'
          i++
          break
        case 'key':
          if (c === 34) {
            unitStart = i
            inString = true
          } else if (c === 125 && first) {
            depth = 0
            expect = 'done'
          } else handlers.fail('syntax')
          i++
          break
        case 'colon':
          if (c !== 58) handlers.fail('syntax')
          expect = 'value'
          i++
          break
        case 'value':
          if (c === 44 || c === 125 || c === 93) handlers.fail('syntax')
          unitStart = i
          if (c === 91 && plan === 'elements') {
            depth = 2
            index = 0
            unitStart = i + 1
            expect = 'inElements'
            i++
          } else {
            // not an array after all: the reader is told what stands there instead
            if (plan === 'elements') plan = 'whole'
            expect = 'inValue'
          }
          break
        case 'after':
          if (c === 44) {
            expect = 'key'
            first = false
          } else if (c === 125) {
            depth = 0
            expect = 'done'
          } else handlers.fail('syntax')
          i++
          break
        case 'done':
          handlers.fail('syntax')
          break
      }
    }
    at = i
  }

  /**
   * Runs from here to the next byte that the slow loop must see: a comma or closing bracket near the top, the end of the
   * window, a string that the window cuts. Most bytes of a document pass here.
   */
  function skipDeep(bytes: Buffer, from: number): number {
    const length = bytes.length
    const top = expect === 'inElements' ? 2 : 1
    let level = depth
    let i = from
    let safe = from
    while (i < length) {
      const c = bytes[i] ?? 0
      if (c === 34) {
        let end = i + 1
        for (;;) {
          const d = bytes[end] ?? 34
          if (d === 34) break
          end += d === 92 ? 2 : 1
        }
        if (end >= length) break
        if (end - i - 1 > maxString) handlers.fail('string')
        i = end
      } else if (c === 123 || c === 91) {
        if (++level > maxDepth) handlers.fail('depth')
      } else if (c === 125 || c === 93) {
        if (level <= top) break
        level--
      } else if (c === 44 && level <= top) break
      i++
      safe = i
      depth = level
    }
    return safe
  }

  /** What a skipped member leaves behind needs no memory. */
  function keepsBytes(): boolean {
    return expect === 'inElements' || (expect === 'inValue' && plan !== 'skip') || expect === 'key'
  }

  /** What is left of the window with more behind it, in memory of ours that grows by halves: each byte is moved a few times. */
  function append(start: number, next: Buffer): Buffer {
    const left = window.length - start
    const needed = left + next.length
    if (window.buffer === store.buffer) {
      const from = window.byteOffset - store.byteOffset + start
      if (from + needed <= store.length) {
        next.copy(store, from + left)
        return store.subarray(from, from + needed)
      }
      if (left <= from && needed <= store.length) {
        store.copyWithin(0, from, from + left)
        next.copy(store, left)
        return store.subarray(0, needed)
      }
    }
    const grown = Buffer.allocUnsafeSlow(needed + (needed >> 1))
    window.copy(grown, 0, start)
    next.copy(grown, left)
    store = grown
    return grown.subarray(0, needed)
  }

  return {
    push(chunk) {
      if (stopped) return false
      // one byte more: the bracket or comma before the elements
      const start = keepsBytes() ? Math.max(0, unitStart - 1) : Math.min(at, window.length)
      if (window.length - start > maxUnit) handlers.fail('size')
      const next = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      window = start === window.length ? next : append(start, next)
      at -= start
      unitStart = keepsBytes() ? unitStart - start : at
      scan()
      return !stopped
    },
    end() {
      if (!stopped && expect !== 'done') handlers.fail('syntax')
    },
  }
}

function hasContent(bytes: Buffer, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const c = bytes[i]
    if (c !== 32 && c !== 10 && c !== 13 && c !== 9) return true
  }
  return false
}
