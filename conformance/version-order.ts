// SPDX-License-Identifier: Apache-2.0
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { compareVersions, type Order } from '@headwater/formats/versions'
import type { Outcome, Suite } from './suite.ts'

/** Lines `a < b`, `a = b`, `a > b` of one ecosystem a file. */
export const suite: Suite = {
  name: 'version-order',
  run: async (shared) => {
    const folder = join(shared, 'suites', 'version-order')
    const failures: { case: string; reason: string }[] = []
    let total = 0
    for (const file of (await readdir(folder)).sort()) {
      const scheme = SCHEME_OF_FILE.get(file.split('-')[0] ?? '')
      const lines = (await readFile(join(folder, file), 'utf8')).split('\n')
      for (const [index, line] of lines.entries()) {
        const match = LINE.exec(line.trim())
        if (!match || line.startsWith('#') || line.startsWith('//')) continue
        total++
        const reason = judge(scheme, match[1] ?? '', match[2] ?? '', match[3] ?? '')
        if (reason) failures.push({ case: `${file}:${index + 1} ${line.trim()}`, reason })
      }
    }
    return { passed: total - failures.length, total, failures } satisfies Outcome
  },
}

const LINE = /^(\S.*?) ([<=>]) (\S.*)$/
const SIGNS: Readonly<Record<Order, string>> = { [-1]: '<', 0: '=', 1: '>' }
const SCHEME_OF_FILE: ReadonlyMap<string, string> = new Map([
  ['alpine', 'alpine'],
  ['cran', 'cran'],
  ['debian', 'debian'],
  ['hackage', 'hackage'],
  ['maven', 'maven'],
  ['nuget', 'nuget'],
  ['packagist', 'packagist'],
  ['pub', 'pub'],
  ['pypi', 'pypi'],
  ['redhat', 'rpm'],
  ['rubygems', 'rubygems'],
  ['semver', 'semver'],
])

function judge(
  scheme: string | undefined,
  left: string,
  sign: string,
  right: string,
): string | undefined {
  if (!scheme) return 'no scheme is named for this file'
  const order = compareVersions(scheme, left, right)
  if (order === undefined) return 'not comparable'
  const other = compareVersions(scheme, right, left)
  if (order + (other ?? 0) !== 0) return 'not the reverse when the sides change'
  return SIGNS[order] === sign ? undefined : `we say ${SIGNS[order]}`
}
