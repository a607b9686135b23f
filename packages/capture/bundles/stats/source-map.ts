// SPDX-License-Identifier: Apache-2.0
import { listOf, memberOf, textOf } from '../../steps/json-file.ts'
import { numberOf } from './members.ts'
import type { BundleStats, ModuleStats, OutputPart } from './stats.ts'

export function isSourceMap(value: unknown): boolean {
  return (
    numberOf(value, 'version') === 3 &&
    (Array.isArray(memberOf(value, 'sources')) || Array.isArray(memberOf(value, 'sections')))
  )
}

/**
 * A source map (ECMA-426): sources to which a piece of the output leads back are in it. That others are not in it proves
 * nothing, for a step of the build may have lost its map; so this is never complete.
 *
 * @param file the output that it belongs to, where the map itself does not say
 */
export function readSourceMap(value: unknown, file: string): BundleStats {
  const mapped = new Map<string, number>()
  const maps = [value, ...listOf(value, 'sections').map((section) => memberOf(section, 'map'))]
  for (const map of maps) {
    const root = textOf(map, 'sourceRoot') ?? ''
    const sources = listOf(map, 'sources').map((each) =>
      typeof each === 'string' ? nameOf(root, each) : undefined,
    )
    const counts = countSegments(textOf(map, 'mappings') ?? '', sources.length)
    sources.forEach((source, at) => {
      if (source !== undefined) mapped.set(source, (mapped.get(source) ?? 0) + counts[at]!)
    })
  }
  const modules = [...mapped.keys()].map((id): ModuleStats =>
    isFile(id) ? { id, path: id } : { id },
  )
  const parts = [...mapped].map(([module, bytes]): OutputPart => ({
    module,
    bytes,
    measured: 'source',
  }))
  return {
    bundler: 'source-map',
    outputs: [{ path: file, parts }],
    modules,
    externals: [],
    complete: false,
    doubts: ['A source map proves what is in a bundle, not what is missing from it.'],
  }
}

/** webpack writes `webpack://app/./src/x.js`, with or without the name of the app; others relative paths. */
function nameOf(root: string, source: string): string {
  const webpack = /^webpack(?:-internal)?:\/\/[^/]*\/(.*)$/.exec(source)
  const plain = webpack === null ? source : webpack[1]!.replace(/^\.\//, '')
  const end = plain.search(/[?#]/)
  const path = end < 0 ? plain : plain.slice(0, end)
  const folder = root === '' || root.endsWith('/') ? root : `${root}/`
  return webpack !== null || /^(?:\/|[a-z][\w+.-]*:)/i.test(path) ? path : folder + path
}

function isFile(id: string): boolean {
  return (
    !/^[a-z][\w+.-]+:/i.test(id) &&
    !id.startsWith('(') &&
    !id.startsWith('\0') &&
    !/^webpack\/|^external /.test(id)
  )
}

/** How many pieces of the output lead to each source. Base64 VLQ; a segment's second field is the source, as a difference. */
function countSegments(mappings: string, sources: number): readonly number[] {
  const counts = Array.from({ length: sources }, () => 0)
  let source = 0
  let field = 0
  let value = 0
  let shift = 0
  for (let at = 0; at <= mappings.length; at++) {
    const code = at < mappings.length ? mappings.charCodeAt(at) : SEMICOLON
    if (code === COMMA || code === SEMICOLON) {
      // fields are counted from 0; one alone names no source
      if (field > 1 && counts[source] !== undefined) counts[source]!++
      field = 0
      value = 0
      shift = 0
      continue
    }
    const digit = DIGITS[code] ?? 0
    value |= (digit & 31) << shift
    shift += 5
    if ((digit & 32) !== 0) continue
    if (field === 1) source += (value & 1) === 1 ? -(value >>> 1) : value >>> 1
    field++
    value = 0
    shift = 0
  }
  return counts
}

const COMMA = 44
const SEMICOLON = 59

const DIGITS: readonly (number | undefined)[] = (() => {
  const digits: (number | undefined)[] = []
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  for (let at = 0; at < letters.length; at++) digits[letters.charCodeAt(at)] = at
  return digits
})()
