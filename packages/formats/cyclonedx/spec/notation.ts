// SPDX-License-Identifier: Apache-2.0
import { minorOf, type Syntax, type Version } from '../versions.ts'

/**
 * The notation of the table. A type is a list of members, one a line, in the order in which XML wants them:
 *
 *     name  type  marks...      # remark
 *
 * `type` is a name in this table, `type[]` for a list, `a|b` for alternatives; `type:1.6` is known since 1.6.
 * Marks:
 *
 *     1.4  j1.5  x1.3  -1.6     known since (in JSON, in XML), until; the marks of one syntax hide it from the other
 *     !  !j  !x  !j1.6  !-1.3   required (in one syntax), since, until
 *     unique  filled            no two items are equal; at least one item
 *     @  @name                  XML: an attribute (of that name)
 *     =                         XML: the text of the element
 *     /name                     XML: an element of another name
 *     <item>  <list/item>       XML: an element (of that name) around elements `item`; `<|>`: around the alternatives
 *     *  *item                  XML: elements beside each other, without one around them
 *     <item@ref>  *item@ref     XML: the value of each is the attribute `ref` of its element
 *     .                         XML: the element itself, where JSON has one more level
 *     +name                     XML: an element `name` whose members JSON has in the object itself
 *     many                      XML: the element around the items may come more than once
 *     lone-1.5                  XML, until 1.5: one item at most, though JSON has a list
 *     spare-1.2                 XML, until 1.2: may come again, though JSON has room for one; the first counts
 *
 * A line that begins with a colon is a rule over the members; it may begin with `j`, `x`, versions as above:
 *
 *     : one a b+c      exactly one of a and (b and c)       : any a b    at least one
 *     : most a b       at most one                          : with a b   a only together with b
 *     : true a b       a only where b is true
 *     : open           members that are not named here are allowed (JSON; until 1.3 they are everywhere)
 *     : attributes     XML attributes without namespace that are not named here are allowed
 *     : loose          XML elements in any order
 */
export interface TypeSpec {
  readonly name: string
  readonly members: readonly MemberSpec[]
  readonly rules: readonly Rule[]
}

export interface MemberSpec {
  readonly name: string
  readonly types: readonly TypeUse[]
  readonly json: Range | undefined
  readonly xml: Range | undefined
  readonly requiredJson: Range | undefined
  readonly requiredXml: Range | undefined
  readonly unique: boolean
  readonly filled: boolean
  readonly form: XmlForm
  readonly many: boolean
  /** Until this minor version XML may repeat it. */
  readonly spareUntil: number
  /** Until this minor version XML takes one item at most. */
  readonly loneUntil: number
}

export interface TypeUse {
  readonly name: string
  readonly list: boolean
  readonly since: number
}

/** Minor versions, both included. */
export interface Range {
  readonly from: number
  readonly to: number
}

export type XmlForm =
  | { readonly kind: 'element'; readonly element: string }
  | { readonly kind: 'attribute'; readonly attribute: string }
  | { readonly kind: 'inline'; readonly element: string }
  | { readonly kind: 'text' | 'self' }
  | {
      readonly kind: 'wrapped'
      readonly wrapper: string
      readonly element: string
      readonly attribute?: string
    }
  | { readonly kind: 'repeated'; readonly element: string; readonly attribute?: string }

export type RuleKind = 'one' | 'any' | 'most' | 'with' | 'true' | 'open' | 'attributes' | 'loose'

export interface Rule {
  readonly kind: RuleKind
  readonly json: Range | undefined
  readonly xml: Range | undefined
  /** Each group: members that count together. */
  readonly groups: readonly (readonly string[])[]
}

const ALWAYS: Range = { from: 0, to: 99 }
/** `j`, `x`, `1.4`, `j1.4`, `x-1.5`, `1.4-1.6` */
const SCOPE = /^(?:[jx]|[jx]?(?:1\.\d)?(?:-1\.\d)?)$/

export function parseType(name: string, text: string): TypeSpec {
  const members: MemberSpec[] = []
  const rules: Rule[] = []
  for (const line of text.split('\n')) {
    const words = line
      .split('#')[0]!
      .split(' ')
      .filter((word) => word !== '')
    if (words.length === 0) continue
    if (words[0] === ':') rules.push(parseRule(words.slice(1)))
    else members.push(parseMember(words))
  }
  return { name, members, rules }
}

