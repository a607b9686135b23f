// SPDX-License-Identifier: Apache-2.0
import { Link } from '@tanstack/react-router'
import type { FilePage } from '../../api/values.ts'
import { PagedList } from '../../parts/PagedList.tsx'
import { Finder, type Narrowed } from './Finder.tsx'

type Row = FilePage['items'][number]

/** Every file that the documents name, and how far it got. */
export function Files({ release, q, onFind }: Narrowed) {
  return (
    <div className="stack">
      <Finder label="Part of a path, or a hash" q={q} onFind={onFind} />
      <PagedList<Row> path={`/releases/${encodeURIComponent(release)}/files`} query={{ q }}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="soft">
              {q === ''
                ? 'No document names files. A build SBOM made by `headwater capture` does.'
                : 'None by that name.'}
            </p>
          ) : (
            <table className="wide">
              <caption className="hidden">Files of the release</caption>
              <thead>
                <tr>
                  <th scope="col">Path</th>
                  <th scope="col">Role</th>
                  <th scope="col">How far it got</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ path, role, reach, sha256, sha1 }, i) => (
                  <tr key={`${i} ${path}`}>
                    <td data-label="Path">
                      {sha256 === undefined && sha1 === undefined ? (
                        <code>{path}</code>
                      ) : (
                        <Link to="/files/$digest" params={{ digest: sha256 ?? sha1 ?? '' }}>
                          <code>{path}</code>
                        </Link>
                      )}
                    </td>
                    <td data-label="Role">{role}</td>
                    <td data-label="How far it got">{reach}</td>
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
