// SPDX-License-Identifier: Apache-2.0
import { dirname } from 'node:path/posix'
import { pathIn } from '../../command/index.ts'
import { expand, newScope, ruleIn, valueIn, type Rule, type Scope } from './expand.ts'
import { linesOf, splitPaths, type LogicalLine } from './lines.ts'

/** What `build.ninja` and the files that it includes say. Paths are as they are written, variables put in. */
export interface Manifest {
  readonly edges: readonly Edge[]
  readonly defaults: readonly string[]
  readonly top: Scope
  /** Files that are included and not there. */
  readonly missing: readonly string[]
}

export interface Edge {
  /** `phony` has none. */
  readonly rule: Rule | undefined
  readonly ruleName: string
  readonly outputs: readonly string[]
  readonly implicitOutputs: readonly string[]
  readonly inputs: readonly string[]
  readonly implicitInputs: readonly string[]
  readonly orderOnlyInputs: readonly string[]
  /** The edge's own values; its parent is the file in which it stands. */
  readonly scope: Scope
  readonly record: string
}

/** More files within one another than this nobody writes; a file that includes itself would never end. */
const MAX_DEPTH = 64

/**
 * Reads a ninja manifest by the grammar of ninja's manual ("Lexical syntax", "Build statements").
 *
 * @param path of `build.ninja`; included files are relative to its folder, where ninja runs
 */
export function readManifest(
  path: string,
  readText: (path: string) => string | undefined,
): Manifest {
  const top = newScope()
  const reading: Reading = {
    edges: [],
    defaults: [],
    missing: [],
    folder: dirname(path),
    readText,
  }
  readFile(reading, path, top, 0)
  return { edges: reading.edges, defaults: reading.defaults, missing: reading.missing, top }
}

/** A value of an edge: its own, its rule's, or the file's; `$in` and `$out` are quoted for the shell. */
export function edgeValue(edge: Edge, name: string): string {
  return valueOfEdge(edge, name, 0)
}

interface Reading {
  readonly edges: Edge[]
  readonly defaults: string[]
  readonly missing: string[]
  readonly folder: string
  readonly readText: (path: string) => string | undefined
}

function readFile(reading: Reading, path: string, scope: Scope, depth: number): void {
  const text = depth > MAX_DEPTH ? undefined : reading.readText(path)
  if (text === undefined) {
    reading.missing.push(path)
    return
  }
  const lines = linesOf(text)
  const valueOf = (name: string): string => valueIn(scope, name)
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (line.indented) continue
    const space = line.text.indexOf(' ')
    const word = space < 0 ? line.text : line.text.slice(0, space)
    switch (word) {
      case 'rule': {
        const name = line.text.slice(space).trim()
        scope.rules.set(name, { name, bindings: bindingsBelow(lines) })
        break
      }
      case 'pool':
        bindingsBelow(lines)
        break
      case 'build':
        readBuild(reading, line, lines, scope, path)
        break
      case 'default':
        for (const raw of splitPaths(line.text.slice(space)).before)
          reading.defaults.push(expand(raw, valueOf))
        break
      case 'include':
      case 'subninja': {
        const raw = splitPaths(line.text.slice(space)).before[0] ?? ''
        const inner = word === 'include' ? scope : newScope(scope)
        readFile(reading, pathIn(reading.folder, expand(raw, valueOf)), inner, depth + 1)
        break
      }
      default: {
        const binding = readBinding(line.text)
        if (binding) scope.values.set(binding.name, expand(binding.raw, valueOf))
      }
    }
  }
}

function readBuild(
  reading: Reading,
  line: LogicalLine,
  lines: ReturnType<typeof linesOf>,
  file: Scope,
  path: string,
): void {
  const scope = newScope(file)
  for (const [name, raw] of bindingsBelow(lines))
    scope.values.set(
      name,
      expand(raw, (asked) => valueIn(file, asked)),
    )
  const { before, behind, implicitBefore, implicitBehind, orderOnly } = splitPaths(
    line.text.slice(6),
  )
  const paths = (raws: readonly string[]): readonly string[] =>
    raws.map((raw) => expand(raw, (name) => valueIn(scope, name)))
  const ruleName = behind[0] ?? ''
  reading.edges.push({
    rule: ruleName === 'phony' ? undefined : ruleIn(file, ruleName),
    ruleName,
    outputs: paths(before),
    implicitOutputs: paths(implicitBefore),
    inputs: paths(behind.slice(1)),
    implicitInputs: paths(implicitBehind),
    orderOnlyInputs: paths(orderOnly),
    scope,
    record: `${path}:${line.number}`,
  })
}

function bindingsBelow(lines: ReturnType<typeof linesOf>): ReadonlyMap<string, string> {
  const bindings = new Map<string, string>()
  for (let line = lines.peek(); line?.indented; line = lines.peek()) {
    lines.next()
    const binding = readBinding(line.text.trimStart())
    if (binding) bindings.set(binding.name, binding.raw)
  }
  return bindings
}

function readBinding(text: string): { readonly name: string; readonly raw: string } | undefined {
  const equals = text.indexOf('=')
  if (equals <= 0) return undefined
  let from = equals + 1
  while (text[from] === ' ') from++
  return { name: text.slice(0, equals).trim(), raw: text.slice(from) }
}

/** A rule's value may name another; a circle of them is an error in ninja, and nothing here. */
const MAX_NESTED_VALUES = 32

function valueOfEdge(edge: Edge, name: string, depth: number): string {
  if (name === 'in') return edge.inputs.map(quoteForShell).join(' ')
  if (name === 'in_newline') return edge.inputs.map(quoteForShell).join('\n')
  if (name === 'out') return edge.outputs.map(quoteForShell).join(' ')
  const own = edge.scope.values.get(name)
  if (own !== undefined) return own
  const raw = depth > MAX_NESTED_VALUES ? undefined : edge.rule?.bindings.get(name)
  if (raw !== undefined) return expand(raw, (asked) => valueOfEdge(edge, asked, depth + 1))
  return edge.scope.parent === undefined ? '' : valueIn(edge.scope.parent, name)
}

/** As ninja does it: what has any character beyond these is put in single quotes. */
function quoteForShell(path: string): string {
  return /^[\w+\-./]*$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
