// SPDX-License-Identifier: Apache-2.0
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { onceKey, send } from '../api/client.ts'
import type { AssessmentScope, NewAssessment } from '../api/values.ts'
import { ProblemNote } from './Loaded.tsx'

/** CycloneDX's justifications, in words; they map outward to OpenVEX and CSAF. */
const JUSTIFICATIONS = [
  ['code_not_present', 'The code is not in the product'],
  ['code_not_reachable', 'The code is never executed'],
  ['requires_configuration', 'It needs a configuration that we do not ship'],
  ['requires_dependency', 'It needs a dependency that is not there'],
  ['requires_environment', 'It needs an environment that we are not used in'],
  ['protected_by_compiler', 'The compiler protects against it'],
  ['protected_at_runtime', 'It is prevented at run time'],
  ['protected_at_perimeter', 'It is blocked at the perimeter'],
  ['protected_by_mitigating_control', 'Another control mitigates it'],
] as const

interface Scope {
  readonly scope: AssessmentScope
  readonly releaseCount?: number
  readonly mayJudge?: boolean
  readonly needsSecondPair?: boolean
}

const SCOPES: Readonly<Record<AssessmentScope, string>> = {
  release: 'this release',
  build: 'every release that ships this build',
  product: 'every release of the product',
  line: 'every product of the line',
  organisation: 'the whole organisation',
}
const EVERYWHERE: readonly Scope[] = [
  { scope: 'release' },
  { scope: 'build' },
  { scope: 'product' },
  { scope: 'line' },
  { scope: 'organisation' },
]

/** Where a verdict holds, in words. */
export function scopeWord(scope: AssessmentScope): string {
  return SCOPES[scope]
}

function scopeWords({ scope, releaseCount }: Scope): string {
  if (releaseCount === undefined || scope === 'release') return SCOPES[scope]
  return `${SCOPES[scope]} (${releaseCount === 1 ? 'one release' : `${releaseCount} releases`} today)`
}

/** Decide: a verdict with its reason and, if it should be looked at again, the day it expires. */
export function AssessmentForm({
  findings,
  scopes = EVERYWHERE,
  usual = 'release',
  onDone,
}: {
  readonly findings: readonly string[]
  /** Where it could hold; without it, all scopes are offered and the hub says what is not possible. */
  readonly scopes?: readonly Scope[]
  readonly usual?: Scope['scope']
  readonly onDone: () => void
}) {
  const [verdict, setVerdict] = useState('not_affected')
  const [scope, setScope] = useState<string>(usual)
  const chosen = scopes.find((each) => each.scope === scope)
  const judge = useMutation({
    mutationFn: (body: NewAssessment) =>
      send('/assessments', { method: 'POST', body, idempotencyKey: onceKey() }),
    onSuccess: onDone,
  })
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        const form = event.currentTarget
        const said = Object.fromEntries(new FormData(form))
        const { justification, reason, expiresOn } = said
        judge.mutate(
          {
            findings: [...findings],
            verdict,
            scope,
            reason,
            ...(verdict === 'not_affected' ? { justification } : {}),
            ...(expiresOn === '' ? {} : { expiresOn }),
          } as NewAssessment,
          { onSuccess: () => form.reset() },
        )
      }}
    >
      {judge.isError && <ProblemNote error={judge.error} />}
      <div className="row">
        <label>
          Verdict
          <select
            name="verdict"
            value={verdict}
            onChange={(event) => setVerdict(event.target.value)}
          >
            <option value="not_affected">Not affected</option>
            <option value="affected">Affected</option>
            <option value="fixed">Fixed</option>
            <option value="unknown">Unknown</option>
          </select>
        </label>
        {verdict === 'not_affected' && (
          <label>
            Because
            <select name="justification">
              {JUSTIFICATIONS.map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          Holds for
          <select name="scope" value={scope} onChange={(event) => setScope(event.target.value)}>
            {scopes.map((each) => (
              <option key={each.scope} value={each.scope} disabled={each.mayJudge === false}>
                {scopeWords(each)}
              </option>
            ))}
          </select>
        </label>
        <label>
          Look again on
          <input type="date" name="expiresOn" />
        </label>
      </div>
      <label>
        Reason
        <textarea name="reason" rows={3} required maxLength={20_000} />
      </label>
      <div className="row">
        {chosen?.needsSecondPair === true && verdict !== 'affected' && (
          <span className="soft">A second person has to approve before this counts.</span>
        )}
        <button type="submit" data-main disabled={judge.isPending}>
          Decide
        </button>
      </div>
    </form>
  )
}
