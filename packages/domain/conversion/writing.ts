// SPDX-License-Identifier: Apache-2.0
import type { Ledger, Origin } from './ledger.ts'
import type { Fact, Term, Terms } from './pivot.ts'

/** An object of the target while it is made. */
export type Draft = Record<string, unknown>

/** Puts one fact into the target and its origins into the ledger. Every method answers whether the fact has arrived. */
export interface Placer {
  readonly draft: Draft
  readonly origins: readonly Origin[]
  /** False where the member is taken: a target with room for one thing gets the first. */
  set(key: string, value: unknown, holder?: Draft): boolean
  push(key: string, value: unknown, holder?: Draft): boolean
  /** The target says so by its silence. */
  imply(): boolean
  /** What came with the fact, from other members. */
  also(origins: readonly Origin[]): void
}

/** For each term that the target has a place for: put it there, or answer false. */
export type TermWriters = {
  readonly [T in Term]?: (value: Terms[T], placer: Placer) => boolean
}

/** Writes each fact by its writer, and hands over what has no place. `allows`: members that the draft may have. */
export function writeFacts(
  facts: readonly Fact[],
  draft: Draft,
  writers: TermWriters,
  ledger: Ledger,
  fallback: (fact: Fact) => void,
  allows: (key: string) => boolean = () => true,
): void {
  for (const fact of facts) {
    // the pairing of term and value is that of the union
    const write = writers[fact.term] as ((value: unknown, placer: Placer) => boolean) | undefined
    if (write?.(fact.value, createPlacer(draft, fact.origins, ledger, allows)) !== true)
      fallback(fact)
  }
}

function createPlacer(
  draft: Draft,
  origins: readonly Origin[],
  ledger: Ledger,
  allows: (key: string) => boolean,
): Placer {
  return {
    draft,
    origins,
    set(key, value, holder = draft) {
      if (holder[key] !== undefined || (holder === draft && !allows(key))) return false
      holder[key] = value
      ledger.put(holder, key, origins, 'carried')
      return true
    },
    push(key, value, holder = draft) {
      if (holder === draft && !allows(key)) return false
      const list = (holder[key] ??= []) as unknown[]
      list.push(value)
      ledger.put(list, list.length - 1, origins, 'carried')
      return true
    },
    imply() {
      ledger.imply(origins)
      return true
    },
    also: (others) => ledger.imply(others),
  }
}

/** The commonest writer: the text as it is, under a name. */
export function text(key: string): (value: string, placer: Placer) => boolean {
  return (value, placer) => placer.set(key, value)
}

export function texts(key: string): (value: string, placer: Placer) => boolean {
  return (value, placer) => placer.push(key, value)
}
