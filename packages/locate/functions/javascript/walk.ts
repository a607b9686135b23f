// SPDX-License-Identifier: Apache-2.0
import type { Item } from '../span.ts'
import { WORD, type Tokens } from '../tokens.ts'

export type OpenItem = { -readonly [key in keyof Item]: Item[key] }

/** What stands between two brackets. `type`: nothing in it is code. */
export type Role = 'block' | 'class' | 'object' | 'type' | 'expression'

interface Frame {
  readonly role: Role
  /** Scope of what is within. */
  readonly path: string
  /** Arrow functions without braces that end with the expression that they are. */
  readonly pending: OpenItem[]
  /** `?` whose `:` has not come yet, and whether the last `:` was one's. */
  conditions: number
  isAlternative: boolean
}

/** What the tokens before a bracket, an arrow or a keyword have told of it. */
interface Told {
  readonly role: Role
  readonly name: string
  /** First token of the definition. */
  readonly first: number
}

export interface Walk {
  readonly text: string
  readonly tokens: Tokens
  readonly closes: Int32Array
  readonly items: OpenItem[]
  readonly frames: Frame[]
  /** By token: of a brace its role, of `=>`, `function` and `class` the name that they are bound to. */
  readonly told: Map<number, Told>
}

export function wordAt({ text, tokens }: Walk, at: number): string {
  return tokens.kind[at] === WORD ? text.slice(tokens.start[at], tokens.end[at]) : ''
}

export function textAt({ text, tokens }: Walk, at: number): string {
  return text.slice(tokens.start[at], tokens.end[at])
}

export function lineOf({ tokens }: Walk, at: number): number {
  return at < tokens.count ? (tokens.line[Math.max(0, at)] ?? 1) : tokens.lines
}

export function pathOf({ frames }: Walk): string {
  return frames.at(-1)?.path ?? ''
}

export function joined(path: string, name: string): string {
  // the path of a deep nest would grow without bound
  return name === '' || path.length > 1000 ? path : path === '' ? name : `${path}.${name}`
}

export function pushFrame(walk: Walk, role: Role, path: string): void {
  walk.frames.push({ role, path, pending: [], conditions: 0, isAlternative: false })
}

/** Adds a function from one token to another. */
export function addFunction(
  walk: Walk,
  name: string,
  first: number,
  last: number,
  isMethod: boolean,
): OpenItem {
  const scope = pathOf(walk)
  const item: OpenItem = {
    kind: 'function',
    name,
    ...(scope === '' ? {} : { scope }),
    ...(isMethod ? { isMethod } : {}),
    startLine: lineOf(walk, first),
    endLine: lineOf(walk, last),
  }
  walk.items.push(item)
  return item
}
