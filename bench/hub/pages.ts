// SPDX-License-Identifier: Apache-2.0
import type { Subjects } from '@headwater/store/seed'
import type { Timed } from './times.ts'
import type { Visitor } from './visitor.ts'

/** What a group of calls took: each page is a group of its own, lists of findings are three. */
export interface Group {
  readonly name: string
  readonly times: readonly Timed[]
}

/** Every call that a page makes, with everything that may be asked of it. */
export async function timePages(
  visitor: Visitor,
  subjects: Subjects,
  rounds: number,
): Promise<readonly Group[]> {
  const groups: Group[] = []
  for (const [name, paths] of Object.entries(pathsOf(subjects))) {
    groups.push({ name, times: await timeAll(visitor, paths, rounds) })
  }
  return groups
}

/**
 * Every sort in both directions with each filter, and with each pair of them: two pages each.
 * @param step 1 for all pairs, 7 for every seventh
 */
export async function timeFindings(
  visitor: Visitor,
  subjects: Subjects,
  step: number,
): Promise<readonly Group[]> {
  const filters = findingFilters(subjects)
  const single = Object.entries(filters).map(([name, value]) => [[name, value] as const])
  const pairs = single.flatMap((first, index) =>
    single
      .slice(index + 1)
      .map((second) => [...first, ...second])
      // two values for one word are no filter
      .filter(([a, b]) => parameterOf(a?.[1]) !== parameterOf(b?.[1])),
  )
  const chosen = pairs.filter((_, index) => index % step === 0)
  return [
    {
      name: 'findings, every sort, no filter or one',
      times: await timeLists(visitor, [[], ...single]),
    },
    { name: 'findings, every sort, two filters', times: await timeLists(visitor, chosen) },
  ]
}

function pathsOf(subjects: Subjects): Readonly<Record<string, readonly string[]>> {
  const { releases, components, vulnerabilities, findings, digests, products } = subjects
  const ofRelease = (rest: string) => releases.map((id) => `/releases/${id}${rest}`)
  const words = ['component', 'component-1a', 'CVE-2021-1', 'no such text', 'Product 1', '.c']
  return {
    today: ['/today'],
    portfolio: ['/portfolio'],
    releases: ['/releases', ...products.map((id) => `/releases?product=${id}`)],
    release: ofRelease(''),
    'components of a release': [
      ...ofRelease('/components'),
      ...ofRelease('/components?limit=200'),
      ...words.flatMap((word) => ofRelease(`/components?q=${encodeURIComponent(word)}`)),
    ],
    'licences of a release': ofRelease('/licences'),
    'files of a release': [
      ...ofRelease('/files'),
      ...words.flatMap((word) => ofRelease(`/files?q=${encodeURIComponent(word)}`)),
    ],
    'history of a release': ofRelease('/history'),
    "one document's findings": [
      ...['urgency', 'component', 'changed'].map(
        (sort) => `/findings?release=${releases.at(-1) ?? ''}&sort=${sort}&limit=200`,
      ),
      `/findings?release=${releases.at(-1) ?? ''}`,
      `/findings?release=${releases.at(-1) ?? ''}&verdict=affected,unknown`,
      `/findings?release=${releases.at(-1) ?? ''}&q=component-1`,
    ],
    triage: [
      '',
      'limit=100',
      'verdict=affected',
      'decided=all&verdict=affected,unknown,fixed,not_affected',
      'decided=yes',
      'exploited=true',
      'severity=critical',
      `product=${products[0] ?? ''}`,
      `release=${releases[0] ?? ''}`,
      `component=${components[0] ?? ''}`,
      `vulnerability=${vulnerabilities[0] ?? ''}`,
      'rule=version-unknown',
      'q=component-1a',
      'q=CVE-2021-1',
    ].map((query) => `/triage?${query}`),
    'a group of triage': components.map((id) => `/triage/${vulnerabilities[0] ?? ''}/${id}`),
    finding: findings.map((id) => `/findings/${id}`),
    vulnerability: vulnerabilities.map((name) => `/vulnerabilities/${name}`),
    component: components.map((id) => `/components/${id}`),
    file: digests.map((digest) => `/files/${digest}`),
    search: [...words, ...vulnerabilities, ...digests, 'package', '1', 'e'].map(
      (word) => `/search?q=${encodeURIComponent(word)}`,
    ),
    compare: [
      `/compare?a=${releases[0] ?? ''}&b=${releases[1] ?? ''}`,
      `/compare?a=${releases[1] ?? ''}&b=${releases[1] ?? ''}&aAt=2026-03-01T00:00:00Z`,
      `/compare?a=${releases[1] ?? ''}&b=${releases.at(-1) ?? ''}`,
      `/compare?a=${releases.at(-1) ?? ''}&b=${releases.at(-1) ?? ''}&aAt=2026-03-01T00:00:00Z`,
    ],
    news: [
      '/atom.xml',
      ...products.map((id) => `/products/${id}/atom.xml`),
      ...ofRelease('/atom.xml'),
    ],
    settings: ['/me', '/people', '/tokens', '/feeds', '/rules', '/health', '/sessions'],
    audit: ['/audit', '/audit?limit=200'],
  }
}

