// SPDX-License-Identifier: Apache-2.0

/** Rising numbers as runs: first, count, first, count … Products have their records side by side. */
export function runsOf(numbers: readonly number[]): readonly number[] {
  const runs: number[] = []
  for (const number of numbers) {
    const last = runs.length - 2
    if (last >= 0 && runs[last]! + runs[last + 1]! === number) runs[last + 1]!++
    else runs.push(number, 1)
  }
  return runs
}

/** The numbers of several lists of runs, rising, each once. */
export function* numbersOfRuns(runs: readonly (readonly [first: number, count: number])[]) {
  let next = 0
  for (const [first, count] of [...runs].sort((left, right) => left[0] - right[0])) {
    next = Math.max(next, first)
    for (; next < first + count; next++) yield next
  }
}
