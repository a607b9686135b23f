// SPDX-License-Identifier: Apache-2.0
import type { Advisory } from '@headwater/domain/matching'
import { MATCH_COMPONENTS } from '@headwater/hub/work'
import { markConcerned, saveAdvisories } from '@headwater/store/advisories'
import { registerFeed } from '@headwater/store/feeds'
import { enqueue } from '@headwater/store/jobs'
import type { Store } from '@headwater/store/open'
import { drain } from './receive.ts'

export interface DeltaTimes {
  /** Seconds until the advisories were kept and what they concern was marked, and until all of that was judged. */
  readonly kept: number
  readonly judged: number
  readonly components: number
}

/** A feed's delta against the portfolio that `receive` made, as an import keeps it; every fortieth version of a package is affected. */
export async function deliver(store: Store, count: number, workers: number): Promise<DeltaTimes> {
  const { db, now, newId } = store
  const at = now()
  const { id: feed } = await registerFeed(db, { publicId: newId(), name: 'Bench', kind: 'osv', at })
  const advisories = Array.from({ length: count }, (_, index) => advisoryOf(index))
  const start = performance.now()
  let components = 0
  for (let from = 0; from < count; from += 500) {
    components += await db.transaction().execute(async (trx) => {
      const batch = advisories.slice(from, from + 500)
      const { changed } = await saveAdvisories(trx, feed, batch, now())
      const marked = await markConcerned(trx, { advisories: changed }, now())
      await enqueue(trx, { kind: MATCH_COMPONENTS, payload: {}, dedupeKey: 'all', at: now() })
      return marked
    })
  }
  const kept = (performance.now() - start) / 1000
  await drain(store, workers)
  return { kept, judged: (performance.now() - start) / 1000, components }
}

/** Of one in ten of the packages, and of versions below 1.10: every fortieth or so. */
function advisoryOf(index: number): Advisory {
  const name = `package-${(index * 7) % 9_973}`
  return {
    id: `GHSA-bench-${index}`,
    kind: 'osv',
    source: 'GHSA',
    aliases: [],
    related: [],
    upstream: [],
    title: 'A vulnerability',
    details: 'It is vulnerable. '.repeat(40),
    modifiedAt: '2026-09-01T00:00:00Z',
    severities: [],
    assessments: [],
    references: [],
    weaknesses: [],
    affected: [
      {
        source: 'GHSA',
        isPrimary: true,
        names: { keys: [`package:npm/${name}`], label: name, ecosystem: 'npm', packageName: name },
        versions: [
          {
            kind: 'osv',
            type: 'SEMVER',
            events: [{ introduced: '0.0.0' }, { fixed: '0.6.0' }],
          },
        ],
      },
    ],
  }
}
