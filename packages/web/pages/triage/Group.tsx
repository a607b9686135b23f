// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { get } from '../../api/client.ts'
import type { TriageDetail, TriageMember } from '../../api/values.ts'
import { ProblemNote } from '../../parts/Loaded.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { VerdictBadge } from '../../parts/VerdictBadge.tsx'
import { DecisionForm, type Places } from './DecisionForm.tsx'
import { focusedRow, stepRow, useKeysWanted, useLetters } from './keys.ts'
import { LastDecisions } from './LastDecisions.tsx'
import { MemberTable } from './MemberTable.tsx'
import { evidenceWords, placeWords, spreadWords } from './words.ts'

const route = getRouteApi('/triage/$vulnerability/$component')

/** One vulnerability in one component: where it is, by which builds, and one decision for as much of it as one means. */
export function Group() {
  const { vulnerability, component } = route.useParams()
  const path = `/triage/${encodeURIComponent(vulnerability)}/${encodeURIComponent(component)}`
  const query = useInfiniteQuery({
    queryKey: [path],
    queryFn: ({ pageParam, signal }) => get<TriageDetail>(path, { cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  })
  const first = query.data?.pages[0]
  if (first === undefined) {
    return query.isError ? (
      <ProblemNote error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <p role="status">Loading…</p>
    )
  }
  return (
    <Sections
      detail={first}
      members={query.data?.pages.flatMap(({ members }) => members) ?? []}
      more={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
    />
  )
}

function Sections({
  detail: { group, mayJudgeWide },
  members,
  more,
}: {
  readonly detail: TriageDetail
  readonly members: readonly TriageMember[]
  readonly more: (() => void) | undefined
}) {
  const { vulnerability, component, severity } = group
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const toggle = (finding: string): void => {
    const next = new Set(selected)
    if (!next.delete(finding)) next.add(finding)
    setSelected(next)
  }
  const table = useRef<HTMLDivElement>(null)
  const panel = useRef<HTMLElement>(null)
  const [wanted] = useKeysWanted()
  useLetters(wanted, {
    j: () => stepRow(table.current, 1),
    k: () => stepRow(table.current, -1),
    x: () => {
      const finding = focusedRow(table.current)
      if (finding !== undefined) toggle(finding)
    },
    d: () => panel.current?.querySelector<HTMLElement>('select')?.focus(),
  })
  const places = useMemo(() => placesOf(members, mayJudgeWide), [members, mayJudgeWide])
  const findings = [...selected]
  return (
    <div className="stack">
      <PageTitle title={`${vulnerability.id} in ${component.name} ${component.version ?? ''}`}>
        <VerdictBadge verdict={group.worst} />
      </PageTitle>
      {vulnerability.title !== undefined && <p>{vulnerability.title}</p>}
      <dl className="facts">
        <dt>Severity</dt>
        <dd>
          {severity === undefined ? 'not rated' : `${severity.score.toFixed(1)} ${severity.rating}`}
          {group.exploited && <strong>, known to be exploited</strong>}
          {group.epss !== undefined && <>, EPSS {(group.epss * 100).toFixed(1)} %</>}
        </dd>
        <dt>Where</dt>
        <dd>{placeWords(group)}</dd>
        <dt>Verdicts</dt>
        <dd>{spreadWords(group)}</dd>
        <dt>Evidence</dt>
        <dd>{evidenceWords(group)}</dd>
        <dt>More</dt>
        <dd>
          <Link to="/vulnerabilities/$id" params={{ id: vulnerability.id }}>
            The vulnerability
          </Link>
          ,{' '}
          <Link to="/components/$id" params={{ id: component.id }}>
            the component
          </Link>
          ,{' '}
          <Link to="/triage" search={{ component: component.id }}>
            all groups of this component
          </Link>
        </dd>
      </dl>
      <section className="card" aria-labelledby="where">
        <h2 id="where">Where it is</h2>
        <div ref={table}>
          <MemberTable members={members} selected={selected} onSelect={toggle} />
        </div>
        {more !== undefined && (
          <button type="button" onClick={more}>
            Show more
          </button>
        )}
      </section>
      <section className="card" aria-labelledby="decide" ref={panel}>
        <h2 id="decide">Decide</h2>
        {members.every(({ mayJudge }) => !mayJudge) ? (
          <p className="soft">Your role lets you read this; analysts decide.</p>
        ) : (
          <DecisionForm
            key={group.changedAt}
            groups={[{ vulnerability: vulnerability.id, component: component.id }]}
            places={places}
            usual={usualPlace(places, members)}
            {...(findings.length === 0 ? {} : { findings })}
            onDone={() => setSelected(new Set())}
          />
        )}
      </section>
      <LastDecisions />
    </div>
  )
}

/** Where one build shows it everywhere, that is what people mean. */
function usualPlace({ builds, mayJudgeWide }: Places, members: readonly TriageMember[]): string {
  const [first] = builds
  const isOne = members.every(({ build }) => build !== undefined && build === members[0]?.build)
  return mayJudgeWide && isOne && first !== undefined && members.length > 1
    ? `build:${first.id}`
    : 'releases'
}

function placesOf(members: readonly TriageMember[], mayJudgeWide: boolean): Places {
  const builds = new Map<string, TriageMember[]>()
  for (const member of members) {
    if (member.build === undefined) continue
    builds.set(member.build, [...(builds.get(member.build) ?? []), member])
  }
  return {
    builds: [...builds.values()].flatMap(([first, ...others]) =>
      first === undefined
        ? []
        : [
            {
              id: first.release.id,
              name: `${first.product.name} ${first.release.name}${others.length === 0 ? '' : ` and ${others.length} more`}`,
            },
          ],
    ),
    products: distinct(members.flatMap(({ product, mayJudge }) => (mayJudge ? [product] : []))),
    lines: distinct(members.flatMap(({ line }) => (line === undefined ? [] : [line]))),
    mayJudgeWide,
  }
}

function distinct<Item extends { readonly id: string }>(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((item) => [item.id, item])).values()]
}
