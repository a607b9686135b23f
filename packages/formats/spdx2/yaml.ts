// SPDX-License-Identifier: Apache-2.0
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  visit,
  type Alias,
  type Node,
  type Pair,
  type Scalar,
} from 'yaml'
import { FormatError, type FaultCode, type Place } from '../fault/index.ts'
import { pointerOf } from '../json/index.ts'
import { readText, type Limits, type Source } from '../source/index.ts'
import { parseYaml, type Yaml } from '../yaml/index.ts'
import { createAssembly, isListName, type Assembly } from './assembly.ts'
import { quote, type Raw } from './members.ts'
import { DOCUMENT, LISTS, type ElementRule, type MemberRule } from './rules.ts'
import type { Spdx2Sink } from './sink.ts'
import { throwFaults } from './throw.ts'
import { typedValue } from './typed.ts'

/** The YAML serialization: the members of JSON. The document is held whole. */
export async function streamYaml(source: Source, sink: Spdx2Sink, limits: Limits): Promise<void> {
  const text = await readText(source, limits)
  // every scalar stays the text that stands there: a version 2.10 is no number
  const { document, placeAt } = parseYaml(source.name, text, { schema: 'failsafe', limits })
  const assembly = createAssembly(sink)
  readTop(source.name, document, assembly, limits)
  if (assembly.findings.faultCount > 0) {
    await throwFaults(
      source.name,
      assembly.findings,
      () => (pointer) => locate(document, pointer, placeAt),
    )
  }
}

function readTop(
  name: string,
  document: Yaml['document'],
  assembly: Assembly,
  limits: Limits,
): void {
  const top = document.contents
  if (!isMap(top)) {
    throw refusal(name, 'UNKNOWN_FORMAT', 'expected a mapping at the top', { line: 1, column: 1 })
  }
  const reader = createNodeReader(name, document, assembly, limits)
  for (const pair of top.items as Pair[]) {
    const key = keyOf(pair)
    const node = reader.resolve(pair.value as Node | null)
    if (isListName(key) && isSeq(node)) {
      node.items.forEach((item, index) => {
        const rule: MemberRule = { kind: 'object', of: LISTS[key] }
        assembly.element(key, index, reader.value(item as Node, rule, [key, index]))
      })
      continue
    }
    const rule = DOCUMENT.members.get(key)
    const value = rule === undefined ? undefined : reader.value(node, rule, [key])
    if (assembly.member(key, value)) break
  }
  assembly.finish()
}

interface NodeReader {
  resolve(node: Node | null | undefined): Node | undefined
  value(node: Node | null | undefined, rule: MemberRule, path: (string | number)[]): unknown
}

function createNodeReader(
  name: string,
  document: Yaml['document'],
  assembly: Assembly,
  limits: Limits,
): NodeReader {
  const size = document.contents?.range[2] ?? 0
  let expansions = 0
  let visited = 0
  let targets: ReadonlyMap<Alias, Node> | undefined

  function resolve(node: Node | null | undefined): Node | undefined {
    if (!isAlias(node)) return node ?? undefined
    if (++expansions > limits.aliasExpansions) throw tooManyAliases()
    targets ??= aliasTargets(document)
    return targets.get(node)
  }

  function tooManyAliases(): FormatError {
    return refusal(
      name,
      'LIMIT',
      `more than ${limits.aliasExpansions} aliases, or what they stand for is too large (limit aliasExpansions; raise it with --limit aliasExpansions=N)`,
      {},
    )
  }

  function value(
    written: Node | null | undefined,
    rule: MemberRule,
    path: (string | number)[],
  ): unknown {
    const node = resolve(written)
    // rules end, but a list may stand where a text should, and an alias may stand for what it is in
    if (path.length > limits.depth) throw tooManyAliases()
    if (node === undefined) return undefined
    // without aliases no document has more nodes than characters
    if (++visited > size + limits.aliasExpansions) throw tooManyAliases()
    if (isScalar(node)) return scalarValue(node, rule)
    if (isSeq(node)) {
      const each = itemRule(rule)
      return node.items.map((item, i) => value(item as Node, each, [...path, i]))
    }
    if (isMap(node)) {
      return rule.kind === 'object' ? objectValue(node.items, rule.of, path) : {}
    }
    return undefined
  }

  function objectValue(items: readonly Pair[], of: ElementRule, path: (string | number)[]): Raw {
    const raw: Raw = {}
    for (const pair of items) {
      const key = keyOf(pair)
      const rule = of.members.get(key)
      if (rule === undefined) {
        assembly.findings.remark(
          `${of.what} has no member ${quote(key)}; passed over`,
          pointerOf([...path, key]),
        )
      } else raw[key] = value(pair.value as Node | null, rule, [...path, key])
    }
    return raw
  }

  return { resolve, value }
}

/** What each alias stands for: the last anchor of its name before it (YAML 1.2.2, 3.2.2.2). One walk for all. */
function aliasTargets(document: Yaml['document']): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>()
  const targets = new Map<Alias, Node>()
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) {
        const target = anchors.get(node.source)
        if (target !== undefined) targets.set(node, target)
      } else if (node.anchor !== undefined) anchors.set(node.anchor, node)
    },
  })
  return targets
}

function itemRule(rule: MemberRule): MemberRule {
  if (rule.kind === 'objects') return { kind: 'object', of: rule.of }
  if (rule.kind === 'words') return { kind: 'word', words: rule.words }
  return { kind: 'text' }
}

function scalarValue(node: Scalar, rule: MemberRule): unknown {
  const text = typeof node.value === 'string' ? node.value : ''
  const isPlain = node.type === undefined || node.type === 'PLAIN'
  if (isPlain && (text === '' || text === '~' || text === 'null')) return undefined
  return typedValue(text, rule)
}

function keyOf(pair: Pair): string {
  const { key } = pair
  return isScalar(key) ? String(key.value) : ''
}

function locate(document: Yaml['document'], pointer: string, placeAt: Yaml['placeAt']): Place {
  const steps = pointer.split('/').slice(1)
  let node: unknown = document.contents
  let found: Node | undefined = document.contents ?? undefined
  for (const step of steps) {
    if (isMap(node)) node = node.items.find((pair) => keyOf(pair) === step)?.value
    else if (isSeq(node)) node = node.items[Number(step)]
    else break
    if (node === null || node === undefined) break
    found = node as Node
  }
  const offset = found?.range?.[0]
  return { pointer, ...(offset === undefined ? {} : placeAt(offset)) }
}

function refusal(name: string, code: FaultCode, message: string, place: Place): FormatError {
  return new FormatError(name, [{ code, message, place }])
}
