// SPDX-License-Identifier: Apache-2.0
import { Link } from '@tanstack/react-router'
import type { Occurrence } from '../api/values.ts'

/** Everywhere that something is. */
export function Occurrences({ rows }: { readonly rows: readonly Occurrence[] }) {
  return (
    <div className="scroll">
      <table className="wide">
        <caption className="hidden">Where it is</caption>
        <thead>
          <tr>
            <th scope="col">Release</th>
            <th scope="col">Documents</th>
            <th scope="col">Path</th>
            <th scope="col">How far it got</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ release, product, lanes, path, reach }, i) => (
            <tr key={`${i} ${release.id}`}>
              <th scope="row">
                <Link to="/releases/$id" params={{ id: release.id }}>
                  {product.name} {release.name}
                </Link>
              </th>
              <td data-label="Documents">{lanes.join(', ')}</td>
              <td data-label="Path">
                <code>{path}</code>
              </td>
              <td data-label="How far it got">{reach}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="soft">Nowhere that you may see.</p>}
    </div>
  )
}
