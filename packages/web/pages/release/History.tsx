// SPDX-License-Identifier: Apache-2.0
import { Link } from '@tanstack/react-router'
import type { VerdictName } from '../../api/values.ts'
import { momentText } from '../../parts/moments.ts'
import { PagedList } from '../../parts/PagedList.tsx'
import { VerdictBadge } from '../../parts/VerdictBadge.tsx'

interface Row {
  readonly at: string
  readonly finding: string
  readonly vulnerability: string
  readonly component: string
  readonly before?: VerdictName
  readonly after: VerdictName
  readonly because: string
}

export function History({ release }: { readonly release: string }) {
  return (
    <PagedList<Row> path={`/releases/${encodeURIComponent(release)}/history`}>
      {(rows) => (
        <ol>
          {rows.map(({ at, finding, vulnerability, component, before, after, because }, i) => (
            <li key={`${i} ${at} ${finding}`}>
              <time dateTime={at}>{momentText(at)}</time>{' '}
              <Link to="/findings/$id" params={{ id: finding }}>
                {vulnerability} in {component}
              </Link>
              :{' '}
              {before !== undefined && (
                <>
                  <VerdictBadge verdict={before} /> →{' '}
                </>
              )}
              <VerdictBadge verdict={after} /> <span className="soft">{because}</span>
            </li>
          ))}
        </ol>
      )}
    </PagedList>
  )
}
