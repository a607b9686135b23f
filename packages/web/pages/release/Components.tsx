// SPDX-License-Identifier: Apache-2.0
import { Link } from '@tanstack/react-router'
import type { ComponentPage } from '../../api/values.ts'
import { CountsBar } from '../../parts/CountsBar.tsx'
import { PagedList } from '../../parts/PagedList.tsx'

type Row = ComponentPage['items'][number]

export function Components({ release }: { readonly release: string }) {
  return (
    <PagedList<Row> path={`/releases/${encodeURIComponent(release)}/components`}>
      {(rows) => (
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
                </td>
                <td data-label="Licence">{row.licence ?? 'not said'}</td>
                <td data-label="Findings">
                  <CountsBar counts={row.counts} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </PagedList>
  )
}
