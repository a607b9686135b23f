// SPDX-License-Identifier: Apache-2.0
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { onceKey, send } from '../api/client.ts'
import type { AssessmentScope, NewAssessment, VerdictName } from '../api/values.ts'
import { ProblemNote } from './Loaded.tsx'
import { VerdictFields, verdictSaid } from './VerdictFields.tsx'

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
  const [verdict, setVerdict] = useState<VerdictName>('not_affected')
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
        judge.mutate(
          { findings: [...findings], scope, ...verdictSaid(form, verdict) } as NewAssessment,
          { onSuccess: () => form.reset() },
        )
      }}
    >
      {judge.isError && <ProblemNote error={judge.error} />}
      <VerdictFields verdict={verdict} onVerdict={setVerdict}>
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
      </VerdictFields>
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
