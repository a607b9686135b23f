// SPDX-License-Identifier: Apache-2.0
import {
  ALTERNATIVES,
  holds,
  rangeOf,
  scalarSpec,
  typeSpec,
  wordSet,
  type Alternative,
  type MemberSpec,
  type Rule,
  type ScalarSpec,
  type TypeUse,
} from './spec/index.ts'
import { minorOf, type Syntax, type Version } from './versions.ts'

/** The table as one version and one syntax have it. */
export interface Dialect {
  readonly version: Version
  readonly minor: number
  readonly syntax: Syntax
  /**
   * Where members that the version does not name are allowed: the newest version, open as well. A member that a later
   * version names is held to that meaning, so that nobody finds another shape under its name.
   */
  readonly later?: Dialect
  type(name: string): CompiledType
}

type CompiledType =
  | { readonly kind: 'object'; readonly object: ObjectType }
  | { readonly kind: 'scalar'; readonly scalar: ScalarType }
  | { readonly kind: 'choice'; readonly choice: ChoiceType }

export interface ObjectType {
  readonly name: string
  /** In the order of the table. `members` has no prototype, so that any key may be looked up. */
  readonly list: readonly Member[]
  readonly members: Readonly<Record<string, Member | undefined>>
  /** By the names that JSON has: members of inlined elements stand for these. */
  readonly flat: ReadonlyMap<string, Member>
  readonly required: readonly string[]
  readonly rules: readonly Rule[]
  readonly open: boolean
  readonly attributes: boolean
  readonly loose: boolean
}

export interface Member {
  readonly name: string
  readonly spec: MemberSpec
  readonly uses: readonly TypeUse[]
  readonly required: boolean
}

export interface ScalarType {
  readonly name: string
  readonly kind: ScalarSpec['kind']
  readonly trimmed: boolean
  readonly defines: boolean
  /** What is wrong with a value of the right kind; undefined: nothing. */
  problem(value: string | number | boolean): string | undefined
  readonly what: string
}

export interface ChoiceType {
  readonly name: string
  readonly alternatives: readonly Alternative[]
}

const dialects = new Map<string, Dialect>()

/** Compiled once for each version and syntax; each type when it is first met. */
export function dialectOf(version: Version, syntax: Syntax): Dialect {
  const key = `${version} ${syntax}`
  let dialect = dialects.get(key)
  if (!dialect) {
    dialect = createDialect(version, syntax, false)
    dialects.set(key, dialect)
  }
  return dialect
}

function createDialect(version: Version, syntax: Syntax, isLater: boolean): Dialect {
  const types = new Map<string, CompiledType>()
  // JSON Schema 1.2 and 1.3 (the schemas that are not called strict) name members and forbid none.
  const open = isLater || (syntax === 'json' && minorOf(version) <= 3)
  const dialect: Dialect = {
    version,
    minor: minorOf(version),
    syntax,
    ...(open && !isLater && { later: createDialect('1.7', syntax, true) }),
    type(name) {
      let type = types.get(name)
      if (!type) {
        type = compileType(name, dialect, open)
        types.set(name, type)
      }
      return type
    },
  }
  return dialect
}

function compileType(name: string, dialect: Dialect, open: boolean): CompiledType {
  const alternatives = Object.hasOwn(ALTERNATIVES, name) ? ALTERNATIVES[name] : undefined
  if (alternatives) {
    const known = alternatives.filter(({ since = 0 }) => since <= dialect.minor)
    return { kind: 'choice', choice: { name, alternatives: known } }
  }
  const spec = typeSpec(name)
  if (!spec) return { kind: 'scalar', scalar: compileScalar(name, dialect) }
  const { minor, syntax } = dialect
  const list = spec.members
    .filter((member) => holds(rangeOf(member, syntax), minor))
    .flatMap((member) => memberOf(member, dialect))
  const rules = spec.rules.filter((rule) => holds(rangeOf(rule, syntax), minor))
  const has = (kind: Rule['kind']): boolean => rules.some((rule) => rule.kind === kind)
  const members = Object.create(null) as Record<string, Member>
  for (const member of list) members[member.name] = member
  return {
    kind: 'object',
    object: {
      name,
      list,
      members,
      flat: new Map(
        list
          .flatMap((member) =>
            member.spec.form.kind === 'inline' ? innerOf(member, dialect) : [member],
          )
          .map((member) => [member.name, member]),
      ),
      required: list
        .filter((member) => member.required && member.spec.form.kind !== 'inline')
        .map((member) => member.name),
      rules: rules.filter((rule) => rule.groups.length > 0),
      open: open || (syntax === 'json' && has('open')),
      attributes: has('attributes'),
      loose: has('loose'),
    },
  }
}

function memberOf(spec: MemberSpec, dialect: Dialect): readonly Member[] {
  const { minor, syntax } = dialect
  const required = holds(syntax === 'json' ? spec.requiredJson : spec.requiredXml, minor)
  const uses = spec.types.filter((use) => use.since <= minor)
  const member = { name: spec.name, spec, uses, required }
  return spec.form.kind === 'inline' && syntax === 'json' ? innerOf(member, dialect) : [member]
}

function innerOf({ uses }: Member, dialect: Dialect): readonly Member[] {
  const inner = dialect.type(uses[0]?.name ?? '')
  return inner.kind === 'object' ? inner.object.list : []
}

function compileScalar(name: string, { version, minor, syntax }: Dialect): ScalarType {
  const spec = scalarSpec(name) ?? { kind: 'string', what: '' }
  const words = wordSet(name, version, syntax)
  const what =
    words && words.size <= 60
      ? `one of ${[...words].join(', ')}`
      : spec.what || 'a value of the set'
  const test = syntax === 'xml' ? (spec.testXml ?? spec.test) : spec.test
  const bounded = minor >= (spec.minSince ?? 0)
  const { min, max } = bounded ? spec : {}
  return {
    name,
    kind: spec.kind,
    what,
    trimmed: spec.trimmed === true,
    defines: spec.defines === 'always' || spec.defines === syntax,
    problem(value) {
      if (typeof value === 'string') {
        if (words ? !words.has(value) : test?.(value) === false) return what
        return value.length < (min ?? 0) || value.length > (max ?? value.length) ? what : undefined
      }
      if (typeof value === 'boolean') return undefined
      return value < (min ?? value) || value > (max ?? value) ? what : undefined
    },
  }
}
