// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FormatError } from '../packages/formats/fault/index.ts'
import { readCsaf } from '../packages/formats/csaf/index.ts'
import type { Outcome, Suite } from './suite.ts'

/**
 * The validator test documents of OASIS: a failing one must be refused by the test whose number it bears, every other one
 * read (those of the optional and informative tests are valid documents). Beside them, the example advisories.
 */
export const suite: Suite = { name: 'csaf', run: (shared) => runEdition(shared, 'csaf_2.0') }

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

/** Files that break a mandatory test in passing while their manifest calls them valid: two hashes of one algorithm. */
const CONTRADICTIONS: Readonly<Record<string, string>> = {
  'csaf_2.0 optional/oasis_csaf_tc-csaf_2_0-2021-6-2-08-02.json': '6.1.25',
  'csaf_2.0 optional/oasis_csaf_tc-csaf_2_0-2021-6-2-09-02.json': '6.1.25',
}

type Failure = Outcome['failures'][number]

export function runEdition(shared: string, edition: 'csaf_2.0' | 'csaf_2.1'): Outcome {
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
    const label = `${edition} ${name}`
    const broken = CONTRADICTIONS[label]
    const why = broken === undefined ? '' : `the suite contradicts itself: it does fail ${broken}; `
    failures.push({ case: label, reason: `${why}${reason}` })
  }
  for (const test of manifest.tests) {
    for (const one of [...(test.failures ?? []), ...(test.valid ?? [])]) {
      const path = join(data, one.name)
      const key = `${one.name} ${one.valid ? '' : test.id}`
      if (seen.has(key) || !existsSync(path)) continue
      seen.add(key)
      add(one.name, path, one.valid ? undefined : test.id)
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
    const numbered = error.faults.some((fault) => fault.message.startsWith(`${refusedBy} `))
    return numbered ? undefined : `refused, but not by ${refusedBy}: ${error.message}`
  }
}
