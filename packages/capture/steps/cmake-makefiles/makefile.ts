// SPDX-License-Identifier: Apache-2.0

/** The makefiles that CMake writes: plain variables and plain rules, no functions, no conditionals. */
export interface Makefile {
  readonly variables: ReadonlyMap<string, string>
  readonly rules: readonly MakeRule[]
}

export interface MakeRule {
  readonly targets: readonly string[]
  readonly prerequisites: readonly string[]
  /** Lines for the shell, variables still in them, without `@` and `-`. */
  readonly recipe: readonly string[]
  /** Counted from 1. */
  readonly line: number
}

/** Reads such a makefile; what else make knows is passed over. Never throws; the cost is linear. */
export function readMakefile(text: string): Makefile {
  const variables = new Map<string, string>()
  const rules: { targets: string[]; prerequisites: string[]; recipe: string[]; line: number }[] = []
  let number = 0
  let pending = ''
  for (const raw of text.split('\n')) {
    number++
    const piece = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    if (endsWithBackslash(piece)) {
      pending += `${piece.slice(0, -1)} `
      continue
    }
    const line = pending + piece
    pending = ''
    if (line.startsWith('\t')) {
      rules.at(-1)?.recipe.push(line.trim().replace(/^[@+-]+/, ''))
      continue
    }
    if (line === '' || line.startsWith('#') || line.startsWith('include ')) continue
    const variable = /^([^\s:=#]+)[ ]*[:?]?=[ ]*(.*)$/.exec(line)
    if (variable) {
      variables.set(variable[1]!, variable[2]!)
      continue
    }
    const rule = splitRule(line)
    if (rule) rules.push({ ...rule, recipe: [], line: number })
  }
  return { variables, rules }
}

/** A recipe's line or a value, its variables put in. `$$` is a dollar for the shell. Unknown names give nothing, as in make. */
export function expandMake(
  text: string,
  variables: ReadonlyMap<string, string>,
  depth = 0,
): string {
  if (!text.includes('$')) return text
  return text.replaceAll(
    /\$(?:\$|\(([^()$\s]+)\)|\{([^{}$\s]+)\})/g,
    (whole, round?: string, curly?: string) => {
      const name = round ?? curly
      if (name === undefined) return '$'
      const value = variables.get(name)
      if (value === undefined || depth >= MAX_NESTED) return ''
      return value.length > LONGEST ? whole : expandMake(value, variables, depth + 1)
    },
  )
}

/** CMake nests its values once; flags that somebody set may hold names of their own. */
const MAX_NESTED = 4
const LONGEST = 4_000_000

function splitRule(
  line: string,
): { readonly targets: string[]; readonly prerequisites: string[] } | undefined {
  let at = 0
  while (at < line.length && !isRuleColon(line, at)) at += line[at] === '\\' ? 2 : 1
  if (at >= line.length) return undefined
  const double = line[at + 1] === ':'
  return {
    targets: splitNames(line.slice(0, at)),
    prerequisites: splitNames(line.slice(at + (double ? 2 : 1))),
  }
}

function isRuleColon(line: string, at: number): boolean {
  if (line[at] !== ':') return false
  const next = line[at + 1]
  return next === undefined || next === ' ' || next === '\t' || next === ':'
}

/** Names in makefiles: `\ ` is a space, `\#` a number sign, `$$` a dollar. */
function splitNames(text: string): string[] {
  const names: string[] = []
  let name = ''
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    if (char === '\\' && (text[at + 1] === ' ' || text[at + 1] === '#' || text[at + 1] === ':')) {
      name += text[++at]!
    } else if (char === '$' && text[at + 1] === '$') {
      name += '$'
      at++
    } else if (char === ' ' || char === '\t') {
      if (name !== '') names.push(name)
      name = ''
    } else name += char
  }
  if (name !== '') names.push(name)
  return names
}

function endsWithBackslash(line: string): boolean {
  let count = 0
  for (let at = line.length - 1; at >= 0 && line[at] === '\\'; at--) count++
  return count % 2 === 1
}
