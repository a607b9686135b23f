// SPDX-License-Identifier: Apache-2.0
import type { TriageSearch } from '../../shell/search.ts'

/** What narrows the list of groups; each choice is in the address at once. */
export function TriageFilters({
  search,
  onSearch,
}: {
  readonly search: TriageSearch
  readonly onSearch: (next: TriageSearch) => void
}) {
  const set = (key: keyof TriageSearch, value: string): void => {
    const { [key]: _, ...others } = search
    onSearch(value === '' ? others : { ...others, [key]: value })
  }
  return (
    <form
      className="row"
      aria-label="Filters"
      onSubmit={(event) => {
        event.preventDefault()
        const q = new FormData(event.currentTarget).get('q')
        set('q', typeof q === 'string' ? q.trim() : '')
      }}
    >
      <label>
        Verdict
        <select value={search.verdict ?? ''} onChange={(e) => set('verdict', e.target.value)}>
          <option value="">Affected or unknown</option>
          <option value="affected">Affected</option>
          <option value="unknown">Unknown</option>
          <option value="affected,unknown,fixed,not_affected">Any</option>
        </select>
      </label>
      <label>
        Decided by a person
        <select value={search.decided ?? ''} onChange={(e) => set('decided', e.target.value)}>
          <option value="">Not yet</option>
          <option value="yes">Yes</option>
          <option value="all">Either</option>
        </select>
      </label>
      <label>
        Severity
        <select value={search.severity ?? ''} onChange={(e) => set('severity', e.target.value)}>
          <option value="">Any</option>
          <option value="critical">Critical</option>
          <option value="critical,high">High and above</option>
          <option value="critical,high,medium">Medium and above</option>
        </select>
      </label>
      <label>
        Exploited
        <select value={search.exploited ?? ''} onChange={(e) => set('exploited', e.target.value)}>
          <option value="">Any</option>
          <option value="true">Known to be exploited</option>
        </select>
      </label>
      <label>
        Name or id
        <input name="q" type="search" defaultValue={search.q ?? ''} key={search.q ?? ''} />
      </label>
      <button type="submit">Filter</button>
    </form>
  )
}
