// SPDX-License-Identifier: Apache-2.0
import { Link } from '@tanstack/react-router'
import { onceKey } from '../../api/client.ts'
import type { Release } from '../../api/values.ts'
import { fieldsOf, useAction } from '../../parts/actions.ts'
import { ProblemNote } from '../../parts/Loaded.tsx'
import { momentText } from '../../parts/moments.ts'

/** What was built, by whom and from which commit, and where it went. */
export function Builds({ release }: { readonly release: Release }) {
  return (
    <div className="stack">
      <section className="card" aria-labelledby="builds">
        <h2 id="builds">Builds</h2>
        {release.builds.length === 0 ? (
          <p className="soft">
            No build is noted. Note one here, or let the CI job do it (`headwater push --build`):
            releases that ship the same build are judged once.
          </p>
        ) : (
          <BuildTable release={release} />
        )}
        <NewBuild release={release} />
      </section>
      <section className="card" aria-labelledby="deployments">
        <h2 id="deployments">Deployments</h2>
        {release.deployments.length === 0 ? (
          <p className="soft">
            No deployment is noted. With one, what runs there is compared with what was built.
          </p>
        ) : (
          <DeploymentTable release={release} />
        )}
        <NewDeployment release={release} />
      </section>
    </div>
  )
}

function BuildTable({ release }: { readonly release: Release }) {
  return (
    <div className="scroll">
      <table className="wide">
        <caption className="hidden">Builds of the release</caption>
        <thead>
          <tr>
            <th scope="col">Build</th>
            <th scope="col">Built</th>
            <th scope="col">Commit</th>
            <th scope="col">Images</th>
            <th scope="col">Documents</th>
            <th scope="col">Shared with</th>
            <th scope="col">Compare</th>
          </tr>
        </thead>
        <tbody>
          {release.builds.map((build) => (
            <tr key={build.id}>
              <th scope="row">{build.name}</th>
              <td data-label="Built">
                {build.builtAt === undefined ? (
                  <span className="soft">not said</span>
                ) : (
                  momentText(build.builtAt)
                )}
                <div className="soft">
                  {[build.builder, build.tool].filter((each) => each !== undefined).join(', ')}
                </div>
              </td>
              <td data-label="Commit" className="mono">
                {build.sourceCommit ?? ''}
              </td>
              <td data-label="Images">
                {build.images.map(({ name, sha256 }) => (
                  <div key={sha256}>
                    <Link to="/files/$digest" params={{ digest: sha256 }}>
                      <code>{name}</code>
                    </Link>
                  </div>
                ))}
              </td>
              <td data-label="Documents">{build.documents.length}</td>
              <td data-label="Shared with">{releasesText(build.sharedWith)}</td>
              <td data-label="Compare">
                {release.builds
                  .filter(({ id }) => id !== build.id)
                  .map((other) => (
                    <div key={other.id}>
                      <Link
                        to="/compare"
                        search={{
                          a: release.id,
                          aBuild: build.id,
                          b: release.id,
                          bBuild: other.id,
                        }}
                      >
                        with {other.name}
                      </Link>
                    </div>
                  ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function releasesText(count: number): string {
  if (count === 0) return 'no other release'
  return count === 1 ? 'one other release' : `${count} other releases`
}

function NewBuild({ release }: { readonly release: Release }) {
  const act = useAction()
  const path = `/releases/${encodeURIComponent(release.id)}/builds`
  return (
    <details>
      <summary>Note a build</summary>
      {act.isError && <ProblemNote error={act.error} />}
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault()
          const form = event.currentTarget
          const { builtAt, documents: _, ...fields } = fieldsOf(form)
          const body = {
            ...fields,
            ...(builtAt === undefined ? {} : { builtAt: new Date(builtAt).toISOString() }),
            documents: new FormData(form).getAll('documents'),
          }
          const idempotencyKey = onceKey()
          act.mutate(
            { path, method: 'POST', body, idempotencyKey },
            { onSuccess: () => form.reset() },
          )
        }}
      >
        <label>
          Name or number
          <input name="name" required maxLength={200} />
        </label>
        <label>
          Built at
          <input name="builtAt" type="datetime-local" />
        </label>
        <label>
          By
          <input name="builder" maxLength={500} placeholder="CI job, person" />
        </label>
        <label>
          With
          <input name="tool" maxLength={500} placeholder="CMake 3.30, GCC 14" />
        </label>
        <label>
          Commit
          <input name="sourceCommit" maxLength={500} className="mono" />
        </label>
        <fieldset className="row">
          <legend>Its documents</legend>
          {release.lanes
            .flatMap(({ documents }) => documents)
            .map(({ id, fileName }) => (
              <span key={id}>
                <input type="checkbox" name="documents" value={id} id={`build-of-${id}`} />{' '}
                <label htmlFor={`build-of-${id}`} className="inline">
                  {fileName}
                </label>
              </span>
            ))}
        </fieldset>
        <button type="submit" data-main disabled={act.isPending}>
          Note it
        </button>
      </form>
    </details>
  )
}

function DeploymentTable({ release }: { readonly release: Release }) {
  const act = useAction()
  return (
    <div className="scroll">
      {act.isError && <ProblemNote error={act.error} />}
      <table className="wide">
        <caption className="hidden">Deployments of the release</caption>
        <thead>
          <tr>
            <th scope="col">Deployment</th>
            <th scope="col">Place</th>
            <th scope="col">Build</th>
            <th scope="col">Since</th>
            <th scope="col">Drift</th>
            <th scope="col">Do</th>
          </tr>
        </thead>
        <tbody>
          {release.deployments.map((deployment) => (
            <tr key={deployment.id}>
              <th scope="row">{deployment.name}</th>
              <td data-label="Place">
                {deployment.place ?? <span className="soft">not said</span>}
                {deployment.count !== undefined && <> ({deployment.count.toLocaleString()})</>}
              </td>
              <td data-label="Build">
                {deployment.build?.name ?? <span className="soft">not said</span>}
              </td>
              <td data-label="Since">
                {deployment.since === undefined ? (
                  <span className="soft">not said</span>
                ) : (
                  momentText(deployment.since)
                )}
                {deployment.until !== undefined && (
                  <div className="soft">ended {momentText(deployment.until)}</div>
                )}
              </td>
              <td data-label="Drift">
                {deployment.drift.open} open, {deployment.drift.accepted} accepted
              </td>
              <td data-label="Do">
                {deployment.until === undefined && (
                  <button
                    type="button"
                    disabled={act.isPending}
                    onClick={() =>
                      act.mutate({
                        path: `/deployments/${deployment.id}`,
                        method: 'PATCH',
                        body: { until: new Date().toISOString() },
                        version: deployment.version,
                      })
                    }
                  >
                    It has ended
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function NewDeployment({ release }: { readonly release: Release }) {
  const act = useAction()
  const path = `/releases/${encodeURIComponent(release.id)}/deployments`
  return (
    <details>
      <summary>Note a deployment</summary>
      {act.isError && <ProblemNote error={act.error} />}
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault()
          const form = event.currentTarget
          const { count, since, ...fields } = fieldsOf(form)
          const body = {
            ...fields,
            ...(count === undefined ? {} : { count: Number(count) }),
            ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
          }
          const idempotencyKey = onceKey()
          act.mutate(
            { path, method: 'POST', body, idempotencyKey },
            { onSuccess: () => form.reset() },
          )
        }}
      >
        <label>
          Name
          <input name="name" required maxLength={200} />
        </label>
        <label>
          Place
          <input name="place" maxLength={500} placeholder="site, customer, fleet" />
        </label>
        <label>
          How many
          <input name="count" type="number" min="0" />
        </label>
        <label>
          Build
          <select name="build">
            <option value="">Not said</option>
            {release.builds.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          Since
          <input name="since" type="datetime-local" />
        </label>
        <button type="submit" data-main disabled={act.isPending}>
          Note it
        </button>
      </form>
    </details>
  )
}
