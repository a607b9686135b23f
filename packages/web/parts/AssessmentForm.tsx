// SPDX-License-Identifier: Apache-2.0
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from '../api/client.ts'
import type { NewAssessment } from '../api/values.ts'
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

/** Decide: a verdict with its reason and, if it should be looked at again, the day it expires. */
export function AssessmentForm({
  findings,
  onDone,
}: {
  readonly findings: readonly string[]
  readonly onDone: () => void
}) {
  const [verdict, setVerdict] = useState('not_affected')
  const judge = useMutation({
    mutationFn: (body: NewAssessment) =>
      send('/assessments', { method: 'POST', body, idempotencyKey: crypto.randomUUID() }),
    onSuccess: onDone,
  })
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        const said = Object.fromEntries(new FormData(event.currentTarget))
        const { justification, reason, expiresOn } = said
        judge.mutate({
          findings: [...findings],
          verdict,
          reason,
          ...(verdict === 'not_affected' ? { justification } : {}),
          ...(expiresOn === '' ? {} : { expiresOn }),
        } as NewAssessment)
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
          Look again on
          <input type="date" name="expiresOn" />
        </label>
      </div>
      <label>
        Reason
        <textarea name="reason" rows={3} required maxLength={20_000} />
      </label>
      <div className="row">
        <button type="submit" data-main disabled={judge.isPending}>
          Decide
        </button>
      </div>
    </form>
  )
}
