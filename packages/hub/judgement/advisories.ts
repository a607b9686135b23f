// SPDX-License-Identifier: Apache-2.0
import type { Advisories } from '@headwater/check/run'
import {
  buildAdvisoryIndex,
  knowComponent,
  type Advisory,
  type ComponentIdentity,
} from '@headwater/domain/matching'
import { advisoriesConcerning } from '@headwater/store/advisories'
import type { Store } from '@headwater/store/open'
import { exploitationOf } from '@headwater/store/vulnerabilities'

/** The advisories of the store that may concern these components, as a check wants them: nothing else is loaded. */
export async function advisoriesFor(
  { db }: Pick<Store, 'db'>,
  components: readonly ComponentIdentity[],
): Promise<Advisories> {
  const keys = new Set(
    components.flatMap((component) => knowComponent(component).lookups.map(({ key }) => key)),
  )
  const records = await advisoriesConcerning(db, keys)
  const { exploited, epss } = await exploitationOf(db, cvesOf(records))
  return {
    index: buildAdvisoryIndex(records),
    feeds: [],
    exploited: (cve) => exploited.get(cve) ?? [],
    epss: (cve) => epss.get(cve),
  }
}

function cvesOf(records: readonly Advisory[]): readonly string[] {
  const cves = new Set<string>()
  for (const { id, aliases } of records) {
    for (const name of [id, ...aliases]) if (name.startsWith('CVE-')) cves.add(name)
  }
  return [...cves]
}
