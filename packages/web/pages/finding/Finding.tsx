// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { get, send } from '../../api/client.ts'
import type { Finding as FindingValue, Opinion } from '../../api/values.ts'
import { AssessmentForm, scopeWord } from '../../parts/AssessmentForm.tsx'
import { EvidencePicture } from '../../parts/EvidencePicture.tsx'
import { Loaded, ProblemNote } from '../../parts/Loaded.tsx'
import { dayText, momentText } from '../../parts/moments.ts'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { VerdictBadge } from '../../parts/VerdictBadge.tsx'

const route = getRouteApi('/findings/$id')

/** The chain of evidence, and everybody's verdict beside each other. */
export function Finding() {
  const { id } = route.useParams()
  const query = useQuery({
    queryKey: ['finding', id],
    queryFn: ({ signal }) => get<FindingValue>(`/findings/${encodeURIComponent(id)}`, {}, signal),
  })
  return <Loaded query={query}>{(finding) => <Sections finding={finding} />}</Loaded>
}

function Sections({ finding }: { readonly finding: FindingValue }) {
  const queries = useQueryClient()
  const { vulnerability, component, release, severity } = finding
  return (
    <div className="stack">
      <PageTitle title={`${vulnerability.id} in ${component.name} ${component.version ?? ''}`}>
        <VerdictBadge verdict={finding.verdict} />
      </PageTitle>
      <p>{finding.reason}</p>
      <dl className="facts">
        <dt>Vulnerability</dt>
        <dd>
          <Link to="/vulnerabilities/$id" params={{ id: vulnerability.id }}>
            {vulnerability.id}
          </Link>{' '}
          {vulnerability.title} {finding.aliases.length > 0 && <>({finding.aliases.join(', ')})</>}
        </dd>
        <dt>Component</dt>
        <dd>
          <Link to="/components/$id" params={{ id: component.id }}>
            {component.name} {component.version}
          </Link>
        </dd>
        <dt>Release</dt>
        <dd>
          <Link to="/releases/$id" params={{ id: release.id }}>
            {release.product} {release.name}
          </Link>
        </dd>
        <dt>Severity</dt>
        <dd>
          {severity === undefined ? 'not rated' : `${severity.score.toFixed(1)} ${severity.rating}`}
          {finding.exploited && <strong>, known to be exploited</strong>}
          {finding.epss !== undefined && <>, EPSS {(finding.epss * 100).toFixed(1)} %</>}
        </dd>
        <dt>Fixed in</dt>
        <dd>{finding.fixedIn.length === 0 ? 'not said' : finding.fixedIn.join(', ')}</dd>
        <dt>Rule</dt>
        <dd>
          <code>{finding.rule}</code>
        </dd>
      </dl>
      <section className="card" aria-labelledby="evidence">
        <h2 id="evidence">Chain of evidence</h2>
        {finding.locations.length === 0 && (
          <p className="soft">
            Nobody says where the vulnerable code is; the version decides alone.
          </p>
        )}
        {finding.locations.map((location) => (
          <div key={location.path}>
            <h3>
              <code>{location.path}</code>: {location.state}
            </h3>
            {location.functions.length > 0 && (
              <p>
                Functions: <code>{location.functions.join(', ')}</code>
              </p>
            )}
            <p>
              {location.reason} <span className="soft">(place from {location.basis})</span>
            </p>
            {location.files.map(({ path, chain }) => (
              <EvidencePicture key={path} chain={chain} />
            ))}
          </div>
        ))}
        <ul>
          {finding.evidence.map(({ kind, statement, author }) => (
            <li key={`${kind} ${statement}`}>
              {statement} <span className="soft">({author})</span>
            </li>
          ))}
        </ul>
      </section>
      <Opinions finding={finding} />
      <section className="card" aria-labelledby="decide">
        <h2 id="decide">Decide</h2>
        {finding.scopes.every(({ mayJudge }) => !mayJudge) ? (
          <p className="soft">Your role lets you read this; analysts decide.</p>
        ) : (
          <AssessmentForm
            key={finding.id}
            findings={[finding.id]}
            scopes={finding.scopes}
            usual={usualScope(finding)}
            onDone={() => void queries.invalidateQueries()}
          />
        )}
      </section>
      {finding.alsoIn.length > 0 && (
        <section className="card" aria-labelledby="also">
          <h2 id="also">The same in other releases</h2>
          <p>
            <Link
              to="/triage/$vulnerability/$component"
              params={{ vulnerability: vulnerability.id, component: component.id }}
            >
              Decide for all of them at once
            </Link>
          </p>
          <div className="scroll">
            <table className="wide">
              <caption className="hidden">The same vulnerability in other releases</caption>
              <thead>
                <tr>
                  <th scope="col">Release</th>
                  <th scope="col">Verdict</th>
                  <th scope="col">Build</th>
                </tr>
              </thead>
              <tbody>
                {finding.alsoIn.map((other) => (
                  <tr key={other.id}>
                    <th scope="row">
                      <Link to="/findings/$id" params={{ id: other.id }}>
                        {other.product} {other.release}
                      </Link>
                    </th>
                    <td data-label="Verdict">
                      <VerdictBadge verdict={other.verdict} />
                    </td>
                    <td data-label="Build">
                      {other.sameBuild ? 'the same: one judgement holds for both' : 'another'}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      <section className="card" aria-labelledby="history">
        <h2 id="history">History</h2>
        <ol>
          {finding.history.map(({ at, verdict, reason, because }) => (
            <li key={`${at} ${verdict}`}>
              <time dateTime={at}>{momentText(at)}</time> <VerdictBadge verdict={verdict} />{' '}
              {reason} <span className="soft">({because})</span>
            </li>
          ))}
        </ol>
      </section>
      <section className="card" aria-labelledby="references">
        <h2 id="references">References</h2>
        <ul>
          {finding.references.map((url) => (
            <li key={url}>
              <Reference url={url} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

/** Where releases share the build, one judgement for all of them is what people want. */
function usualScope({ alsoIn, scopes }: FindingValue): 'release' | 'build' {
  const mayJudgeBuild = scopes.some(({ scope, mayJudge }) => scope === 'build' && mayJudge)
  return mayJudgeBuild && alsoIn.some(({ sameBuild }) => sameBuild) ? 'build' : 'release'
}

/** An address out of a record: only the web's own become links. */
function Reference({ url }: { readonly url: string }) {
  return /^https?:\/\//i.test(url) ? (
    <a href={url} rel="noreferrer noopener">
      {url}
    </a>
  ) : (
    <code>{url}</code>
  )
}

function Opinions({ finding }: { readonly finding: FindingValue }) {
  return (
    <section className="card" aria-labelledby="opinions">
      <h2 id="opinions">Verdicts of all authors</h2>
      <div className="scroll">
        <table className="wide">
          <thead>
            <tr>
              <th scope="col">Author</th>
              <th scope="col">Verdict</th>
              <th scope="col">Reason</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {finding.opinions.map((opinion, i) => (
              <OpinionRow key={`${i} ${opinion.author}`} opinion={opinion} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function OpinionRow({ opinion }: { readonly opinion: Opinion }) {
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: (what: 'approval' | 'withdrawal') =>
      send(`/assessments/${opinion.assessment ?? ''}/${what}`, { method: 'POST', body: {} }),
    onSuccess: () => queries.invalidateQueries(),
  })
  return (
    <tr>
      <th scope="row">
        {opinion.author}
        {opinion.document !== undefined && <div className="soft">{opinion.document}</div>}
      </th>
      <td data-label="Verdict">
        <VerdictBadge verdict={opinion.verdict} />
      </td>
      <td data-label="Reason">
        {opinion.reason}
        {opinion.justification !== undefined && (
          <div className="soft">{opinion.justification.replaceAll('_', ' ')}</div>
        )}
      </td>
      <td data-label="State">
        {opinion.state.replaceAll('-', ' ')}
        {opinion.scope !== undefined && <>, for {scopeWord(opinion.scope)}</>}
        {opinion.approvedBy !== undefined && <>, approved by {opinion.approvedBy}</>}
        {opinion.expiresOn !== undefined && <>, until {dayText(opinion.expiresOn)}</>}
        {opinion.at !== undefined && <div className="soft">{momentText(opinion.at)}</div>}
        {opinion.endedBecause !== undefined && <div className="soft">{opinion.endedBecause}</div>}
        {change.isError && <ProblemNote error={change.error} />}
        {opinion.assessment !== undefined && opinion.mayApprove === true && (
          <button type="button" onClick={() => change.mutate('approval')}>
            Approve
          </button>
        )}
        {opinion.assessment !== undefined && opinion.mayWithdraw === true && (
          <button type="button" onClick={() => change.mutate('withdrawal')}>
            Withdraw
          </button>
        )}
      </td>
    </tr>
  )
}
