// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildAdvisoryIndex, createAdvisoryReader, type Advisory } from '@headwater/domain/matching'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { zipMembers } from '@headwater/intake/archive'
import { runCheck } from '@headwater/check/run'
import type { Outcome, Suite } from './suite.ts'

/**
 * What `west spdx` wrote for real builds, against the 27 CVEs whose places are known. One case is one CVE in one build:
 * affected where the corpus says that its file is in the image, dropped where it says that it is not.
 */
export const suite: Suite = { name: 'zephyr', run }

const IN_BT_PERIPHERAL = new Set([
  'CVE-2023-4264',
  'CVE-2024-1638',
  'CVE-2024-3077',
  'CVE-2024-3332',
  'CVE-2024-5754',
])

const BUILDS = [
  ['2.6.0-hello_world-native_posix_64', '2.6.0', new Set<string>()],
  ['3.4.99-hello_world-native_sim_64', '3.4.99', new Set<string>()],
  ['3.4.99-hello_world-nrf52840dk', '3.4.99', new Set<string>()],
  ['3.4.99-usb_cdc_acm-native_posix_64', '3.4.99', new Set<string>()],
  ['3.4.99-bt_peripheral-native_posix_64', '3.4.99', IN_BT_PERIPHERAL],
] as const

async function run(shared: string): Promise<Outcome> {
  const corpus = join(shared, 'corpus', 'zephyr')
  const locations = join(corpus, 'locations.json')
  const { locations: listed } = JSON.parse(readFileSync(locations, 'utf8')) as {
    locations: readonly { readonly id: string; readonly affectedUpTo: string }[]
  }
  const records = await zephyrRecords(join(shared, 'advisories', 'zephyr-cve5.zip'))
  const known = new Set(records.map(({ id }) => id))
  const advisories = [...records, ...listed.filter(({ id }) => !known.has(id)).map(ownRecord)]
  const index = buildAdvisoryIndex(advisories)
  const failures: { case: string; reason: string }[] = []
  let total = 0
  for (const [build, version, inImage] of BUILDS) {
    const report = await runCheck({
      paths: [join(corpus, build)],
      identify: [`zephyr-sources=pkg:github/zephyrproject-rtos/zephyr@${version}`],
      locations: [locations],
      vex: [],
      advisories: [],
      limits: DEFAULT_LIMITS,
      version: '0',
      now: new Date(0),
      progress: () => undefined,
      openAdvisories: () =>
        Promise.resolve({ index, feeds: [], exploited: () => [], epss: () => undefined }),
    })
    const verdicts = new Map(report.findings.map((each) => [each.vulnerability.id, each]))
    for (const { id } of listed) {
      total++
      const found = verdicts.get(id)
      const wanted = inImage.has(id) ? 'affected' : 'not_affected'
      // a CVE that its own record does not put in range of this version is not a finding, and so not in the image either
      const isFine = found === undefined ? wanted === 'not_affected' : found.verdict === wanted
      if (!isFine) {
        failures.push({
          case: `${build} ${id}`,
          reason: `${found?.verdict ?? 'not in range'}, the corpus says ${wanted}: ${found?.reason ?? ''}`,
        })
      }
    }
  }
  return { passed: total - failures.length, total, failures }
}

async function zephyrRecords(zip: string): Promise<Advisory[]> {
  const reader = createAdvisoryReader()
  const records: Advisory[] = []
  for (const member of zipMembers(zip, DEFAULT_LIMITS)) {
    records.push(reader.read(member.name, JSON.parse(member.read().toString('utf8'))))
  }
  return records
}

/** Five of the 27 have no record in the feed: one that says the same as the corpus stands for it. */
function ownRecord({
  id,
  affectedUpTo,
}: {
  readonly id: string
  readonly affectedUpTo: string
}): Advisory {
  return createAdvisoryReader().read(id, {
    dataType: 'CVE_RECORD',
    dataVersion: '5.1',
    cveMetadata: {
      cveId: id,
      assignerOrgId: '00000000-0000-4000-8000-000000000000',
      state: 'PUBLISHED',
    },
    containers: {
      cna: {
        providerMetadata: { orgId: '00000000-0000-4000-8000-000000000000' },
        descriptions: [{ lang: 'en', value: 'Stands for a record that the feed does not have.' }],
        references: [{ url: 'https://example.org/' }],
        affected: [
          {
            vendor: 'zephyrproject-rtos',
            product: 'Zephyr',
            repo: 'https://github.com/zephyrproject-rtos/zephyr',
            defaultStatus: 'unaffected',
            versions: [
              {
                version: '*',
                lessThanOrEqual: affectedUpTo,
                status: 'affected',
                versionType: 'git',
              },
            ],
          },
        ],
      },
    },
  })
}
