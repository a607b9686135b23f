// SPDX-License-Identifier: Apache-2.0
import { pointerOf } from '../json/index.ts'
import { MAX_FAULTS_LISTED, type FaultCode } from '../fault/index.ts'
import { DEFAULT_LIMITS } from '../source/index.ts'
import type { PointerFault } from '../shape/index.ts'
import {
  dialectOf,
  type ChoiceType,
  type Dialect,
  type Member,
  type ObjectType,
} from './compile.ts'
import { brokenRule, keepsRule } from './rules.ts'
import { holds, type MemberSpec, type TypeUse } from './spec/index.ts'
import { repeatedItems } from './unique.ts'
import type { Version } from './versions.ts'

type JsonObject = Readonly<Record<string, unknown>>

/** What one document has shown so far. Handed from element to element, so that large documents come in pieces. */
export interface Walk {
  /** The way to the value in hand; only as far as the depth of the check that runs. */
  readonly path: (string | number)[]
  readonly faults: PointerFault[]
  /** Faults beyond the ones that are kept. */
  more: number
  /** Every `bom-ref` so far: they are unique in a document (specification, "bom-ref"). */
  readonly refs: Set<string>
  readonly maxDepth: number
}

/** Checks a value and everything in it. `depth` is the length of the way to it in `walk.path`. */
type Check = (value: unknown, walk: Walk, depth: number) => void

export function createWalk(maxDepth = DEFAULT_LIMITS.depth): Walk {
  return { path: [], faults: [], more: 0, refs: new Set(), maxDepth }
}

/** The document's own members, which come one by one, and the items of those that come item by item. */
export interface BomChecks {
  readonly members: ReadonlyMap<string, Check>
  readonly items: ReadonlyMap<string, Check>
  /** Members that are named nowhere are allowed. */
  readonly open: boolean
}

const bomChecksCache = new Map<Version, BomChecks>()

/**
 * The checks of one version, compiled to closures when they are first needed: one pass over a value, and no work for a
 * member that is as it should be but a lookup and a comparison.
 */
export function bomChecks(version: Version): BomChecks {
  let checks = bomChecksCache.get(version)
  if (!checks) bomChecksCache.set(version, (checks = createBomChecks(dialectOf(version, 'json'))))
  return checks
}

function createBomChecks(dialect: Dialect): BomChecks {
  const bom = dialect.type('bom')
  if (bom.kind !== 'object') throw new Error('the table has no bom')
  const items = new Map<string, Check>()
  for (const [owner, member] of knownMembers(dialect, bom.object)) {
    const [use] = member.uses
    if (use?.list === true) items.set(member.name, checkOfType(owner, use.name))
  }
  return { members: memberChecks(dialect, bom.object), items, open: bom.object.open }
}

const compiledChecks = new WeakMap<Dialect, Map<string, Check>>()

function checkOfType(dialect: Dialect, name: string): Check {
  let checks = compiledChecks.get(dialect)
  if (!checks) compiledChecks.set(dialect, (checks = new Map()))
  const known = checks.get(name)
  if (known) return known
  // Types contain themselves (a component has components): the name is taken before the check is made.
  let made: Check | undefined
  checks.set(name, (value, walk, depth) => made?.(value, walk, depth))
  made = createCheck(dialect, name)
  checks.set(name, made)
  return made
}

function createCheck(dialect: Dialect, name: string): Check {
  const type = dialect.type(name)
  if (type.kind === 'object') return objectCheck(dialect, type.object)
  if (type.kind === 'choice') return choiceCheck(dialect, type.choice)
  const { scalar } = type
  const { kind, what } = scalar
  if (kind === 'any') return () => undefined
  if (name === 'string' || name === 'uri' || name === 'email') return checkText
  if (scalar.defines) {
    return (value, walk, depth) => {
      if (typeof value !== 'string' || scalar.problem(value)) wrong(walk, depth, what, value)
      else if (isMention(walk)) return
      else if (walk.refs.has(value)) {
        fault(walk, depth, 'DUPLICATE', `the bom-ref ${quote(value)} is used more than once`)
      } else walk.refs.add(value)
    }
  }
  return (value, walk, depth) => {
    if (
      kind === 'integer'
        ? !Number.isInteger(value)
        : typeof value !== kind || (kind === 'number' && !Number.isFinite(value))
    ) {
      wrong(walk, depth, what, value)
    } else if (scalar.problem(value as string | number | boolean) !== undefined) {
      wrong(walk, depth, what, value)
    }
  }
}

