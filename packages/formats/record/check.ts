// SPDX-License-Identifier: Apache-2.0
import type { FaultCode } from '../fault/index.ts'
import type { Rule, TextRule } from './rule.ts'

export interface RecordFault {
  readonly code: FaultCode
  readonly message: string
  /** RFC 6901. */
  readonly pointer: string
}

/**
 * Everything in which `value` breaks `rule`; the same empty list whenever it breaks nothing. A feed of 15,000 records
 * passes through here, so pointers are written only for faults, and recursion goes as deep as the rule, not as the value.
 */
export function checkRecord(value: unknown, rule: Rule): readonly RecordFault[] {
  const state: State = { path: [], depth: 0, faults: undefined }
  visit(state, value, rule)
  return state.faults ?? NO_FAULTS
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const NO_FAULTS: readonly RecordFault[] = []

/** The path is its first `depth` steps; what stands behind them is left over, since cutting an array is slow. */
interface State {
  readonly path: (string | number)[]
  depth: number
  faults: RecordFault[] | undefined
}

function visit(state: State, value: unknown, rule: Rule): void {
  switch (rule.kind) {
    case 'text':
      if (!fits(value, rule)) add(state, 'INVALID_VALUE', expected(rule.what, value, rule))
      return
    case 'number':
      if (typeof value !== 'number') add(state, 'INVALID_VALUE', expected('a number', value))
      return
    case 'nullable':
      if (value !== null) visit(state, value, rule.of)
      return
    case 'list': {
      if (!Array.isArray(value)) {
        add(state, 'INVALID_VALUE', expected('a list', value))
        return
      }
      const at = state.depth++
      const { isPlain } = rule
      for (let i = 0; i < value.length; i++) {
        const item: unknown = value[i]
        if (
          isAnyText(rule.of) ? typeof item === 'string' : isPlain && isRecord(item) && isPlain(item)
        ) {
          continue
        }
        state.path[at] = i
        visit(state, item, rule.of)
      }
      state.depth = at
      return
    }
    case 'object': {
      if (!isRecord(value)) {
        add(state, 'INVALID_VALUE', expected('an object', value))
        return
      }
      for (const member of rule.members) {
        const inner = value[member.name]
        if (inner === undefined) {
          if (member.required) add(state, 'MISSING', `\`${member.name}\` is required`)
          continue
        }
        state.path[state.depth++] = member.name
        visit(state, inner, member.rule)
        state.depth--
      }
    }
  }
}

function isAnyText(rule: Rule): boolean {
  return rule.kind === 'text' && rule.words === undefined && rule.pattern === undefined
}

function fits(value: unknown, rule: TextRule): boolean {
  if (typeof value !== 'string') return false
  if (rule.words !== undefined) return rule.words.has(value)
  return rule.pattern === undefined || rule.pattern.test(value)
}

function add(state: State, code: FaultCode, message: string): void {
  const pointer = state.path
    .slice(0, state.depth)
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
  state.faults ??= []
  state.faults.push({ code, message, pointer })
}

function expected(what: string, value: unknown, rule?: TextRule): string {
  const wanted = rule?.words ? `${what} (${[...rule.words].join(', ')})` : what
  return `expected ${wanted}, found ${describe(value)}`
}

function describe(value: unknown): string {
  if (typeof value === 'string')
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 59)}…` : value)
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}
