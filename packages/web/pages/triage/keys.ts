// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'react'

const STORED = 'headwater.keys'

/** Single letters can be switched off: who speaks to the computer would press them by accident (WCAG 2.2, 2.1.4). */
export function useKeysWanted(): readonly [boolean, (wanted: boolean) => void] {
  const [wanted, setWanted] = useState(() => localStorage.getItem(STORED) !== 'off')
  return [
    wanted,
    (next) => {
      localStorage.setItem(STORED, next ? 'on' : 'off')
      setWanted(next)
    },
  ]
}

/** Calls what belongs to a letter that is pressed outside of fields, without Ctrl, Alt or Meta. */
export function useLetters(wanted: boolean, letters: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    if (!wanted) return undefined
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return
      const { target } = event
      const isField =
        target instanceof HTMLElement &&
        target.closest('input:not([type=checkbox]), textarea, select') !== null
      const act = isField ? undefined : letters[event.key]
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [wanted, letters])
}

/** Moves the focus among the links of a list's rows, so that Enter opens and a screen reader says where one is. */
export function stepRow(list: HTMLElement | null, by: 1 | -1): void {
  const rows = [...(list?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
  const here = rows.findIndex((row) => row.contains(document.activeElement))
  const next = rows[here === -1 ? 0 : Math.min(Math.max(here + by, 0), rows.length - 1)]
  next?.querySelector<HTMLElement>('a')?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

/** The row that the focus is in. */
export function focusedRow(list: HTMLElement | null): string | undefined {
  const row = document.activeElement?.closest<HTMLElement>('[data-row]')
  return row !== null && row !== undefined && list?.contains(row) === true
    ? row.dataset['row']
    : undefined
}
