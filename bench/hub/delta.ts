// SPDX-License-Identifier: Apache-2.0
import type { Advisory } from '@headwater/domain/matching'
import { componentsConcerned, saveAdvisories } from '@headwater/store/advisories'
import { registerFeed } from '@headwater/store/feeds'
import { saveFindings } from '@headwater/store/findings'
import { releasesConcerned, saveMatches } from '@headwater/store/matches'
import type { Store } from '@headwater/store/open'
import { saveVulnerabilities } from '@headwater/store/vulnerabilities'

export interface DeltaTimes {
  /** Milliseconds of each step. */
  readonly advisories: number
  readonly join: number
  readonly matches: number
  readonly releases: number
  readonly findings: number
  readonly components: number
  readonly judged: number
}

/**
 * What the store has to do for a delta of a feed against the portfolio that {@link ingest} made: keep the advisories, find the
 * components, keep a match for one version in forty, find the releases, and keep their findings. Reading, matching and triage are not
 * in it.
 */
export async function applyDelta(store: Store, count: number): Promise<DeltaTimes> {
  const { db, now, newId } = store
  const { id: feed } = await registerFeed(db, {
    publicId: newId(),
    name: 'Bench',
    kind: 'osv',
    at: now(),
  })
  const advisories = Array.from({ length: count }, (_, index) => advisoryOf(index))
  const clock = stopwatch()
  const { changed } = await saveAdvisories(db, feed, advisories, now())
  const vulnerabilities = await saveVulnerabilities(
    db,
    advisories.map(({ id }) => ({ name: id, aliases: [], severity: { score: 7.5 } })),
    now(),
  )
  const kept = clock()
  const components = await componentsConcerned(db, { advisories: changed })
  const join = clock()
  const matched = components.filter((id) => id % 40 === 0)
  await saveMatches(
    db,
    components.map((component) => ({
      component,
      matches:
        component % 40 === 0
          ? [
              {
                vulnerability: vulnerabilities[component % count]!,
                range: 'in' as const,
                evidence: { advisories: ['GHSA'] },
              },
            ]
          : [],
    })),
    { matcher: 1, at: now() },
  )
  const matches = clock()
  const releases = await releasesConcerned(db, matched)
  const found = clock()
  const judged = releases.map(({ release, components: own }) => ({
    release,
    components: own,
    findings: own.map((component) => ({
      component,
      vulnerability: vulnerabilities[component % count]!,
      verdict: component % 3 === 0 ? ('affected' as const) : ('not_affected' as const),
      decidedBy: 'rule' as const,
      rule: 'not-built',
      reason: 'None of the places that its record names is in what was built.',
      evidence: { chain: ['src/a.c', 'a.o', 'app'] },
    })),
  }))
  let findings = 0
  for (let from = 0; from < judged.length; from += 100) {
    const { opened } = await saveFindings(db, judged.slice(from, from + 100), {
      cause: { feed },
      at: now(),
    })
    findings += opened
  }
  return {
    advisories: kept,
    join,
    matches,
    releases: found,
    findings: clock(),
    components: components.length,
    judged: findings,
  }
}

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
        versions: [{ kind: 'osv', type: 'SEMVER', events: [{ introduced: '0' }] }],
      },
    ],
  }
}

function stopwatch(): () => number {
  let last = performance.now()
  return () => {
    const now = performance.now()
    const took = now - last
    last = now
    return took
  }
}
