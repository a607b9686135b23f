// SPDX-License-Identifier: Apache-2.0
import { pointerOf } from '../json/index.ts'
import { bestFit, describe } from './check-json.ts'
import type { ChoiceType, Dialect, Member, ObjectType, ScalarType } from './compile.ts'
import { EXTENSIONS, type Extensions } from './document.ts'
import { DEFAULTS, ikeReference, nearestScalar, oldTools } from './fallback.ts'
import { brokenRule, keepsRule } from './rules.ts'
import { holds, type TypeUse } from './spec/index.ts'
import { repeatedItems } from './unique.ts'

type Built = Record<string, unknown> & { [EXTENSIONS]?: Extensions }

/** One thing that the target cannot say as it is: where it stands in the document, and what became of it. */
export interface Loss {
  readonly pointer: string
  readonly message: string
  /** It was written, but not as it was. */
  readonly changed: boolean
}

/** A document made to fit one version and syntax. What does not fit is left out, or said with a nearer word, and reported. */
export interface Fitting {
  readonly dialect: Dialect
  readonly path: (string | number)[]
  readonly lost: Loss[]
  /** Names given so far; XML Schema wants each once, wherever it stands. */
  readonly refs: Set<string>
  /** The document's own version is written: what a later version names and this one lets pass is kept. */
  readonly same: boolean
}

export function fitObject(fitting: Fitting, value: object, type: ObjectType): Built | undefined {
  const built: Built = {}
  const members = value as Readonly<Record<string, unknown>> & {
    readonly [EXTENSIONS]?: Extensions
  }
  for (const key of Object.keys(members)) {
    const member = type.flat.get(key)
    const given = members[key]
    if (given === undefined) continue
    fitting.path.push(key)
    if (member) {
      const fitted = fitMember(fitting, given, member)
      if (fitted !== undefined) built[key] = fitted
    } else if (isKept(fitting, type, key)) {
      const later = laterMember(fitting, type, key)
      define(built, key, later ? fitMember(later.fitting, given, later.member) : given)
    } else lose(fitting, `${targetOf(fitting)} has no such member in a ${type.name}`)
    fitting.path.pop()
  }
  keepExtensions(fitting, members[EXTENSIONS], built)
  return fillRequired(fitting, built, type) && obeyRules(fitting, built, type) ? built : undefined
}

/** Older versions let pass what they do not name; but what a newer version names is not smuggled into them. */
function isKept(fitting: Fitting, type: ObjectType, key: string): boolean {
  return type.open && (fitting.same || laterMember(fitting, type, key) === undefined)
}

function laterMember(
  fitting: Fitting,
  { name }: ObjectType,
  key: string,
): { readonly fitting: Fitting; readonly member: Member } | undefined {
  const { later } = fitting.dialect
  const type = later?.type(name)
  const member = type?.kind === 'object' ? type.object.flat.get(key) : undefined
  return later && member && { fitting: { ...fitting, dialect: later }, member }
}

function keepExtensions(
  fitting: Fitting,
  extensions: Extensions | undefined,
  owner: Built | (unknown[] & { [EXTENSIONS]?: Extensions }),
): void {
  if (!extensions) return
  const { attributes, elements } = extensions
  const { syntax, minor } = fitting.dialect
  if (syntax === 'xml' && minor > 0) {
    owner[EXTENSIONS] = extensions
    return
  }
  // XML 1.0 takes attributes of other namespaces, and nothing else that it does not name.
  const prefixed = syntax === 'xml' ? attributes.filter(({ namespace }) => namespace !== '') : []
  if (prefixed.length > 0) owner[EXTENSIONS] = { attributes: prefixed, elements: [] }
  for (const extra of [...attributes, ...elements]) {
    if (prefixed.includes(extra as (typeof attributes)[number])) continue
    fitting.path.push(extra.name)
    lose(fitting, `${targetOf(fitting)} has no place for what is of another namespace`)
    fitting.path.pop()
  }
}

/** False: without it the object cannot be said. */
function fillRequired(fitting: Fitting, built: Built, type: ObjectType): boolean {
  for (const name of type.required) {
    if (built[name] !== undefined) continue
    const fallback = DEFAULTS[`${type.name}.${name}`]
    const need = `${targetOf(fitting)} requires \`${name}\` in a ${type.name}`
    if (fallback === undefined) {
      lose(fitting, `left out: ${need}`)
      return false
    }
    built[name] = fallback
    change(fitting, `${need}; written as ${describe(fallback)}`)
  }
  return true
}

