// SPDX-License-Identifier: Apache-2.0

export interface Timed {
  readonly name: string
  readonly ms: number
}

/** The smallest value that so large a share of them does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}

export function summary(times: readonly Timed[]): string {
  const all = times.map(({ ms }) => ms)
  const slowest = times.reduce((worst, each) => (each.ms > worst.ms ? each : worst))
  return (
    `${times.length} calls: p50 ${percentile(all, 0.5).toFixed(0)}, p95 ${percentile(all, 0.95).toFixed(0)}, ` +
    `slowest ${slowest.ms.toFixed(0)} ms (${slowest.name})`
  )
}
