// SPDX-License-Identifier: Apache-2.0

/** One simple command of a shell's text, or the border of a subshell (in which `cd` has an effect of its own). */
export type ShellItem =
  | ({ readonly kind: 'command' } & ShellCommand)
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }

export interface ShellCommand {
  /** Quotes taken away. Variables and command substitutions stay as they are written: nothing is evaluated. */
  readonly argv: readonly string[]
  /** What stands between the command before and this one. */
  readonly after: 'start' | ';' | '&&' | '||' | '|'
  readonly redirections: readonly Redirection[]
}

interface Redirection {
  readonly kind: 'in' | 'out' | 'append'
  readonly descriptor: number
  readonly path: string
}

/**
 * Parts a line of shell (POSIX.1-2017, "Shell Command Language", 2.3) into its simple commands. Conditions and loops are taken as
 * if each of their commands ran once. Text that is no shell gives some words and never an error; the cost is linear.
 */
export function splitShell(text: string): readonly ShellItem[] {
  const items: ShellItem[] = []
  let argv: string[] = []
  let redirections: Redirection[] = []
  let after: ShellCommand['after'] = 'start'
  let redirect: Omit<Redirection, 'path'> | undefined
  const heredocs: string[] = []
  let heredocNext = false

  const finish = (next: ShellCommand['after']): void => {
    const command = withoutKeywords(argv)
    if (command.length > 0 || redirections.length > 0)
      items.push({ kind: 'command', argv: command, after, redirections })
    argv = []
    redirections = []
    redirect = undefined
    after = next
  }
  const take = (word: string): void => {
    if (heredocNext) {
      heredocs.push(word)
      heredocNext = false
    } else if (redirect) {
      redirections.push({ ...redirect, path: word })
      redirect = undefined
    } else argv.push(word)
  }

  let at = 0
  while (at < text.length) {
    const char = text[at]!
    switch (char) {
      case ' ':
      case '\t':
      case '\r':
        at++
        break
      case '\n':
        finish(';')
        at++
        while (heredocs.length > 0) at = afterHeredoc(text, at, heredocs.shift()!)
        break
      case ';':
        finish(';')
        at++
        break
      case '&':
        if (text[at + 1] === '>') {
          redirect = { kind: 'out', descriptor: 1 }
          at += 2
        } else {
          finish(text[at + 1] === '&' ? '&&' : ';')
          at += text[at + 1] === '&' ? 2 : 1
        }
        break
      case '|':
        finish(text[at + 1] === '|' ? '||' : '|')
        at += text[at + 1] === '|' || text[at + 1] === '&' ? 2 : 1
        break
      case '(':
        finish(after)
        items.push({ kind: 'open' })
        at++
        break
      case ')':
        finish(';')
        items.push({ kind: 'close' })
        at++
        break
      case '#':
        at = indexOrEnd(text, '\n', at)
        break
      case '<':
      case '>': {
        const descriptor = takeDescriptor(text, at, argv) ?? (char === '<' ? 0 : 1)
        const found = readRedirect(text, at)
        if (found.kind === 'heredoc') heredocNext = true
        else if (found.kind !== 'duplicate') redirect = { kind: found.kind, descriptor }
        at = found.end
        break
      }
      default: {
        const word = readWord(text, at)
        if (word.text !== undefined) take(word.text)
        at = word.end
      }
    }
  }
  finish(';')
  return items
}

/** POSIX 2.4: words that open or close a compound command, and no command themselves. */
const KEYWORDS: ReadonlySet<string> = new Set(
  'if then else elif fi while until do done { } ! time'.split(' '),
)
/** After these no command follows: `for NAME in WORD...`, `case WORD in`. */
const HEADS: ReadonlySet<string> = new Set(['for', 'case', 'select', 'function', 'esac'])

function withoutKeywords(argv: readonly string[]): readonly string[] {
  let from = 0
  while (from < argv.length && KEYWORDS.has(argv[from]!)) from++
  return HEADS.has(argv[from] ?? '') ? [] : from === 0 ? argv : argv.slice(from)
}

