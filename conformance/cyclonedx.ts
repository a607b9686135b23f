// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCycloneDx } from '../packages/formats/cyclonedx/index.ts'
import { FormatError } from '../packages/formats/fault/index.ts'
import { sourceOfBytes } from '../packages/formats/source/index.ts'
import type { Suite } from './suite.ts'

/** The specification's own documents: `valid-*` must be read, `invalid-*` must be refused with the place and the reason. */
export const suite: Suite = {
  name: 'cyclonedx',
  async run(shared) {
    const root = join(shared, 'suites/cyclonedx')
    const failures: { case: string; reason: string }[] = []
    const cases = casesIn(root)
    for (const name of cases) {
      const reason = await complaintOf(join(root, name), name)
      if (reason !== undefined) failures.push({ case: name, reason })
    }
    return { passed: cases.length - failures.length, total: cases.length, failures }
  },
}

function casesIn(root: string): readonly string[] {
  return readdirSync(root)
    .filter((version) => /^\d\.\d$/.test(version))
    .sort()
    .flatMap((version) =>
      readdirSync(join(root, version))
        .filter((file) => /^(?:in)?valid-.*\.(?:json|xml)$/.test(file))
        .sort()
        .map((file) => `${version}/${file}`),
    )
}

async function complaintOf(path: string, name: string): Promise<string | undefined> {
  const valid = name.includes('/valid-')
  try {
    await readCycloneDx(sourceOfBytes(name, readFileSync(path)))
    return valid ? undefined : 'read, though it is invalid'
  } catch (error) {
    if (!(error instanceof FormatError)) return `threw ${String(error)}`
    if (valid) return `refused: ${error.message}`
    const placed = error.faults.every(({ place }) => place.line !== undefined)
    return placed ? undefined : `refused without a line: ${error.message}`
  }
}
