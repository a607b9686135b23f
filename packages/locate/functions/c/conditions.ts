// SPDX-License-Identifier: Apache-2.0

/** What a line of the preprocessor does to the reading of what follows. */
export type Directive =
  | { readonly kind: 'if'; readonly condition: Condition }
  | { readonly kind: 'else' }
  | { readonly kind: 'endif' }
  | { readonly kind: 'define'; readonly name: string }
  | { readonly kind: 'include'; readonly name: string }
  | { readonly kind: 'other' }

/** `#ifndef X` and `#if !defined(X)` ask the same of the same key as `#ifdef X`, the other way round. */
export interface Condition {
  readonly key: string
  readonly isNegated: boolean
}

/** Longest piece of a directive that is looked at. */
const LOOKED_AT = 400

export function readDirective(text: string, start: number, end: number): Directive {
  const line = text.slice(start, Math.min(end, start + LOOKED_AT))
  const [, word = '', rest = ''] = /^#[ \t]*([A-Za-z_]*)([^]*)$/.exec(line) ?? []
  switch (word) {
    case 'if':
      return { kind: 'if', condition: conditionOf(rest) }
    case 'ifdef':
      return { kind: 'if', condition: { key: firstWord(rest), isNegated: false } }
    case 'ifndef':
      return { kind: 'if', condition: { key: firstWord(rest), isNegated: true } }
    case 'else':
    case 'elif':
    case 'elifdef':
    case 'elifndef':
      return { kind: 'else' }
    case 'endif':
      return { kind: 'endif' }
    case 'define':
      return { kind: 'define', name: firstWord(rest) }
    case 'include':
    case 'include_next':
    case 'import':
      return { kind: 'include', name: rest.trim().replaceAll(/^[<"]|[>"].*$/gs, '') }
    default:
      return { kind: 'other' }
  }
}

function conditionOf(rest: string): Condition {
  const plain = rest.replace(/\/[/*][^]*$/, '').replaceAll(/\s+/g, '')
  const isNegated = plain.startsWith('!') && !/[&|]/.test(plain)
  const asked = isNegated ? plain.slice(1) : plain
  const [, name] = /^\(?(?:defined)?\(?(\w+)\)?\)?$/.exec(asked) ?? []
  return { key: name ?? asked, isNegated: name === undefined ? false : isNegated }
}

function firstWord(rest: string): string {
  return /^\s*([\w$]+)/.exec(rest)?.[1] ?? ''
}
