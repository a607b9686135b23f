// SPDX-License-Identifier: Apache-2.0
import type { MemberRule } from './rules.ts'

/** Collects what a target cannot say, each kind once with its number. */
export interface Losses {
  add(what: string): void
  /** Does the target's version know the member, and every word in it? What it does not know is noted as lost. */
  allows(member: string, value: unknown, rule: MemberRule | undefined): boolean
  list(): readonly string[]
}

export function createLosses(version: string): Losses {
  const counts = new Map<string, number>()
  const isTooOld = version < '2.3'

  function add(what: string): void {
    counts.set(what, (counts.get(what) ?? 0) + 1)
  }

  return {
    add,
    allows(member, value, rule) {
      if (rule === undefined || !isTooOld) return rule !== undefined
      const isNewWord = rule.kind === 'word' && rule.words.get(String(value))?.since !== undefined
      if (rule.since === undefined && !isNewWord) return true
      add(`${isNewWord ? `${member} ${String(value)}` : member} came with SPDX 2.3`)
      return false
    },
    list: () => [...counts].map(([what, count]) => (count > 1 ? `${what} (${count} times)` : what)),
  }
}