/** An annotator is named by its component in full: cdxgen repeats there the one of `metadata.tools`, ref and all. */
function isMention({ path }: Walk): boolean {
  return path[0] === 'annotations' && path[2] === 'annotator'
}

/** Most members are plain text: told apart by identity, so that the walk need not call it. */
const checkText: Check = (value, walk, depth) => {
  if (typeof value !== 'string') wrong(walk, depth, 'a string', value)
}

function objectCheck(dialect: Dialect, object: ObjectType): Check {
  const { required, rules, open } = object
  const checks = memberChecks(dialect, object)
  return (value, walk, depth) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      wrong(walk, depth, 'an object', value)
      return
    }
    if (depth >= walk.maxDepth) {
      fault(walk, depth, 'LIMIT', tooDeep(walk))
      return
    }
    const members = value as JsonObject
    // JSON.parse makes plain objects: every enumerable member is the document's own, `__proto__` too.
    for (const key in members) {
      const check = checks.get(key)
      if (check === checkText) {
        if (typeof members[key] === 'string') continue
        walk.path[depth] = key
        checkText(members[key], walk, depth + 1)
      } else if (check !== undefined) {
        walk.path[depth] = key
        check(members[key], walk, depth + 1)
      } else if (!open) {
        walk.path[depth] = key
        fault(walk, depth + 1, 'UNEXPECTED', unexpected(dialect, object, key))
      } else if (isDeeperThan(members[key], walk.maxDepth - depth)) {
        fault(walk, depth, 'LIMIT', tooDeep(walk))
      }
    }
    for (const name of required) {
      if (members[name] === undefined) {
        fault(walk, depth, 'MISSING', `\`${name}\` is required in a ${object.name}`)
      }
    }
    for (const rule of rules) {
      if (keepsRule(rule, members)) continue
      const broken = brokenRule(rule, members)
      fault(walk, depth, broken.code, `${broken.message} in a ${object.name}`)
    }
  }
}

function memberChecks(dialect: Dialect, object: ObjectType): Map<string, Check> {
  const checks = new Map<string, Check>()
  for (const [owner, member] of knownMembers(dialect, object)) {
    checks.set(member.name, checkOfMember(owner, member))
  }
  return checks
}

/** A type's members, and behind them the ones that only later versions name, where these are let pass. */
function* knownMembers(dialect: Dialect, object: ObjectType): Iterable<readonly [Dialect, Member]> {
  for (const member of object.list) yield [dialect, member]
  const later = dialect.later?.type(object.name)
  if (!dialect.later || later?.kind !== 'object') return
  for (const member of later.object.list) {
    if (!object.members[member.name]) yield [dialect.later, member]
  }
}

export function tooDeep({ maxDepth }: Walk): string {
  return `nested deeper than ${maxDepth} levels (limit depth)`
}