function readWord(text: string, start: number): { readonly text?: string; readonly end: number } {
  let out = ''
  let at = start
  let any = false
  while (at < text.length) {
    const char = text[at]!
    if (' \t\r\n;&|()<>'.includes(char)) break
    if (char === '\\') {
      // a backslash before the end of a line joins the lines
      if (text[at + 1] === '\n') at += 2
      else {
        out += text[at + 1] ?? ''
        any = true
        at += 2
      }
    } else if (char === "'") {
      const end = indexOrEnd(text, "'", at + 1)
      out += text.slice(at + 1, end)
      any = true
      at = end + 1
    } else if (char === '"') {
      const quoted = readQuoted(text, at + 1)
      out += quoted.text
      any = true
      at = quoted.end
    } else if (char === '`' || (char === '$' && (text[at + 1] === '(' || text[at + 1] === '{'))) {
      const end = afterSubstitution(text, at)
      out += text.slice(at, end)
      any = true
      at = end
    } else {
      out += char
      any = true
      at++
    }
  }
  return any ? { text: out, end: at } : { end: Math.max(at, start + 1) }
}

/** POSIX 2.2.3: in double quotes a backslash escapes only `$`, a backtick, `"`, itself and the end of a line. */
function readQuoted(text: string, start: number): { readonly text: string; readonly end: number } {
  let out = ''
  let at = start
  while (at < text.length && text[at] !== '"') {
    const char = text[at]!
    const next = text[at + 1]
    if (char === '\\' && next !== undefined && '$`"\\\n'.includes(next)) {
      if (next !== '\n') out += next
      at += 2
    } else if (char === '`' || (char === '$' && next === '(')) {
      const end = afterSubstitution(text, at)
      out += text.slice(at, end)
      at = end
    } else {
      out += char
      at++
    }
  }
  return { text: out, end: at + 1 }
}

/** The end of `$(...)`, `${...}` or backticks; brackets within are counted, quotes within kept whole. */
function afterSubstitution(text: string, start: number): number {
  if (text[start] === '`') return indexOrEnd(text, '`', start + 1) + 1
  const [open, close] = text[start + 1] === '{' ? ['{', '}'] : ['(', ')']
  let depth = 0
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at]!
    if (char === '\\') at++
    else if (char === "'" && open === '(') at = indexOrEnd(text, "'", at + 1)
    else if (char === open) depth++
    else if (char === close && --depth === 0) return at + 1
  }
  return text.length
}

/** `2>file`: the digits were read as a word of their own; they belong to the redirection if nothing stands between. */
function takeDescriptor(text: string, at: number, argv: string[]): number | undefined {
  const last = argv.at(-1)
  if (last === undefined || !/^\d$/.test(last) || text[at - 1] !== last) return undefined
  const before = text[at - 2]
  if (before !== undefined && !' \t\n;&|('.includes(before)) return undefined
  argv.pop()
  return Number(last)
}

function readRedirect(
  text: string,
  start: number,
): { readonly kind: Redirection['kind'] | 'heredoc' | 'duplicate'; readonly end: number } {
  const two = text.slice(start, start + 2)
  if (two === '<<') {
    const end = text[start + 2] === '-' ? start + 3 : start + 2
    return { kind: 'heredoc', end }
  }
  if (two === '>>') return { kind: 'append', end: start + 2 }
  if (two === '>|' || two === '<>') return { kind: 'out', end: start + 2 }
  if (two === '>&' || two === '<&') {
    let end = start + 2
    while (end < text.length && /[\d-]/.test(text[end]!)) end++
    return end > start + 2 ? { kind: 'duplicate', end } : { kind: 'out', end }
  }
  return { kind: text[start] === '<' ? 'in' : 'out', end: start + 1 }
}

function afterHeredoc(text: string, start: number, mark: string): number {
  let at = start
  while (at < text.length) {
    const end = indexOrEnd(text, '\n', at)
    if (text.slice(at, end).trim() === mark) return end + 1
    at = end + 1
  }
  return text.length
}

function indexOrEnd(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from)
  return found < 0 ? text.length : found
}
