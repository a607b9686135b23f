// SPDX-License-Identifier: Apache-2.0

/** Numbers of a version as far as they are written, for notations that count one of them up. */
export interface PartialVersion {
  /** At most four. A wildcard ends them. */
  readonly numbers: readonly number[]
  /** With its sign, `-beta.1`. */
  readonly prerelease: string
  readonly wildcard: boolean
}

const FORM =
  /^[vV]?(\d{1,15}|[xX*])(?:\.(\d{1,15}|[xX*]))?(?:\.(\d{1,15}|[xX*]))?(?:\.(\d{1,15}|[xX*]))?(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/

export function partialOf(text: string): PartialVersion | undefined {
  const match = FORM.exec(text)
  if (!match) return undefined
  const numbers: number[] = []
  let wildcard = false
  for (const part of match.slice(1, 5)) {
    if (part === undefined) break
    if (/[xX*]/.test(part)) {
      wildcard = true
      break
    }
    numbers.push(Number(part))
  }
  return { numbers, prerelease: wildcard ? '' : (match[5] ?? ''), wildcard }
}

/** The numbers up to `index` with that one counted up: the first version after everything that begins like the one given. */
export function bumped(numbers: readonly number[], index: number): readonly number[] {
  return [...numbers.slice(0, index), (numbers[index] ?? 0) + 1]
}

/** With as many numbers as asked for. */
export function padded(numbers: readonly number[], length = 3): string {
  const all = [...numbers]
  while (all.length < length) all.push(0)
  return all.join('.')
}
