// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { get } from '../../api/client.ts'
import type { FileContent } from '../../api/values.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Occurrences } from '../../parts/Occurrences.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'

const route = getRouteApi('/files/$digest')

/** One content, under whatever names, in every release that holds it. */
export function FilePage() {
  const { digest } = route.useParams()
  const query = useQuery({
    queryKey: ['file', digest],
    queryFn: ({ signal }) => get<FileContent>(`/files/${encodeURIComponent(digest)}`, {}, signal),
  })
  return (
    <Loaded query={query}>
      {(file) => (
        <div className="stack">
          <PageTitle title={file.names[0] ?? 'A file'} />
          <dl className="facts">
            <dt>Hash</dt>
            <dd className="mono">{file.digest}</dd>
            <dt>Names</dt>
            <dd>{file.names.join(', ')}</dd>
          </dl>
          <section className="card" aria-labelledby="where">
            <h2 id="where">Where it is</h2>
            <Occurrences rows={file.occurrences} />
          </section>
        </div>
      )}
    </Loaded>
  )
}
