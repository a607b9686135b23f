// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import type { VerdictName } from '../api/values.ts'

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

/** What a person says: the verdict, why, and until when; `children` say where it holds. */
export function VerdictFields({
  verdict,
  onVerdict,
  children,
}: {
  readonly verdict: VerdictName
  readonly onVerdict: (verdict: VerdictName) => void
  readonly children: ReactNode
}) {
  return (
    <>
      <div className="row">
        <label>
          Verdict
          <select
            name="verdict"
            value={verdict}
            onChange={(event) => onVerdict(event.target.value as VerdictName)}
          >
            <option value="not_affected">Not affected</option>
            <option value="affected">Affected</option>
            <option value="fixed">Fixed</option>
            <option value="unknown">Unknown</option>
          </select>
        </label>
        {verdict === 'not_affected' && (
          <label>
            Justification
            <select name="justification">
              {JUSTIFICATIONS.map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        )}
        {children}
        <label>
          Look again on
          <input type="date" name="expiresOn" />
        </label>
      </div>
      <label>
        Reason
        <textarea name="reason" rows={3} required maxLength={20_000} />
      </label>
    </>
  )
}

/** What the fields say, as the API takes it. */
export function verdictSaid(form: HTMLFormElement, verdict: VerdictName) {
  const { justification, reason, expiresOn } = Object.fromEntries(new FormData(form))
  return {
    verdict,
    reason,
    ...(verdict === 'not_affected' ? { justification } : {}),
    ...(expiresOn === '' ? {} : { expiresOn }),
  }
}
