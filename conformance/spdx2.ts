// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { FormatError, type FaultCode } from '../packages/formats/fault/index.ts'
import { sourceOfBytes } from '../packages/formats/source/index.ts'
import { readSpdx2, type Spdx2Document, type Spdx2Syntax } from '../packages/formats/spdx2/index.ts'
import type { Suite } from './suite.ts'

/**
 * The SPDX project's own examples of 2.2 and 2.3: all are read, the ones that its Java tools test to be bad are refused
 * for the right reason, and the five serializations of one document give one typed document.
 */
export const suite: Suite = {
  name: 'spdx2',
  async run(shared) {
    const failures: { case: string; reason: string }[] = []
    let total = 0
    const judge = async (name: string, complaint: Promise<string | undefined>): Promise<void> => {
      total++
      const reason = await complaint
      if (reason !== undefined) failures.push({ case: name, reason })
    }
    const tools = join(shared, 'suites/spdx-tools-java')
    for (const [file, syntax] of GOOD) await judge(file, complaintOfGood(join(tools, file), syntax))
    for (const [file, code, line] of BAD) {
      await judge(file, complaintOfBad(join(tools, file), code, line))
    }
    for (const version of ['2.2', '2.3'] as const) {
      for (const [file, syntax] of siblingsOf(version)) {
        await judge(
          `${file} says the same as JSON`,
          differenceFromJson(tools, version, file, syntax),
        )
      }
    }
    const examples = join(shared, 'suites/spdx-examples')
    for (const path of examplesIn(examples)) {
      const syntax = path.endsWith('.json') ? 'json' : 'tag-value'
      await judge(relative(examples, path), complaintOfGood(path, syntax))
    }
    return { passed: total - failures.length, total, failures }
  },
}

const GOOD: readonly (readonly [string, Spdx2Syntax])[] = [
  ['SPDXJSONExample-v2.2.spdx.json', 'json'],
  ['SPDXJSONExample-v2.3.spdx.json', 'json'],
  ['SPDXJSONExample-v2.3-with-exception.spdx.json', 'json'],
  ['SPDXTagExample-v2.2.spdx', 'tag-value'],
  ['SPDXTagExample-v2.2-warning.spdx', 'tag-value'],
  ['SPDXTagExample-v2.3.spdx', 'tag-value'],
  ['SPDXYAMLExample-2.2.spdx.yaml', 'yaml'],
  ['SPDXYAMLExample-2.3.spdx.yaml', 'yaml'],
  ['DifferentFileComment.spdx.yaml', 'yaml'],
  ['SPDXXMLExample-v2.2.spdx.xml', 'xml'],
  ['SPDXXMLExample-v2.3.spdx.xml', 'xml'],
  ['SPDXRdfExample-v2.2.spdx.rdf', 'rdf'],
  ['SPDXRdfExample-v2.3.spdx.rdf', 'rdf'],
]

/** The 2.3 document that calls itself 2.2, the version that does not exist, and the members of the wrong type. */
const BAD: readonly (readonly [string, FaultCode, number])[] = [
  ['BadJSON.spdx.json', 'INVALID_VALUE', 93],
  ['SPDXWrongVersion.spdx.json', 'UNSUPPORTED_VERSION', 3],
  ['SPDXJSONExample-wrongversion.spdx.json', 'UNEXPECTED', 70],
]

function siblingsOf(version: '2.2' | '2.3'): readonly (readonly [string, Spdx2Syntax])[] {
  return GOOD.filter(
    ([file, syntax]) =>
      syntax !== 'json' && file.includes(`Example-`) && file.includes(`${version}.spdx`),
  )
}

/** Every SPDX 2 document of the examples; their SPDX 3 twins lie beside them. */
function examplesIn(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:json|spdx)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => /spdxVersion"\s*:\s*"SPDX-2|^SPDXVersion:/m.test(readFileSync(path, 'utf8')))
    .sort()
}

async function read(path: string, syntax: Spdx2Syntax): Promise<Spdx2Document> {
  return readSpdx2(sourceOfBytes(path, readFileSync(path)), syntax)
}

async function complaintOfGood(path: string, syntax: Spdx2Syntax): Promise<string | undefined> {
  try {
    const { packages, files } = await read(path, syntax)
    return packages.length + files.length > 0 ? undefined : 'read as an empty document'
  } catch (error) {
    return `refused: ${String(error)}`
  }
}

async function complaintOfBad(
  path: string,
  code: FaultCode,
  line: number,
): Promise<string | undefined> {
  try {
    await read(path, 'json')
    return 'read, though it is bad'
  } catch (error) {
    if (!(error instanceof FormatError)) return `threw ${String(error)}`
    const hit = error.faults.some((fault) => fault.code === code && fault.place.line === line)
    return hit ? undefined : `refused for another reason: ${error.message}`
  }
}

async function differenceFromJson(
  tools: string,
  version: string,
  file: string,
  syntax: Spdx2Syntax,
): Promise<string | undefined> {
  try {
    const json = comparable(
      await read(join(tools, `SPDXJSONExample-v${version}.spdx.json`), 'json'),
    )
    const other = comparable(await read(join(tools, file), syntax))
    const keys = Object.keys(json).filter((key) => !isDeepStrictEqual(json[key], other[key]))
    return keys.length === 0 ? undefined : `differs in ${keys.join(', ')}`
  } catch (error) {
    return `refused: ${String(error)}`
  }
}

/**
 * The document without what the serializations may do differently: the order of lists, of the members of a licence
 * expression, relationships said twice, a default said aloud, and the namespace, which the examples make different.
 */
function comparable(document: Spdx2Document): Readonly<Record<string, unknown>> {
  const { documentNamespace, packages, relationships, ...rest } = document
  const plain = {
    ...rest,
    packages: packages.map((each) => ({ filesAnalyzed: true, ...each })),
    relationships: [
      ...new Map(relationships.map((each) => [JSON.stringify(sorted(each)), each])).values(),
    ],
    hasNamespace: documentNamespace !== undefined,
  }
  return sorted(plain) as Record<string, unknown>
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, each]) => [key, sorted(each)]),
    )
  }
  return typeof value === 'string' ? plainText(value) : value
}

function plainText(text: string): string {
  const [, members, more] = /^\((\S+) (?:OR|AND) (\S+)\)$/.exec(text) ?? []
  if (members !== undefined && more !== undefined) {
    const operator = text.includes(' OR ') ? 'OR' : 'AND'
    return [members, more].sort().join(` ${operator} `)
  }
  // a reference type of the document's own is written with and without the document's namespace
  return text.replace(/^https?:\S*#(?=LocationRef-|purl$)/, '')
}
