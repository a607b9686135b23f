// SPDX-License-Identifier: Apache-2.0
import { isObject, type Spdx3Context, type Spdx3Document, type Spdx3Value } from './document.ts'
import type { Spdx3Version } from './spec/versions.ts'

/**
 * SPDX 3 JSON-LD, always the same text for the same document: elements in the order of the document, their properties by
 * name behind `type` and the id. Where another version than the document's is asked for, the context and every
 * `specVersion` say so.
 */
export function writeSpdx3(
  document: Pick<Spdx3Document, 'context' | 'graph'> & { readonly bare?: boolean },
  options: { readonly version: Spdx3Version } = { version: '3.0.1' },
): string {
  const version = options.version === '3.1' ? '3.1.0' : options.version
  const own = `https://spdx.org/rdf/${options.version}/spdx-context.jsonld`
  const others = document.context.filter((each) => !isSpdxContext(each))
  const context = others.length === 0 ? own : [own, ...others]
  const graph = document.graph.map((node) => ordered(node, version))
  const only = graph[0]
  const whole =
    document.bare === true && graph.length === 1 && isObject(only)
      ? { '@context': context, ...only }
      : { '@context': context, '@graph': graph }
  return `${JSON.stringify(whole, null, 2)}\n`
}

function isSpdxContext(context: Spdx3Context): boolean {
  return typeof context === 'string' && context.endsWith('/spdx-context.jsonld')
}

const FIRST = ['type', 'spdxId', '@id']

function ordered(value: Spdx3Value, version: string): Spdx3Value {
  if (Array.isArray(value)) return value.map((each: Spdx3Value) => ordered(each, version))
  if (!isObject(value)) return value
  const names = Object.keys(value)
  const sorted = [
    ...FIRST.filter((name) => names.includes(name)),
    ...names.filter((name) => !FIRST.includes(name)).sort(),
  ]
  const entries: [string, Spdx3Value][] = []
  for (const name of sorted) {
    const said = value[name]
    if (said === undefined) continue
    const isVersion = name === 'specVersion' && value['type'] === 'CreationInfo'
    entries.push([name, isVersion ? version : ordered(said, version)])
  }
  // fromEntries defines own properties, also one that is called __proto__
  return Object.fromEntries(entries)
}
