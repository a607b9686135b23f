// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createAdvisoryReader } from '../packages/domain/matching/index.ts'
import { classOfPath, fixesOf } from '../packages/locate/places/index.ts'
import type { Outcome, Suite } from './suite.ts'

/**
 * The parts of locate that need no clone, over the fixes of curl's vulnerabilities: the fix commits come out of a record as
 * they went in, by range and by address, and of the files that each fix changed those that hold the vulnerability are told
 * from tests, documentation and build files.
 */
export const suite: Suite = { name: 'locate-curl', run }

interface Vulnerability {
  readonly id: string
  readonly fixes: readonly string[]
  readonly files: readonly { readonly path: string }[]
  readonly other_files: readonly string[]
}

function run(shared: string): Outcome {
  const file = join(shared, 'corpus', 'curl', 'cves.json')
  const vulnerabilities = JSON.parse(readFileSync(file, 'utf8')) as readonly Vulnerability[]
  const failures: { case: string; reason: string }[] = []
  let total = 0
  const expect = (name: string, found: unknown, wanted: unknown): void => {
    total++
    if (found === wanted) return
    failures.push({ case: name, reason: `${String(found)}, not ${String(wanted)}` })
  }
  for (const { id, fixes, files, other_files } of vulnerabilities) {
    const wanted = fixes.toSorted().join(' ')
    for (const form of ['range', 'address'] as const) {
      const { ends, named } = fixesOf(createAdvisoryReader().read(id, recordOf(id, fixes, form)))
      expect(`${id} by ${form}`, [...ends, ...named].sort().join(' '), wanted)
    }
    for (const { path } of files) expect(`${id} ${path}`, classOfPath(path), 'code')
    for (const path of other_files) expect(`${id} ${path}`, classOfPath(path) === 'code', false)
  }
  return { passed: total - failures.length, total, failures }
}

function recordOf(id: string, fixes: readonly string[], form: 'range' | 'address'): object {
  const events = [{ introduced: '0' }, ...fixes.map((fixed) => ({ fixed }))]
  return {
    id,
    modified: '2026-01-01T00:00:00Z',
    ...(form === 'range'
      ? {
          affected: [
            { ranges: [{ type: 'GIT', repo: 'https://github.com/curl/curl.git', events }] },
          ],
        }
      : {
          references: fixes.map((fix) => ({
            type: 'FIX',
            url: `https://github.com/curl/curl/commit/${fix}`,
          })),
        }),
  }
}
