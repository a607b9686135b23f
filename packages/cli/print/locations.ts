// SPDX-License-Identifier: Apache-2.0
import type { LocationEntry, LocationsFile } from '@headwater/locate/places'
import { columns, count, paint, safe } from './text.ts'

const SHOWN = 40

/** What was located, what was not and why: for standard error, beside the file. */
export function printLocations(
  file: LocationsFile,
  output: string | undefined,
  coloured: boolean,
): string {
  const { bold, yellow, dim } = paint(coloured)
  const { locations, unlocated, release } = file
  const lines = [bold(`${count(locations.length, 'vulnerability', 'vulnerabilities')} located`)]
  const rows = locations.slice(0, SHOWN).map((entry) => [safe(entry.id), safe(wordsOf(entry), 120)])
  lines.push(...columns(rows))
  if (locations.length > SHOWN)
    lines.push(dim(`  and ${locations.length - SHOWN} more, in the file`))
  if (release !== undefined) lines.push(...missingLines(locations, release.ref))
  const notes = locations.flatMap(({ id, notes: own = [] }) =>
    own.map((note) => [safe(id), safe(note, 200)]),
  )
  if (notes.length > 0) {
    lines.push(bold('Remarks'), ...columns(notes.slice(0, SHOWN)))
    if (notes.length > SHOWN) lines.push(dim(`  and ${notes.length - SHOWN} more, in the file`))
  }
  if (unlocated.length > 0) {
    lines.push(yellow(`${count(unlocated.length, 'vulnerability', 'vulnerabilities')} not located`))
    lines.push(
      ...columns(unlocated.slice(0, SHOWN).map(({ id, reason }) => [safe(id), safe(reason, 200)])),
    )
    if (unlocated.length > SHOWN)
      lines.push(dim(`  and ${unlocated.length - SHOWN} more, in the file`))
  }
  if (output !== undefined) lines.push(dim(`written to ${safe(output)}`))
  return `${lines.join('\n')}\n`
}

function wordsOf({ paths, places }: LocationEntry): string {
  const functions = new Set(places.flatMap((place) => place.functions))
  const [first = ''] = paths
  const files = paths.length === 1 ? first : `${first} and ${count(paths.length - 1, 'more file')}`
  const names = [...functions].slice(0, 3).join(', ')
  const more = functions.size > 3 ? ` and ${functions.size - 3} more` : ''
  return functions.size === 0 ? `${files}: no function` : `${files}: ${names}${more}`
}

function missingLines(locations: readonly LocationEntry[], ref: string): readonly string[] {
  let files = 0
  let functions = 0
  for (const { places } of locations) {
    for (const { atRelease } of places) {
      if (atRelease?.found === 'missing') files++
      else functions += atRelease?.missing.length ?? 0
    }
  }
  if (files + functions === 0) return []
  return [
    `${count(files, 'file')} and ${count(functions, 'function')} are not in ${safe(ref)}, younger or renamed: a check says unknown of them`,
  ]
}