function obeyRules(fitting: Fitting, built: Built, type: ObjectType): boolean {
  for (const rule of type.rules) {
    if (keepsRule(rule, built)) continue
    const { code, message } = brokenRule(rule, built)
    if (code === 'MISSING') {
      lose(fitting, `left out: ${message} in a ${type.name}`)
      return false
    }
    const [kept, ...others] = rule.groups.filter((group) => group.every((name) => name in built))
    const doomed = rule.kind === 'one' || rule.kind === 'most' ? others.flat() : (kept ?? [])
    for (const name of doomed) {
      Reflect.deleteProperty(built, name)
      fitting.path.push(name)
      lose(fitting, `left out: ${message} in a ${type.name}`)
      fitting.path.pop()
    }
  }
  return true
}

function fitMember(fitting: Fitting, value: unknown, { uses, spec }: Member): unknown {
  const { syntax, minor } = fitting.dialect
  const list = uses.filter((use) => use.list)
  const single = uses.find((use) => !use.list)
  if (Array.isArray(value)) {
    const lone = syntax === 'xml' && minor <= spec.loneUntil && value.length > 1
    // XML 1.0 has no empty list of licences.
    if (value.length === 0 && syntax === 'xml' && minor === 0 && spec.name === 'licenses')
      return undefined
    if (list[0]) {
      const places: number[] = []
      const fitted = fitList(fitting, lone ? firstOnly(fitting, value) : value, list, places)
      return spec.unique && syntax === 'json' ? withoutRepeats(fitting, fitted, places) : fitted
    }
    const [first] = value.length > 1 ? firstOnly(fitting, value) : (value as unknown[])
    return single && first !== undefined ? fitUse(fitting, first, single) : undefined
  }
  if (single) return fitUse(fitting, value, single)
  if (list[0]?.name === 'tool' && typeof value === 'object' && value !== null) {
    change(fitting, `${targetOf(fitting)} has tools with name, vendor, version, hashes only`)
    return fitList(fitting, oldTools(value as Readonly<Record<string, unknown>>), list)
  }
  lose(fitting, `expected a list, found ${describe(value)}`)
  return undefined
}

/** Items that differed may be alike once something of them is left out. */
function withoutRepeats(fitting: Fitting, items: unknown[], places: readonly number[]): unknown[] {
  const repeats = new Set(repeatedItems(items).map(([index]) => index))
  if (repeats.size === 0) return items
  for (const index of repeats) {
    fitting.path.push(places[index] ?? index)
    lose(fitting, 'left out: it is now the same as an earlier one')
    fitting.path.pop()
  }
  return items.filter((_item, index) => !repeats.has(index))
}

function firstOnly(fitting: Fitting, items: readonly unknown[]): readonly unknown[] {
  for (let index = 1; index < items.length; index++) {
    fitting.path.push(index)
    lose(fitting, `${targetOf(fitting)} has room for the first of these only`)
    fitting.path.pop()
  }
  return items.slice(0, 1)
}

/** `places` takes, for each item that fits, where it stood. */
function fitList(
  fitting: Fitting,
  items: readonly unknown[],
  uses: readonly TypeUse[],
  places: number[] = [],
): unknown[] {
  const [first, second] = uses
  if (!first) return []
  const built: unknown[] & { [EXTENSIONS]?: Extensions } = []
  const alone = items.length > 1 && isAlone(fitting, first)
  items.forEach((item, index) => {
    fitting.path.push(index)
    const use = second && typeof item === 'string' ? second : first
    const fitted = fitUse(fitting, alone ? asNamedLicense(fitting, item) : item, use)
    if (fitted !== undefined) {
      built.push(fitted)
      places.push(index)
    }
    fitting.path.pop()
  })
  const { [EXTENSIONS]: extensions } = items as { readonly [EXTENSIONS]?: Extensions }
  keepExtensions(fitting, extensions, built)
  return built
}

function fitUse(fitting: Fitting, value: unknown, use: TypeUse): unknown {
  const type = fitting.dialect.type(use.name)
  if (type.kind === 'scalar') return fitScalar(fitting, value, type.scalar)
  if (type.kind === 'choice') return fitChoice(fitting, value, type.choice)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return fitObject(fitting, value, type.object)
  }
  lose(fitting, `expected an object, found ${describe(value)}`)
  return undefined
}

