// SPDX-License-Identifier: Apache-2.0

/**
 * What a feed record must look like where we use it, as data. Unlike a JSON Schema it says nothing of members that we
 * only carry along, so that a record is not refused for a field which nobody reads.
 */
export type Rule = TextRule | ListRule | ObjectRule | NullableRule | { readonly kind: 'number' }

export interface TextRule {
  readonly kind: 'text'
  /** Names the value in a fault: `a CVE id`. */
  readonly what: string
  readonly words?: ReadonlySet<string>
  /** Must run in time linear in the text. */
  readonly pattern?: RegExp
}

export interface ListRule {
  readonly kind: 'list'
  readonly of: Rule
  /** A short way past `of` in straight code: true only for what `of` accepts, false for whatever it does not know. */
  readonly isPlain?: (item: object) => boolean
}

export interface ObjectRule {
  readonly kind: 'object'
  readonly members: readonly Member[]
}

interface Member {
  readonly name: string
  readonly rule: Rule
  readonly required: boolean
}

export interface NullableRule {
  readonly kind: 'nullable'
  readonly of: Rule
}

/** Any text, text of a pattern, or one of the words. */
export function text(what = 'text', allowed?: RegExp | readonly string[]): TextRule {
  if (allowed === undefined) return { kind: 'text', what }
  if (allowed instanceof RegExp) return { kind: 'text', what, pattern: allowed }
  return { kind: 'text', what, words: new Set(allowed) }
}

export function list(of: Rule, isPlain?: (item: object) => boolean): ListRule {
  return { kind: 'list', of, isPlain }
}

export function nullable(of: Rule): NullableRule {
  return { kind: 'nullable', of }
}

export function object(
  required: Readonly<Record<string, Rule>>,
  optional: Readonly<Record<string, Rule>> = {},
): ObjectRule {
  const member = (required: boolean) => {
    return ([name, rule]: [string, Rule]): Member => ({ name, rule, required })
  }
  return {
    kind: 'object',
    members: [
      ...Object.entries(required).map(member(true)),
      ...Object.entries(optional).map(member(false)),
    ],
  }
}

/** An object of which only its being one matters. */
export function map(): ObjectRule {
  return { kind: 'object', members: [] }
}
