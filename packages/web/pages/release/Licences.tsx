// SPDX-License-Identifier: Apache-2.0
import { PagedList } from '../../parts/PagedList.tsx'

interface Row {
  readonly expression: string
  readonly componentCount: number
}

export function Licences({ release }: { readonly release: string }) {
  return (
    <PagedList<Row> path={`/releases/${encodeURIComponent(release)}/licences`}>
      {(rows) => (
        <table className="wide">
          <caption className="hidden">Licences of the release</caption>
          <thead>
            <tr>
              <th scope="col">Licence</th>
              <th scope="col">Components</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ expression, componentCount }) => (
              <tr key={expression}>
                <th scope="row">{expression}</th>
                <td data-label="Components">{componentCount}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </PagedList>
  )
}
