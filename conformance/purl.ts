// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  formatPurl,
  makePurl,
  parsePurl,
  type Purl,
  type PurlMode,
} from '../packages/formats/purl/index.ts'
import type { Outcome, Suite } from './suite.ts'

/** Tests of ECMA-427, in the shape of its test schema 0.2. */
interface Test {
  readonly description: string
  readonly test_group: 'required' | 'recommended'
  readonly test_type: 'parse' | 'build' | 'validate'
  readonly input: string | Components
  readonly expected_output?: string | Components | null
  readonly expected_failure: boolean
}

interface Components {
  readonly type: string | null
  readonly namespace: string | null
  readonly name: string | null
  readonly version: string | null
  readonly qualifiers: Readonly<Record<string, string>> | null
  readonly subpath: string | null
}

export const suite: Suite = {
  name: 'purl',
  run(shared) {
    const outcomes = testFiles(join(shared, 'suites/purl/tests')).flatMap(runFile)
    return {
      passed: outcomes.filter((outcome) => outcome.reason === undefined).length,
      total: outcomes.length,
      failures: outcomes.flatMap(({ name, reason }) =>
        reason === undefined ? [] : [{ case: name, reason }],
      ),
    } satisfies Outcome
  },
}

function testFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name))
}

function runFile(path: string): { name: string; reason?: string }[] {
  const { tests } = JSON.parse(readFileSync(path, 'utf8')) as { tests: readonly Test[] }
  return tests.map((test, index) => {
    const name = `${path.slice(path.lastIndexOf('/') + 1)}#${index} ${test.test_type}: ${test.description}`
    const reason = complaintOf(test)
    return reason === undefined ? { name } : { name, reason }
  })
}

/** The recommended group asks for repair of bad input, the required group for the specification. */
function complaintOf(test: Test): string | undefined {
  const mode = test.test_group === 'recommended' ? 'lenient' : 'strict'
  let got: unknown
  try {
    got = perform(test, mode)
  } catch (error) {
    return test.expected_failure ? undefined : `refused: ${String(error)}`
  }
  if (test.expected_failure) return `taken, as ${JSON.stringify(got)}`
  const wanted = canonicalJson(test.expected_output)
  return canonicalJson(got) === wanted ? undefined : `gave ${canonicalJson(got)}, not ${wanted}`
}

function perform(test: Test, mode: PurlMode): string | Components {
  if (typeof test.input !== 'string') {
    return formatPurl(
      makePurl({ ...test.input, qualifiers: Object.entries(test.input.qualifiers ?? {}) }, mode),
    )
  }
  const purl = parsePurl(test.input, mode)
  return test.test_type === 'parse' ? componentsOf(purl) : formatPurl(purl)
}

function componentsOf(purl: Purl): Components {
  return {
    type: purl.type,
    namespace: purl.namespace ?? null,
    name: purl.name,
    version: purl.version ?? null,
    qualifiers: purl.qualifiers.size === 0 ? null : Object.fromEntries(purl.qualifiers),
    subpath: purl.subpath ?? null,
  }
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  )
}