/** For content that the table does not know, and so does not walk. Level by level: it may be as deep as it likes. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  let level: unknown[] = [value]
  for (let left = levels; level.length > 0; left--) {
    if (left < 0) return true
    level = level.flatMap((item) =>
      typeof item === 'object' && item !== null
        ? Object.values(item).filter((inner) => typeof inner === 'object' && inner !== null)
        : [],
    )
  }
  return false
}

function checkOfMember(dialect: Dialect, { spec, uses }: Member): Check {
  const [first, second] = uses.map((use) => checkOfUse(dialect, use, spec))
  if (!first) return () => undefined
  if (!second) return first
  const list = uses.find((use) => use.list)
  // `a[]|b[]`: the items decide; `a[]|b`: the brackets do.
  if (uses.every((use) => use.list)) {
    return (value, walk, depth) => {
      const texts = Array.isArray(value) && value.length > 0 && typeof value[0] === 'string'
      const pick = texts ? second : first
      pick(value, walk, depth)
    }
  }
  const [many, single] = list === uses[0] ? [first, second] : [second, first]
  return (value, walk, depth) => {
    const pick = Array.isArray(value) ? many : single
    pick(value, walk, depth)
  }
}

function checkOfUse(dialect: Dialect, use: TypeUse, { unique, filled }: MemberSpec): Check {
  if (!use.list) return checkOfType(dialect, use.name)
  const check = checkOfType(dialect, use.name)
  const alone = aloneIn(dialect, use.name)
  return (value, walk, depth) => {
    if (!Array.isArray(value)) {
      wrong(walk, depth, 'an array', value)
      return
    }
    for (let index = 0; index < value.length; index++) {
      walk.path[depth] = index
      check(value[index], walk, depth + 1)
    }
    if (unique) reportRepeats(value, walk, depth)
    if (filled && value.length === 0) wrong(walk, depth, 'at least one item', value)
    if (alone && value.length > 1 && value.some(alone)) {
      fault(walk, depth, 'UNEXPECTED', 'an `expression` must be the only item of its list')
    }
  }
}

function aloneIn(dialect: Dialect, name: string): ((item: unknown) => boolean) | undefined {
  const type = dialect.type(name)
  if (type.kind !== 'choice') return undefined
  const found = type.choice.alternatives.find(({ aloneJson }) => holds(aloneJson, dialect.minor))
  if (!found) return undefined
  return (item) => typeof item === 'object' && item !== null && Object.hasOwn(item, found.type)
}

function reportRepeats(items: readonly unknown[], walk: Walk, depth: number): void {
  for (const [index, first] of repeatedItems(items)) {
    walk.path[depth] = index
    fault(walk, depth + 1, 'DUPLICATE', `the same item as number ${first} (counted from 0)`)
  }
}

function choiceCheck(dialect: Dialect, choice: ChoiceType): Check {
  const types = choice.alternatives.map(({ type }) => ({
    type: dialect.type(type),
    check: checkOfType(dialect, type),
  }))
  const objects = types.flatMap(({ type, check }) =>
    type.kind === 'object' ? [{ object: type.object, check }] : [],
  )
  const scalar = types.find(({ type }) => type.kind === 'scalar')
  return (value, walk, depth) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      if (scalar && typeof value === 'string') scalar.check(value, walk, depth)
      else wrong(walk, depth, scalar ? 'an object or a string' : 'an object', value)
      return
    }
    const fit = bestFit(
      objects.map(({ object }) => object),
      value as JsonObject,
    )
    objects[fit]?.check(value, walk, depth)
  }
}

/** The alternative that an object is meant to be: the one that misses least, then the one that knows most of it. */
export function bestFit(objects: readonly ObjectType[], value: JsonObject): number {
  if (objects.length === 1) return 0
  let best = 0
  let least = Infinity
  objects.forEach((object, index) => {
    let cost = 0
    for (const name of object.required) if (value[name] === undefined) cost += 100
    for (const key in value) if (!object.flat.has(key)) cost++
    if (cost < least) [best, least] = [index, cost]
  })
  return best
}

function unexpected({ version }: Dialect, object: ObjectType, key: string): string {
  return `CycloneDX ${version} has no ${quote(key)} in a ${object.name}`
}

function wrong(walk: Walk, depth: number, what: string, value: unknown): void {
  fault(walk, depth, 'INVALID_VALUE', `expected ${what}, found ${describe(value)}`)
}

export function fault(walk: Walk, depth: number, code: FaultCode, message: string): void {
  if (walk.faults.length >= MAX_FAULTS_LISTED) walk.more++
  else walk.faults.push({ code, message, pointer: pointerOf(walk.path.slice(0, depth)) })
}

export function describe(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array'
  if (typeof value === 'object' && value !== null) return 'an object'
  return String(value)
}

/** Users' text is cut short in messages. */
function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text)
}
