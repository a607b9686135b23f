// SPDX-License-Identifier: Apache-2.0

/** What a worker is started with. */
export interface WorkerOptions {
  readonly samples: string
  readonly shared: string
  readonly seed: number
  /** Only groups whose name holds this. */
  readonly group?: string
}

export interface Order {
  readonly number: number
  /** Run the unspoiled original first, to know how long that takes. */
  readonly parent: boolean
}

export interface About {
  readonly number: number
  readonly original: string
  readonly group: string
  readonly steps: readonly string[]
  readonly size: number
}

export interface Ended extends About {
  readonly kind: 'ended'
  readonly outcome: string
  readonly ms: number
  readonly parentMs: number
  /** Of the process, since it began. */
  readonly peakMb: number
  readonly failure?: string
}

export type Answer =
  | { readonly kind: 'ready'; readonly groups: readonly (readonly [string, number])[] }
  | ({ readonly kind: 'begun' } & About)
  | Ended
