// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildAdvisoryIndex, createAdvisoryReader, type Advisory } from '@headwater/domain/matching'
import { detectFormat } from '@headwater/formats/detect'
import { DEFAULT_LIMITS, readText } from '@headwater/formats/source'
import { openDocuments } from '@headwater/intake/documents'
import { runCheck } from './index.ts'

interface Expected {
  readonly cases: readonly {
    readonly documents: string
    readonly verdicts: Readonly<Record<string, string>>
    readonly summary: Readonly<Record<string, number>>
    readonly withVex?: {
      readonly verdicts: Readonly<Record<string, string>>
      readonly summary: Readonly<Record<string, number>>
      readonly unboundStatements: number
    }
  }[]
}

const samples = join(import.meta.dirname, '..', '..', '..', 'samples')

/** Verdicts of the samples were derived by hand from what the compiler and the linker did. */
describe.each(['lantern', 'busybox', 'portal'])('the sample %s', (name) => {
  const { cases } = JSON.parse(
    readFileSync(join(samples, name, 'expected.json'), 'utf8'),
  ) as Expected
  it.each(cases.map((each) => [each.documents, each] as const))(
    '%s has the verdicts that were derived by hand',
    async (documents, wanted) => {
      const report = await runCheck({
        paths: [join(samples, name, documents)],
        identify: [],
        locations: [],
        vex: [],
        advisories: [],
        limits: DEFAULT_LIMITS,
        version: '0',
        now: new Date(0),
        progress: () => undefined,
        openAdvisories: async (paths) => ({
          index: buildAdvisoryIndex(await readAll(paths)),
          feeds: [],
          exploited: () => [],
          epss: () => undefined,
        }),
      })
      const wantedVerdicts = { ...wanted.verdicts, ...wanted.withVex?.verdicts }
      const verdicts = Object.fromEntries(
        report.findings.map(({ vulnerability: { id, aliases }, verdict }) => {
          const known = [id, ...aliases].find((each) => Object.hasOwn(wantedVerdicts, each))
          return [known ?? id, verdict]
        }),
      )
      // the samples' settings name their VEX
      expect(verdicts).toEqual(wantedVerdicts)
      expect(report.summary).toMatchObject(wanted.withVex?.summary ?? wanted.summary)
      if (wanted.withVex) expect(report.vex.unbound).toHaveLength(wanted.withVex.unboundStatements)
    },
  )
})

async function readAll(paths: readonly string[]): Promise<Advisory[]> {
  const reader = createAdvisoryReader()
  const advisories: Advisory[] = []
  for await (const { source } of openDocuments(paths)) {
    // catalogues of what is exploited lie beside the advisories
    const { format } = (await detectFormat(source)) ?? {}
    if (format !== 'osv' && format !== 'cve') continue
    advisories.push(reader.read(source.name, JSON.parse(await readText(source))))
  }
  return advisories
}
