// SPDX-License-Identifier: Apache-2.0
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { onceKey, send } from '../../api/client.ts'
import type { TriagePlanned, TriagePreview, VerdictName } from '../../api/values.ts'
import { ProblemNote } from '../../parts/Loaded.tsx'
import { VerdictFields, verdictSaid } from '../../parts/VerdictFields.tsx'
import { Preview } from './Preview.tsx'
import { counted } from './words.ts'

interface Named {
  readonly id: string
  readonly name: string
}

/** Where a decision could hold. */
export interface Places {
  /** By a release that ships it. */
  readonly builds: readonly Named[]
  readonly products: readonly Named[]
  readonly lines: readonly Named[]
  readonly mayJudgeWide: boolean
}

type Scope = TriagePlanned['scope']

/** A verdict for groups of findings: where it holds, what it will change and what not, and then the deed. */
export function DecisionForm({
  groups,
  places,
  findings,
  usual = 'releases',
  onDone,
}: {
  readonly groups: TriagePlanned['groups']
  readonly places: Places
  /** Those that are selected; without it all of the groups can be meant. */
  readonly findings?: readonly string[]
  /** What is chosen at first, as `kind` or `kind:id`. */
  readonly usual?: string
  readonly onDone: () => void
}) {
  const [verdict, setVerdict] = useState<VerdictName>('not_affected')
  const [place, setPlace] = useState(usual)
  const scope = scopeOf(place, findings)
  const planned: TriagePlanned = { groups, scope, verdict }
  const preview = useQuery({
    queryKey: ['triage-preview', planned],
    queryFn: () => send<TriagePreview>('/triage/previews', { method: 'POST', body: planned }),
    placeholderData: keepPreviousData,
    retry: false,
  })
  const queries = useQueryClient()
  // the same decision that is sent again, because no answer came, is made once
  const once = useRef({ body: '', key: '' })
  const decide = useMutation({
    mutationFn: (body: object) => {
      const text = JSON.stringify(body)
      if (once.current.body !== text) once.current = { body: text, key: onceKey() }
      return send('/triage/decisions', {
        method: 'POST',
        body,
        idempotencyKey: once.current.key,
      })
    },
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries(),
  })
  const seen = preview.isPlaceholderData || preview.isError ? undefined : preview.data
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (seen === undefined) return
        const said = verdictSaid(event.currentTarget, verdict)
        decide.mutate({ groups, scope, ...said, preview: seen.preview })
      }}
    >
      {decide.isError && <ProblemNote error={decide.error} />}
      <VerdictFields verdict={verdict} onVerdict={setVerdict}>
        <label>
          Holds for
          <PlaceChoice place={place} onPlace={setPlace} places={places} findings={findings} />
        </label>
      </VerdictFields>
      {preview.isError ? (
        <ProblemNote error={preview.error} />
      ) : (
        <Preview preview={seen} verdict={verdict} />
      )}
      <div className="row">
        <button type="submit" data-main disabled={seen === undefined || decide.isPending}>
          {seen === undefined ? 'Decide' : `Decide for ${counted(seen.changeCount, 'finding')}`}
        </button>
      </div>
    </form>
  )
}

function PlaceChoice({
  place,
  onPlace,
  places,
  findings,
}: {
  readonly place: string
  readonly onPlace: (place: string) => void
  readonly places: Places
  readonly findings: readonly string[] | undefined
}) {
  const { builds, products, lines, mayJudgeWide } = places
  return (
    <select name="scope" value={place} onChange={(event) => onPlace(event.target.value)}>
      <option value="releases">
        {findings === undefined || findings.length === 0
          ? 'every release that has it now'
          : `the ${counted(findings.length, 'selected release')}`}
      </option>
      {mayJudgeWide && (
        <Choices kind="build" label="Every release that ships the build of" of={builds} />
      )}
      <Choices kind="product" label="Every release of the product" of={products} />
      {mayJudgeWide && <Choices kind="line" label="Every product of the line" of={lines} />}
      {mayJudgeWide && <option value="organisation">the whole organisation</option>}
    </select>
  )
}

function Choices({
  kind,
  label,
  of,
}: {
  readonly kind: string
  readonly label: string
  readonly of: readonly Named[]
}) {
  if (of.length === 0) return null
  return (
    <optgroup label={label}>
      {of.map(({ id, name }) => (
        <option key={id} value={`${kind}:${id}`}>
          {kind === 'build' ? `build of ${name}` : kind === 'line' ? `line ${name}` : name}
        </option>
      ))}
    </optgroup>
  )
}

function scopeOf(place: string, findings: readonly string[] | undefined): Scope {
  const [kind = '', id = ''] = place.split(':')
  switch (kind) {
    case 'build':
      return { kind: 'build', release: id }
    case 'product':
      return { kind: 'product', product: id }
    case 'line':
      return { kind: 'line', line: id }
    case 'organisation':
      return { kind: 'organisation' }
    default:
      return {
        kind: 'releases',
        ...(findings === undefined || findings.length === 0 ? {} : { findings: [...findings] }),
      }
  }
}
