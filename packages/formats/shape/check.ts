// SPDX-License-Identifier: Apache-2.0
import { DEFAULT_LIMITS } from '../source/limits.ts'
import type { PointerFault } from './faults.ts'
import type { ObjectShape, Shape, StringShape } from './shape.ts'

/** Every place where `value` leaves `shape`; empty where it keeps to it. Pointers begin with `pointer`. */
export function checkShape(value: unknown, shape: Shape, pointer = ''): readonly PointerFault[] {
  const faults: PointerFault[] = []
  visit({ faults, depth: 0 }, value, shape, pointer)
  return faults
}

interface Visit {
  readonly faults: PointerFault[]
  depth: number
}

function visit(visited: Visit, value: unknown, shape: Shape, at: string): void {
  const { faults } = visited
  switch (shape.kind) {
    case 'any':
      return
    case 'boolean':
      if (typeof value !== 'boolean') faults.push(wrong(at, 'true or false', value))
      return
    case 'number':
      if (
        typeof value !== 'number' ||
        value < (shape.min ?? value) ||
        value > (shape.max ?? value)
      ) {
        faults.push(wrong(at, `a number${range(shape.min, shape.max)}`, value))
      }
      return
    case 'integer':
      if (!Number.isSafeInteger(value) || Number(value) < (shape.min ?? Number(value))) {
        faults.push(wrong(at, `an integer${range(shape.min)}`, value))
      }
      return
    case 'string':
      visitString(faults, value, shape, at)
      return
    case 'later':
      visit(visited, value, shape.shape(), at)
      return
    case 'array':
      if (Array.isArray(value)) visitArray(visited, value, shape, at)
      else faults.push(wrong(at, 'an array', value))
      return
    case 'object':
      if (isObject(value)) visitObject(visited, value, shape, at)
      else faults.push(wrong(at, 'an object', value))
  }
}

function visitString(faults: PointerFault[], value: unknown, shape: StringShape, at: string): void {
  const what = shape.what ?? 'a string'
  if (typeof value !== 'string') faults.push(wrong(at, what, value))
  else if (shape.words) {
    if (!shape.words.includes(value)) {
      faults.push(wrong(at, `one of ${shape.words.join(', ')}`, value))
    }
  } else if (value.length < (shape.min ?? 0)) {
    faults.push({
      code: 'INVALID_VALUE',
      message: `expected ${what}, found empty text`,
      pointer: at,
    })
  } else if (shape.test && !shape.test(value)) faults.push(wrong(at, what, value))
}

function visitArray(
  visited: Visit,
  value: readonly unknown[],
  shape: Shape & { readonly kind: 'array' },
  at: string,
): void {
  if (value.length < (shape.min ?? 0)) {
    const message = `expected at least ${shape.min} item${shape.min === 1 ? '' : 's'}, found ${value.length}`
    visited.faults.push({ code: 'INVALID_VALUE', message, pointer: at })
  }
  if (!enter(visited, at)) return
  const seen = shape.unique === true ? new Map<string, number>() : undefined
  value.forEach((item, index) => {
    visit(visited, item, shape.items, `${at}/${index}`)
    if (!seen) return
    const key = JSON.stringify(item, sortMembers) ?? ''
    const first = seen.get(key)
    if (first === undefined) seen.set(key, index)
    else {
      const message = `the same item as ${at}/${first}; items must be unique`
      visited.faults.push({ code: 'DUPLICATE', message, pointer: `${at}/${index}` })
    }
  })
  visited.depth--
}

function visitObject(
  visited: Visit,
  value: Readonly<Record<string, unknown>>,
  shape: ObjectShape,
  at: string,
): void {
  const { faults } = visited
  const { required = {}, optional = {} } = shape
  if (!enter(visited, at)) return
  for (const key of Object.keys(required)) {
    if (!Object.hasOwn(value, key)) {
      faults.push({ code: 'MISSING', message: `\`${key}\` is required`, pointer: at })
    }
  }
  let members = 0
  for (const key of Object.keys(value)) {
    members++
    const step = `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
    const member = own(required, key) ?? own(optional, key)
    if (member) visit(visited, value[key], member, step)
    else if (shape.closed === true) {
      faults.push({ code: 'UNEXPECTED', message: `no member \`${clip(key)}\` here`, pointer: step })
    }
  }
  const { minMembers = 0, maxMembers = members, anyOf } = shape
  if (members < minMembers || members > maxMembers) {
    const wanted = members < minMembers ? `at least ${minMembers}` : `at most ${maxMembers}`
    const message = `expected ${wanted} member${wanted.endsWith(' 1') ? '' : 's'}, found ${members}`
    faults.push({ code: 'INVALID_VALUE', message, pointer: at })
  }
  if (anyOf && !anyOf.some((key) => Object.hasOwn(value, key))) {
    const message = `expected at least one of ${anyOf.map((key) => `\`${key}\``).join(', ')}`
    faults.push({ code: 'MISSING', message, pointer: at })
  }
  visited.depth--
}

function enter(visited: Visit, at: string): boolean {
  if (visited.depth >= DEFAULT_LIMITS.depth) {
    const message = `nested deeper than ${DEFAULT_LIMITS.depth} levels (limit depth)`
    visited.faults.push({ code: 'LIMIT', message, pointer: at })
    return false
  }
  visited.depth++
  return true
}

function own(shapes: Readonly<Record<string, Shape>>, key: string): Shape | undefined {
  return Object.hasOwn(shapes, key) ? shapes[key] : undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Equal objects must read equal whatever the order of their members (JSON Schema 2020-12 section 4.2.2). */
function sortMembers(_key: string, value: unknown): unknown {
  if (!isObject(value)) return value
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
}

function range(min?: number, max?: number): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`
  return min === undefined ? '' : ` of at least ${min}`
}

function wrong(pointer: string, what: string, value: unknown): PointerFault {
  return { code: 'INVALID_VALUE', message: `expected ${what}, found ${describe(value)}`, pointer }
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'string') return JSON.stringify(clip(value))
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
