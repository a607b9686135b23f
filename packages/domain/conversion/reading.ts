// SPDX-License-Identifier: Apache-2.0
import type { Ledger, Origin } from './ledger.ts'
import type { Fact, Term, Terms, TextTerm } from './pivot.ts'

/**
 * How the members of one kind of element become facts: a term for a text, or a function. A member that no rule names
 * becomes nothing, and the ledger will list it as lost.
 */
export type Rules = Readonly<Record<string, TextTerm | MemberReader>>

export type MemberReader = (value: unknown, facts: FactList, at: Origin) => void

export interface FactList {
  readonly list: Fact[]
  add<T extends Term>(term: T, value: Terms[T], ...origins: readonly Origin[]): void
  /** Members that say no more than their absence would. */
  imply(...origins: readonly Origin[]): void
}

export function createFacts(ledger: Ledger): FactList {
  const list: Fact[] = []
  return {
    list,
    add(term, value, ...origins) {
      // the signature ties the value to the term
      list.push({ term, value, origins } as Fact)
    },
    imply(...origins) {
      ledger.imply(origins)
    },
  }
}

export function readMembers(holder: object, rules: Rules, facts: FactList): void {
  for (const [key, value] of Object.entries(holder) as [string, unknown][]) {
    if (value === undefined || value === null || !Object.hasOwn(rules, key)) continue
    const rule = rules[key]
    const at = { holder, key }
    if (typeof rule === 'function') rule(value, facts, at)
    else if (rule !== undefined && typeof value === 'string') facts.add(rule, value, at)
  }
}

/** One fact of the term for each text of a list. */
export function each(term: TextTerm): MemberReader {
  return (value, facts) => {
    for (const [at, text] of itemsOf(value)) if (typeof text === 'string') facts.add(term, text, at)
  }
}

/** The items of a list, each with its place. */
export function itemsOf(value: unknown): (readonly [at: Origin, item: unknown])[] {
  if (!Array.isArray(value)) return []
  const holder: readonly unknown[] = value
  return holder.map((item, key) => [{ holder, key }, item] as const)
}

/** The members of an object that are there. */
export function membersOf(holder: object, ...names: readonly string[]): readonly Origin[] {
  return names
    .filter((key) => (holder as Readonly<Record<string, unknown>>)[key] !== undefined)
    .map((key) => ({ holder, key }))
}

/** Every member of an object but some. */
export function othersOf(holder: object, ...names: readonly string[]): readonly Origin[] {
  return Object.keys(holder)
    .filter((key) => !names.includes(key))
    .map((key) => ({ holder, key }))
}
