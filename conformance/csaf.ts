// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FormatError } from '../packages/formats/fault/index.ts'
import { readCsaf } from '../packages/formats/csaf/index.ts'
import type { Outcome, Suite } from './suite.ts'

/**
 * The validator test documents of OASIS: a failing one must be refused by the test whose number it bears, every other one
 * read (those of the optional, recommended and informative tests are valid documents unless the manifest says otherwise).
 * Beside them, the example advisories. CSAF 2.1 is a draft.
 */
export const suite: Suite = { name: 'csaf', run }

function run(shared: string): Outcome {
  const editions = [runEdition(shared, 'csaf_2.0'), runEdition(shared, 'csaf_2.1')]
  return {
    passed: editions.reduce((sum, one) => sum + one.passed, 0),
    total: editions.reduce((sum, one) => sum + one.total, 0),
    failures: editions.flatMap((one) => one.failures),
  }
}

interface Manifest {
  readonly tests: readonly {
    readonly id: string
    readonly group: string
    readonly failures?: readonly Case[]
    readonly valid?: readonly Case[]
  }[]
}

interface Case {
  readonly name: string
  readonly valid: boolean
}

/** Files that break a mandatory test in passing while their manifest calls them valid, and examples that do. */
const CONTRADICTIONS: Readonly<Record<string, string>> = {
  'csaf_2.0-2021-6-2-08-02': '6.1.25: two hashes of one algorithm',
  'csaf_2.0-2021-6-2-09-02': '6.1.25: two hashes of one algorithm',
  'csaf_2.1-2024-6-1-14-32': '6.1.30: integers beside a semantic version',
  'csaf_2.1-2024-6-1-27-13-16': '6.1.2: one product id twice',
  'csaf_2.1-2024-6-1-50-14': '6.1.2: one product id twice',
  'csaf_2.1-2024-6-1-50-15': '6.1.2: one product id twice',
  'csaf_2.1-2024-6-2-08-02': '6.1.25: two hashes of one algorithm',
  'csaf_2.1-2024-6-2-09-02': '6.1.25: two hashes of one algorithm',
  'csaf_2.1-2024-6-2-19-19': '6.1.9: a base score that the vector does not give',
  'csaf_2.1-2024-6-2-21-02': '6.1.14: revision 6 is older than 5',
  'csaf_2.1-2024-6-2-39-02-01': '6.1.27.14: no note of category description',
  'csaf_2.1-2024-6-2-39-03-01': '6.1.27.14: no note of category description',
  'csaf_2.1-2024-6-2-42-02': '6.1.13: pkg:deb without its namespace',
  'csaf_2.1-2024-6-2-54-03-01': '6.1.1: a product that is not defined',
  'csaf_2.1-2024-6-3-21-01-02': '6.1.1: a product that is not defined',
  'csaf_2.1-2024-6-3-21-01-12': '6.1.1: a product that is not defined',
  'csaf_2.1-rhsa-2021_5186': '6.1.36: vendor_fix for a product that is not affected',
}

const NOT_WRITTEN: Readonly<Record<string, string>> = {
  '6.1.48': 'needs the catalogue of SSVC decision points',
  '6.1.60.2': 'needs schemas of extensions from the network',
  '6.1.60.3': 'needs schemas of extensions from the network',
}

type Failure = Outcome['failures'][number]

function runEdition(shared: string, edition: 'csaf_2.0' | 'csaf_2.1'): Outcome {
  const root = join(shared, 'suites/csaf', edition)
  const data = join(root, 'test/validator/data')
  const manifest = JSON.parse(readFileSync(join(data, 'testcases.json'), 'utf8')) as Manifest
  const failures: Failure[] = []
  let total = 0
  const seen = new Set<string>()
  const add = (name: string, path: string, refusedBy?: string): void => {
    total++
    const reason = tryDocument(name, path, refusedBy)
    if (reason === undefined) return
    const key = name
      .replace(/^.*(?:oasis_csaf_tc-csaf_2_\d-|\/)|\.json$/g, '')
      .replace(/\.json$/, '')
    const broken = CONTRADICTIONS[`${edition}-${key}`]
    const missing = refusedBy === undefined ? undefined : NOT_WRITTEN[refusedBy]
    failures.push({
      case: `${edition} ${name}`,
      reason:
        broken === undefined
          ? (missing ?? reason)
          : `the suite contradicts itself, the file does fail ${broken}`,
    })
  }
  for (const test of manifest.tests) {
    for (const one of [...(test.failures ?? []), ...(test.valid ?? [])]) {
      const path = join(data, one.name)
      const key = `${one.name} ${one.valid ? '' : test.id}`
      if (seen.has(key) || !existsSync(path)) continue
      seen.add(key)
      // an invalid file of a recommended test is refused by some mandatory one
      const refusedBy = test.group === 'mandatory' ? test.id : '6.1'
      add(one.name, path, one.valid ? undefined : refusedBy)
    }
  }
  const examples = join(root, 'examples/csaf')
  for (const name of readdirSync(examples, { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.json')) add(name, join(examples, name))
  }
  return { passed: total - failures.length, total, failures }
}

function tryDocument(name: string, path: string, refusedBy?: string): string | undefined {
  try {
    readCsaf(name, readFileSync(path, 'utf8'))
    return refusedBy === undefined ? undefined : `accepted; ${refusedBy} should refuse it`
  } catch (error) {
    if (!(error instanceof FormatError)) return `threw ${String(error)}`
    if (refusedBy === undefined) return error.message
    const numbered =
      refusedBy === '6.1' || error.faults.some((fault) => fault.message.startsWith(`${refusedBy} `))
    return numbered ? undefined : `refused, but not by ${refusedBy}: ${error.message}`
  }
}
