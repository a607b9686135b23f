// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { upload } from '../../api/client.ts'
import type { Lane, Release } from '../../api/values.ts'
import { ProblemNote } from '../../parts/Loaded.tsx'
import { momentText } from '../../parts/moments.ts'
import { LinkPicture } from './LinkPicture.tsx'

/** The six kinds of SBOM: what is there, who made it and how, and what is missing. */
export function Lanes({ release }: { readonly release: Release }) {
  return (
    <div className="stack">
      <Upload release={release.id} />
      <div className="cards">
        {release.lanes.map((lane) => (
          <LaneCard key={lane.type} lane={lane} />
        ))}
      </div>
      {release.links.length > 0 && (
        <section className="card" aria-labelledby="links">
          <h2 id="links">How the documents hang together</h2>
          <LinkPicture lanes={release.lanes} links={release.links} />
        </section>
      )}
      {release.drift.length > 0 && (
        <section className="card" aria-labelledby="drift">
          <h2 id="drift">Drift</h2>
          <p>What was built, deployed and seen running is not the same:</p>
          <ul>
            {release.drift.map(({ between, component, kind, detail }) => (
              <li key={`${between.join()} ${component} ${kind}`}>
                <strong>{component}</strong>: {detail}{' '}
                <span className="soft">
                  ({between[0]} and {between[1]})
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function LaneCard({ lane }: { readonly lane: Lane }) {
  return (
    <section className="card" aria-label={`${lane.type} SBOM`}>
      <h2>{lane.type}</h2>
      {lane.documents.length === 0 && <p className="soft">Missing. {lane.missing}</p>}
      {lane.documents.map((document) => (
        <div key={document.id}>
          <h3>
            <a href={`/api/v1/documents/${document.sha256}/content`} download={document.fileName}>
              {document.fileName}
            </a>
          </h3>
          <dl className="facts">
            <dt>Format</dt>
            <dd>
              {document.format} {document.specVersion}, {document.bytes.toLocaleString()} bytes
            </dd>
            <dt>Made with</dt>
            <dd>{document.tools.join(', ') || 'not said'}</dd>
            <dt>By</dt>
            <dd>{document.creators.join(', ') || 'not said'}</dd>
            <dt>Received</dt>
            <dd>
              {momentText(document.receivedAt)} from {document.receivedFrom}
            </dd>
            <dt>SHA-256</dt>
            <dd className="mono">{document.sha256}</dd>
          </dl>
          {document.remarks.length > 0 && (
            <details>
              <summary>Remarks: {document.remarks.length}</summary>
              <ul>
                {document.remarks.map((remark) => (
                  <li key={remark}>{remark}</li>
                ))}
              </ul>
            </details>
          )}
        </div>
      ))}
    </section>
  )
}

const TYPES = ['', 'design', 'source', 'build', 'analyzed', 'deployed', 'runtime'] as const

function Upload({ release }: { readonly release: string }) {
  const queries = useQueryClient()
  const sending = useMutation({
    mutationFn: async ({ files, type }: { files: readonly File[]; type: string }) => {
      // one after the other: the hub judges the release once all have come
      for (const file of files) {
        await upload(
          `/releases/${encodeURIComponent(release)}/documents`,
          { fileName: file.name, type: type === '' ? undefined : type },
          file,
        )
      }
    },
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <form
      className="card row"
      aria-label="Add documents"
      onSubmit={(event) => {
        event.preventDefault()
        const said = new FormData(event.currentTarget)
        const files = said.getAll('files').filter((each): each is File => each instanceof File)
        const type = said.get('type')
        sending.mutate({ files, type: typeof type === 'string' ? type : '' })
      }}
    >
      <label>
        SBOM, VEX or an archive of them
        <input type="file" name="files" multiple required />
      </label>
      <label>
        Kind
        <select name="type">
          {TYPES.map((type) => (
            <option key={type} value={type}>
              {type === '' ? 'As the document says' : type}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" data-main disabled={sending.isPending}>
        {sending.isPending ? 'Sending…' : 'Add documents'}
      </button>
      {sending.isError && <ProblemNote error={sending.error} />}
    </form>
  )
}
