// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { get } from '../../api/client.ts'
import type { Counts, Portfolio as PortfolioValue, PortfolioRow } from '../../api/values.ts'
import { CountsBar } from '../../parts/CountsBar.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { dayText } from '../../parts/moments.ts'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { Trend } from '../../parts/Trend.tsx'
import { Archived } from './Archived.tsx'
import { LineEdit } from './LineEdit.tsx'
import { NewRelease } from './NewRelease.tsx'
import { SharedBuilds } from './SharedBuilds.tsx'

/** Every product with its counts and trend, rolled up by product line. */
export function Portfolio() {
  const query = useQuery({
    queryKey: ['portfolio'],
    queryFn: ({ signal }) => get<PortfolioValue>('/portfolio', {}, signal),
  })
  return (
    <div className="stack">
      <PageTitle title="Portfolio" />
      <Loaded query={query}>
        {(portfolio) => (
          <>
            <section className="card" aria-label="All products">
              <CountsBar counts={portfolio.counts} />
            </section>
            {portfolio.products.length === 0 && (
              <p className="soft">
                No product yet. Add a release below, then give it the SBOMs of its build.
              </p>
            )}
            {groupsOf(portfolio).map(({ id, name, description, counts, rows, line }) => (
              <section className="card" key={id} aria-labelledby={`line-${id}`}>
                <h2 id={`line-${id}`}>
                  {counts === undefined ? (
                    name
                  ) : (
                    <Link to="/findings" search={{ line: id }}>
                      {name}
                    </Link>
                  )}
                </h2>
                {description !== '' && <p className="soft">{description}</p>}
                {counts !== undefined && <CountsBar counts={counts} />}
                {rows.length === 0 ? (
                  <p className="soft">No product yet.</p>
                ) : (
                  <Products rows={rows} caption={`Products of ${name}`} />
                )}
                {line !== undefined && <LineEdit line={line} key={line.version} />}
              </section>
            ))}
            <p>
              <a href="/api/v1/atom.xml" type="application/atom+xml">
                News of all products as Atom feed
              </a>
            </p>
            <SharedBuilds />
            <NewRelease
              products={portfolio.products.map(({ product }) => product)}
              lines={portfolio.lines}
            />
            <Archived archived={portfolio.archived} />
          </>
        )}
      </Loaded>
    </div>
  )
}

interface Group {
  readonly id: string
  readonly name: string
  readonly description: string
  /** Of the whole line, what products share counted once. */
  readonly counts?: Counts
  readonly rows: readonly PortfolioRow[]
  readonly line?: PortfolioValue['lines'][number]
}

function groupsOf({ lines, products }: PortfolioValue): readonly Group[] {
  const groups = lines.map((own): Group => {
    const { id, name, description, counts } = own
    const rows = products.filter(({ line }) => line?.id === id)
    return { id, name, description, counts, rows, line: own }
  })
  const others = products.filter(({ line }) => line === undefined)
  if (others.length === 0) return groups
  return [...groups, { id: 'none', name: 'In no product line', description: '', rows: others }]
}

function Products({
  rows,
  caption,
}: {
  readonly rows: readonly PortfolioRow[]
  readonly caption: string
}) {
  return (
    <div className="scroll">
      <table className="wide">
        <caption className="hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Product</th>
            <th scope="col">Newest release</th>
            <th scope="col">Findings</th>
            <th scope="col">Affected over time</th>
            <th scope="col">Support ends</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ product, release, counts, trend }) => (
            <tr key={product.id}>
              <th scope="row">
                <Link to="/products/$id" params={{ id: product.id }} search={{}}>
                  {product.name}
                </Link>
              </th>
              <td data-label="Newest release">
                {release === undefined ? (
                  <span className="soft">none yet</span>
                ) : (
                  <Link to="/releases/$id" params={{ id: release.id }}>
                    {release.name}
                  </Link>
                )}
              </td>
              <td data-label="Findings">
                <CountsBar counts={counts} />
              </td>
              <td data-label="Affected over time">
                <Trend points={trend} />
              </td>
              <td data-label="Support ends">
                {release?.supportEnd === undefined ? (
                  <span className="soft">not said</span>
                ) : (
                  dayText(release.supportEnd)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
