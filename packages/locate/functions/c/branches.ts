// SPDX-License-Identifier: Apache-2.0
import type { Condition } from './conditions.ts'
import { isCode, type Chain, type OpenItem, type Scope, type State } from './state.ts'

/**
 * Reads every arm of an `#if` from the same state, and goes on with that of one arm: always the same for the same condition,
 * so that a brace which one `#ifdef X` opens is closed by the next.
 */
export interface Branching {
  open(state: State, condition: Condition): void
  /** At `#elif` and `#else`. @returns the state with which the next arm begins */
  next(state: State): State
  /** At `#endif`. @returns the state with which to go on */
  close(state: State, line: number): State
}

interface Conditional {
  readonly before: State
  readonly condition: Condition
  /** States at the ends of the arms so far. */
  readonly ends: State[]
  isComplete: boolean
}

/** Conditionals within conditionals that are followed; those further in are read as one text. */
const DEEPEST = 256
/** Arms whose heads are kept beside the chosen one's. */
const MOST_RIVALS = 8
/** Scopes of an arm that are looked through for functions that it began. */
const LOOKED_AT = 1000

export function branching(): Branching {
  const stack: Conditional[] = []
  const truths = new Map<string, boolean>([
    ['0', false],
    ['1', true],
  ])
  let skipped = 0
  return {
    open(before, condition) {
      if (stack.length < DEEPEST) stack.push({ before, condition, ends: [], isComplete: false })
      else skipped++
    },
    next(state) {
      const top = stack.at(-1)
      if (top === undefined || skipped > 0) return state
      // an `#else` cannot be told from an `#elif` here: the last arm stands for "otherwise"
      if (top.ends.length < MOST_RIVALS) top.ends.push(state)
      top.isComplete = true
      return top.before
    },
    close(state, line) {
      if (skipped > 0) {
        skipped--
        return state
      }
      const top = stack.pop()
      if (top === undefined) return state
      const ends = top.isComplete ? [...top.ends, state] : [state, top.before]
      const chosen = choose(top, ends, truths)
      joinFunctions(chosen, ends, top.before, line)
      return withRivals(chosen, ends)
    },
  }
}

function choose(
  { condition: { key, isNegated } }: Conditional,
  ends: readonly State[],
  truths: Map<string, boolean>,
): State {
  const [first, second] = ends
  if (first === undefined || second === undefined) throw new Error('an #if has two ends')
  const known = truths.get(key)
  if (known !== undefined) return known === isNegated ? second : first
  // an arm that is within a function where the other is not tells which was meant
  const isMixed = isCode(first.scope) !== isCode(second.scope)
  const takesFirst = isMixed ? isCode(first.scope) : !isNegated
  if (first.scope !== second.scope) truths.set(key, takesFirst === !isNegated)
  return takesFirst ? first : second
}

/** Functions that the arms not chosen began and did not end: they end with the chosen one's. */
function joinFunctions(chosen: State, ends: readonly State[], before: State, line: number): void {
  const [body] = bodiesSince(chosen.scope, before.scope)
  for (const end of ends) {
    if (end === chosen || end.scope === before.scope) continue
    for (const { item, also } of bodiesSince(end.scope, before.scope)) {
      const begun: OpenItem[] = item === undefined ? also : [item, ...also]
      for (const each of begun) {
        if (each.endLine !== 0) continue
        if (body === undefined) each.endLine = line
        else if (body.item !== each) body.also.push(each)
      }
    }
  }
}

function bodiesSince(scope: Scope, before: Scope): readonly Scope[] {
  const bodies: Scope[] = []
  let at: Scope | undefined = scope
  for (let i = 0; at !== undefined && at !== before && i < LOOKED_AT; i++, at = at.parent) {
    if (at.kind === 'function') bodies.push(at)
  }
  return bodies
}

function withRivals(chosen: State, ends: readonly State[]): State {
  if (isCode(chosen.scope)) return chosen
  const rivals = new Set<Chain | undefined>(chosen.rivals)
  for (const { head, scope } of ends) {
    if (head !== chosen.head && head !== undefined && scope === chosen.scope) rivals.add(head)
  }
  if (rivals.size === chosen.rivals.length) return chosen
  return { ...chosen, rivals: [...rivals].slice(0, MOST_RIVALS) }
}
