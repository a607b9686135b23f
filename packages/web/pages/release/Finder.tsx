// SPDX-License-Identifier: Apache-2.0

export interface Narrowed {
  readonly release: string
  /** What the list is narrowed to; it stands in the address. */
  readonly q: string
  readonly onFind: (q: string) => void
}

/** Narrows a list of a release by a word. */
export function Finder({
  label,
  q,
  onFind,
}: Omit<Narrowed, 'release'> & { readonly label: string }) {
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault()
        const said = new FormData(event.currentTarget).get('q')
        onFind(typeof said === 'string' ? said.trim() : '')
      }}
    >
      <label>
        {label}
        <input name="q" type="search" defaultValue={q} key={q} maxLength={200} />
      </label>
      <button type="submit">Find</button>
    </form>
  )
}
