// SPDX-License-Identifier: Apache-2.0
import { pointerOf } from '../json/index.ts'
import type { MemberRule } from './rules.ts'

/** One thing that a target cannot say: where it stands in the document, and what it is. */
export interface Loss {
  readonly pointer: string
  readonly message: string
  /** It was written, but not as it was. */
  readonly changed: boolean
}

/** Collects what a target cannot say. */
export interface Losses {
  /** The place that is written now: set by whoever walks the document, step by step. */
  readonly path: (string | number)[]
  add(what: string): void
  change(what: string): void
  /** Does the target's version know the member, and every word in it? What it does not know is noted as lost. */
  allows(member: string, value: unknown, rule: MemberRule | undefined): boolean
  /** Each kind once, with its number. */
  summary(): readonly string[]
  all(): readonly Loss[]
}

export function createLosses(version: string): Losses {
  const path: (string | number)[] = []
  const found: Loss[] = []
  const isTooOld = version < '2.3'

  function note(message: string, changed: boolean): void {
    found.push({ pointer: pointerOf(path), message, changed })
  }

  return {
    path,
    add: (what) => note(what, false),
    change: (what) => note(what, true),
    allows(member, value, rule) {
      if (rule === undefined || !isTooOld) return rule !== undefined
      const isNewWord = rule.kind === 'word' && rule.words.get(String(value))?.since !== undefined
      if (rule.since === undefined && !isNewWord) return true
      note(`${isNewWord ? `${member} ${String(value)}` : member} came with SPDX 2.3`, false)
      return false
    },
    summary() {
      const counts = new Map<string, number>()
      for (const { message } of found) counts.set(message, (counts.get(message) ?? 0) + 1)
      return [...counts].map(([what, n]) => (n > 1 ? `${what} (${n} times)` : what))
    },
    all: () => found,
  }
}