function parseMember([name = '', type = '', ...marks]: readonly string[]): MemberSpec {
  const known = rangesOf(marks.filter((mark) => SCOPE.test(mark)))
  const required = marks.filter((mark) => mark.startsWith('!')).map((mark) => mark.slice(1))
  const demanded = required.length > 0 ? rangesOf(required) : NEVER
  return {
    name,
    types: type.split('|').map(parseUse),
    json: known.json,
    xml: known.xml,
    requiredJson: demanded.json,
    requiredXml: demanded.xml,
    unique: marks.includes('unique'),
    filled: marks.includes('filled'),
    form: parseForm(name, marks),
    many: marks.includes('many'),
    loneUntil: marks.includes('lone-1.5') ? 5 : -1,
    spareUntil: marks.includes('spare-1.2') ? 2 : -1,
  }
}

interface Ranges {
  readonly json: Range | undefined
  readonly xml: Range | undefined
}

const NEVER: Ranges = { json: undefined, xml: undefined }

/** `j1.4`, `x1.3-1.5`, `1.4`, ``: a mark with a letter speaks of that syntax only, and then the other needs its own. */
function rangesOf(marks: readonly string[]): Ranges {
  if (marks.length === 0) return { json: ALWAYS, xml: ALWAYS }
  let { json, xml } = NEVER
  for (const mark of marks) {
    const syntax = mark[0] === 'j' || mark[0] === 'x' ? mark[0] : ''
    const [from = '', to = ''] = mark.slice(syntax.length).split('-')
    const range = { from: from ? minorOf(from) : 0, to: to ? minorOf(to) : 99 }
    if (syntax !== 'x') json = range
    if (syntax !== 'j') xml = range
  }
  return { json, xml }
}

function parseUse(text: string): TypeUse {
  const [type = '', since] = text.split(':')
  const list = type.endsWith('[]')
  return { name: list ? type.slice(0, -2) : type, list, since: since ? minorOf(since) : 0 }
}

function parseForm(name: string, marks: readonly string[]): XmlForm {
  for (const mark of marks) {
    const rest = mark.slice(1)
    if (mark[0] === '@') return { kind: 'attribute', attribute: rest || name }
    if (mark[0] === '/') return { kind: 'element', element: rest }
    if (mark === '=') return { kind: 'text' }
    if (mark === '.') return { kind: 'self' }
    if (mark[0] === '+') return { kind: 'inline', element: rest }
    if (mark[0] === '*') {
      const [element = '', attribute] = rest.split('@')
      return { kind: 'repeated', element: element || name, ...(attribute && { attribute }) }
    }
    if (mark[0] === '<') {
      const [path = '', attribute] = rest.slice(0, -1).split('@')
      const slash = path.indexOf('/')
      const wrapper = slash < 0 ? name : path.slice(0, slash)
      const element = path.slice(slash + 1)
      return { kind: 'wrapped', wrapper, element, ...(attribute && { attribute }) }
    }
  }
  return { kind: 'element', element: name }
}

function parseRule(words: readonly string[]): Rule {
  const scope = words.filter((word) => SCOPE.test(word))
  const [kind = '', ...groups] = words.filter((word) => !scope.includes(word))
  return {
    ...rangesOf(scope),
    kind: kind as RuleKind,
    groups: groups.map((group) => group.split('+')),
  }
}

export function holds(range: Range | undefined, minor: number): boolean {
  return range !== undefined && minor >= range.from && minor <= range.to
}

/** A word list with versions in it: `a b 1.5: c` has c since 1.5. */
export function wordsOf(text: string, version: Version): ReadonlySet<string> {
  const words = new Set<string>()
  const minor = minorOf(version)
  let since = 0
  for (const word of text.split(/\s+/)) {
    if (word === '') continue
    if (/^1\.\d:$/.test(word)) since = minorOf(word.slice(0, -1))
    else if (minor >= since) words.add(word)
  }
  return words
}

export function rangeOf(spec: { json: Range | undefined; xml: Range | undefined }, syntax: Syntax) {
  return syntax === 'json' ? spec.json : spec.xml
}
