// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCycloneDx } from '../packages/formats/cyclonedx/index.ts'
import { FormatError } from '../packages/formats/fault/index.ts'
import { sourceOfBytes } from '../packages/formats/source/index.ts'
import type { Suite } from './suite.ts'

/** Documents that the project publishes as examples: every one is to be read. */
export const suite: Suite = {
  name: 'cyclonedx-examples',
  async run(shared) {
    const root = join(shared, 'suites/cyclonedx-examples')
    const failures: { case: string; reason: string }[] = []
    const cases = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:json|xml)$/.test(name))
      .sort()
    for (const name of cases) {
      try {
        await readCycloneDx(sourceOfBytes(name, readFileSync(join(root, name))))
      } catch (error) {
        const reason = error instanceof FormatError ? error.message : `threw ${String(error)}`
        failures.push({ case: name, reason })
      }
    }
    return { passed: cases.length - failures.length, total: cases.length, failures }
  },
}