function fitScalar(fitting: Fitting, value: unknown, scalar: ScalarType): unknown {
  let given = value
  if (typeof given === 'object' && scalar.name === 'refLink') given = ikeReference(given)
  for (let tries = 0; tries < 4 && given !== undefined; tries++) {
    if (scalar.kind === 'any') return given
    const kind = scalar.kind === 'integer' ? 'number' : scalar.kind
    const right =
      typeof given === kind &&
      (kind !== 'number' || Number.isFinite(given)) &&
      (scalar.kind !== 'integer' || Number.isInteger(given)) &&
      scalar.problem(given as string | number | boolean) === undefined
    if (right) {
      if (given !== value) change(fitting, `${describe(value)} is written as ${describe(given)}`)
      if (typeof given !== 'string') return given
      const text = sayable(fitting, given)
      return scalar.defines ? unusedName(fitting, text) : text
    }
    given = nearestScalar(scalar.name, given)
  }
  lose(fitting, `${targetOf(fitting)} cannot say ${describe(value)} here`)
  return undefined
}

function unusedName(fitting: Fitting, wanted: string): string {
  let name = wanted
  for (let count = 2; fitting.refs.has(name); count++) name = `${wanted}-${count}`
  if (name !== wanted)
    change(fitting, `${describe(wanted)} is used twice and is written as ${describe(name)}`)
  fitting.refs.add(name)
  return name
}

/** Control characters and lone surrogates are no XML 1.0 characters, not even escaped. */
const UNSAYABLE =
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

function sayable(fitting: Fitting, text: string): string {
  if (fitting.dialect.syntax === 'json' || text.search(UNSAYABLE) < 0) return text
  change(fitting, 'XML cannot hold some of the control characters in this text')
  return text.replace(UNSAYABLE, '')
}

function fitChoice(fitting: Fitting, value: unknown, choice: ChoiceType): unknown {
  const types = choice.alternatives.map(({ type }) => fitting.dialect.type(type))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const scalar = types.find((type) => type.kind === 'scalar')
    if (scalar) return fitScalar(fitting, value, scalar.scalar)
    lose(fitting, `expected an object, found ${describe(value)}`)
    return undefined
  }
  const objects = types.flatMap((type) => (type.kind === 'object' ? [type.object] : []))
  const members = value as Readonly<Record<string, unknown>>
  const object = objects[bestFit(objects, members)]
  // XML 1.0 has no expressions.
  if (object?.name === 'licenseHolder' && members['license'] === undefined) {
    return fitObject(fitting, asNamedLicense(fitting, value) as object, object)
  }
  return object && fitObject(fitting, value, object)
}

function isAlone({ dialect }: Fitting, { name }: TypeUse): boolean {
  const type = dialect.type(name)
  if (type.kind !== 'choice') return false
  return type.choice.alternatives.some(({ aloneJson, aloneXml }) =>
    holds(dialect.syntax === 'json' ? aloneJson : aloneXml, dialect.minor),
  )
}

/** An expression beside other licences, where that is not allowed: the expression is said as a licence's name. */
function asNamedLicense(fitting: Fitting, item: unknown): unknown {
  if (typeof item !== 'object' || item === null || !Object.hasOwn(item, 'expression')) return item
  const { expression, ...rest } = item as Readonly<Record<string, unknown>>
  const { 'bom-ref': ref, acknowledgement } = rest
  change(fitting, `${targetOf(fitting)} has no expression here; it is written as a licence's name`)
  return {
    license: {
      ...(ref !== undefined && { 'bom-ref': ref }),
      ...(acknowledgement !== undefined && { acknowledgement }),
      name: expression,
    },
  }
}

function lose(fitting: Fitting, message: string): void {
  fitting.lost.push({ pointer: pointerOf(fitting.path), message, changed: false })
}

function change(fitting: Fitting, message: string): void {
  fitting.lost.push({ pointer: pointerOf(fitting.path), message, changed: true })
}

function targetOf({ dialect }: Fitting): string {
  return `CycloneDX ${dialect.version} ${dialect.syntax.toUpperCase()}`
}

/** `__proto__` is a name like any other in a user's document. */
function define(built: Built, key: string, value: unknown): void {
  Object.defineProperty(built, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  })
}
