// SPDX-License-Identifier: Apache-2.0
import { Link } from '@tanstack/react-router'
import type { ComponentPage } from '../../api/values.ts'
import { CountsBar } from '../../parts/CountsBar.tsx'
import { PagedList } from '../../parts/PagedList.tsx'
import { Finder, type Narrowed } from './Finder.tsx'

type Row = ComponentPage['items'][number]

/** Who is in the release, who says so, and what is found in each. */
export function Components({ release, q, onFind }: Narrowed) {
  return (
    <div className="stack">
      <Finder label="Part of a name, purl or CPE" q={q} onFind={onFind} />
      <PagedList<Row> path={`/releases/${encodeURIComponent(release)}/components`} query={{ q }}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="soft">
              {q === '' ? 'No component: add an SBOM under Documents.' : 'None by that name.'}
            </p>
          ) : (
            <table className="wide">
              <caption className="hidden">Components of the release</caption>
              <thead>
                <tr>
                  <th scope="col">Component</th>
                  <th scope="col">Identity</th>
                  <th scope="col">Licence</th>
                  <th scope="col">Findings</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <th scope="row">
                      <Link to="/components/$id" params={{ id: row.id }}>
                        {row.name} {row.version}
                      </Link>
                    </th>
                    <td data-label="Identity" className="mono">
                      {row.purls[0] ??
                        row.cpes[0] ??
                        'nobody says who this is: it is matched on nothing'}
                      {row.identifiedBy === 'user' && (
                        <div className="soft">said by an overlay</div>
                      )}
                    </td>
                    <td data-label="Licence">{row.licence ?? 'not said'}</td>
                    <td data-label="Findings">
                      <CountsBar counts={row.counts} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </PagedList>
    </div>
  )
}
