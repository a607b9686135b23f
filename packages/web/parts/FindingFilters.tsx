// SPDX-License-Identifier: Apache-2.0
import type { FindingSearch } from '../shell/search.ts'

const SORTS = [
  ['urgency', 'Most urgent'],
  ['severity', 'Severity'],
  ['epss', 'Likelihood of exploitation (EPSS)'],
  ['changed', 'Changed'],
  ['first-seen', 'First seen'],
  ['component', 'Component'],
  ['vulnerability', 'Vulnerability'],
] as const

/** Everything that narrows a list of findings; each choice is in the address at once. */
export function FindingFilters({
  search,
  onSearch,
}: {
  readonly search: FindingSearch
  readonly onSearch: (next: FindingSearch) => void
}) {
  const set = (key: keyof FindingSearch, value: string): void => {
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
          <option value="">Any</option>
          <option value="affected">Affected</option>
          <option value="unknown">Unknown</option>
          <option value="affected,unknown">Affected or unknown</option>
          <option value="not_affected">Dropped</option>
          <option value="fixed">Fixed</option>
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
        Sort
        <select value={search.sort ?? 'urgency'} onChange={(e) => set('sort', e.target.value)}>
          {SORTS.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
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