function findingFilters(subjects: Subjects): Readonly<Record<string, string>> {
  const { products, lines, releases, components, vulnerabilities } = subjects
  return {
    affected: 'verdict=affected',
    'affected or unknown': 'verdict=affected,unknown',
    fixed: 'verdict=fixed',
    exploited: 'exploited=true',
    'not exploited': 'exploited=false',
    critical: 'severity=critical',
    low: 'severity=low',
    'a product': `product=${products[0] ?? ''}`,
    'a product line': `line=${lines[0] ?? ''}`,
    'a release with parts': `release=${releases[0] ?? ''}`,
    'a release': `release=${releases[1] ?? ''}`,
    'the large release': `release=${releases.at(-1) ?? ''}`,
    'a common component': `component=${components[0] ?? ''}`,
    'a rare component': `component=${components.at(-1) ?? ''}`,
    'a common vulnerability': `vulnerability=${vulnerabilities[0] ?? ''}`,
    'a rare vulnerability': `vulnerability=${vulnerabilities.at(-1) ?? ''}`,
    'a common rule': 'rule=not-built',
    'a rarer rule': 'rule=version-unknown',
    'a rule that decided nothing': 'rule=no-such-rule',
    'changed in a day': `changedAfter=${daysAgo(1)}`,
    'changed in a month': `changedAfter=${daysAgo(30)}`,
    'a text of few': 'q=component-1a',
    'a text of many': 'q=CVE-2021-1',
    'a text of all': 'q=component',
    'a text of none': 'q=no+such+text',
  }
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString()
}

function parameterOf(text = ''): string {
  return text.slice(0, text.indexOf('='))
}

const SORTS = [
  'urgency',
  'severity',
  'epss',
  'changed',
  'first-seen',
  'component',
  'vulnerability',
] as const

async function timeLists(
  visitor: Visitor,
  filters: readonly (readonly (readonly [string, string])[])[],
): Promise<readonly Timed[]> {
  const times: Timed[] = []
  for (const filter of filters) {
    for (const sort of SORTS) {
      for (const order of ['asc', 'desc']) {
        const query = [...filter.map(([, value]) => value), `sort=${sort}`, `order=${order}`]
        const path = `/findings?${query.join('&')}`
        const name = [...filter.map(([words]) => words), sort, order].join(', ')
        const first = await visitor.ask(path)
        times.push({ name, ms: first.ms })
        const { next } = first.said as { readonly next?: string }
        if (next === undefined) continue
        const second = await visitor.ask(`${path}&cursor=${encodeURIComponent(next)}`)
        times.push({ name: `${name}, second page`, ms: second.ms })
      }
    }
  }
  return times
}

/** The best of some rounds: what others did on the machine meanwhile is not ours. */
async function timeAll(
  visitor: Visitor,
  paths: readonly string[],
  rounds: number,
): Promise<readonly Timed[]> {
  const best = new Map<string, number>()
  for (let round = 0; round < rounds; round++) {
    for (const path of paths) {
      const { ms } = await visitor.ask(path)
      best.set(path, Math.min(ms, best.get(path) ?? Infinity))
    }
  }
  return [...best].map(([name, ms]) => ({ name, ms }))
}
