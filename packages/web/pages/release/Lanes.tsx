// SPDX-License-Identifier: Apache-2.0
import type { Lane, Release } from '../../api/values.ts'
import { useAction } from '../../parts/actions.ts'
import { ProblemNote } from '../../parts/Loaded.tsx'
import { momentText } from '../../parts/moments.ts'
import { LinkPicture } from './LinkPicture.tsx'
import { Overlays } from './Overlays.tsx'
import { Upload } from './Upload.tsx'

type Document = Lane['documents'][number]

/** The six kinds of SBOM: what is there, who made it and how, and what is missing. */
export function Lanes({ release }: { readonly release: Release }) {
  const used = release.lanes.filter(({ documents }) => documents.length > 0)
  const unused = release.lanes.filter(({ documents }) => documents.length === 0)
  return (
    <div className="stack">
      <Upload release={release} />
      {release.links.length > 0 && (
        <section className="card" aria-labelledby="links">
          <h2 id="links">How the documents hang together</h2>
          <LinkPicture lanes={release.lanes} links={release.links} />
        </section>
      )}
      <div className="cards wide">
        {used.map(({ type, documents }) => (
          <section key={type} className="card" aria-label={`${type} SBOM`}>
            <h2>{type}</h2>
            <Documents release={release} documents={documents} />
          </section>
        ))}
      </div>
      <div className="cards">
        {unused.map(({ type, missing }) => (
          <section key={type} className="card" aria-label={`${type} SBOM`}>
            <h2>{type}</h2>
            <p className="soft">Missing. {missing}</p>
          </section>
        ))}
      </div>
      <section className="card" aria-labelledby="vex">
        <h2 id="vex">VEX of suppliers</h2>
        {release.vex.length === 0 && (
          <p className="soft">
            None. What a supplier says of a vulnerability stands beside our verdict, with its
            author.
          </p>
        )}
        <Documents release={release} documents={release.vex} />
      </section>
      <Overlays release={release} />
    </div>
  )
}

function Documents({
  release,
  documents,
}: {
  readonly release: Release
  readonly documents: readonly Document[]
}) {
  return documents.map((document) => (
    <DocumentFacts key={document.id} release={release} document={document} />
  ))
}

function DocumentFacts({
  release,
  document,
}: {
  readonly release: Release
  readonly document: Document
}) {
  const remove = useAction()
  const build = release.builds.find(({ id }) => id === document.build)
  const deployment = release.deployments.find(({ id }) => id === document.deployment)
  return (
    <div>
      <h3>
        <a href={`/api/v1/documents/${document.sha256}/content`} download={document.fileName}>
          {document.fileName}
        </a>
      </h3>
      <dl className="facts">
        <dt>Format</dt>
        <dd>
          {document.specVersion !== '' && `${document.format} ${document.specVersion}, `}
          {document.bytes.toLocaleString()} bytes
        </dd>
        <dt>Made with</dt>
        <dd>{document.tools.join(', ') || 'not said'}</dd>
        <dt>Method</dt>
        <dd>{document.method ?? 'not said'}</dd>
        <dt>By</dt>
        <dd>{document.creators.join(', ') || 'not said'}</dd>
        <dt>Created</dt>
        <dd>{document.createdAt === undefined ? 'not said' : momentText(document.createdAt)}</dd>
        <dt>Received</dt>
        <dd>
          {momentText(document.receivedAt)} from {document.receivedFrom}
        </dd>
        {build !== undefined && (
          <>
            <dt>Of build</dt>
            <dd>{build.name}</dd>
          </>
        )}
        {deployment !== undefined && (
          <>
            <dt>Of deployment</dt>
            <dd>{deployment.name}</dd>
          </>
        )}
        {document.sharedWith > 0 && (
          <>
            <dt>Also in</dt>
            <dd>
              {document.sharedWith === 1
                ? 'one other release'
                : `${document.sharedWith} other releases`}
            </dd>
          </>
        )}
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
      {remove.isError && <ProblemNote error={remove.error} />}
      <details>
        <summary>Remove it</summary>
        <p className="soft">The release is judged again without it; its history stays.</p>
        <button
          type="button"
          disabled={remove.isPending}
          aria-label={`Remove ${document.fileName}`}
          onClick={() =>
            remove.mutate({
              path: `/releases/${release.id}/documents/${document.id}`,
              method: 'DELETE',
            })
          }
        >
          Remove
        </button>
      </details>
    </div>
  )
}
