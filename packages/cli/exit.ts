// SPDX-License-Identifier: Apache-2.0

/** Stable exit codes; documented in docs/reference/cli.md. */
export const EXIT = {
  /** Done, and nothing at or above the level of --fail-on. */
  ok: 0,
  /** Done, and there are findings at the level of --fail-on. */
  findings: 1,
  /** The command line or headwater.yaml is wrong. */
  usage: 2,
  /** A document, advisory or VEX file could not be read; nothing was judged. */
  unreadable: 3,
  /** A named limit was exceeded. */
  limit: 4,
  /** Documents were written, and they say themselves what they lack. */
  incomplete: 5,
  /** The build that was to be watched failed. */
  buildFailed: 6,
  /** The folder is no build, was cleaned or is half built: nothing was written. */
  noBuild: 7,
  /** The database of a hub cannot be opened, is held by another process, is full or went away. */
  database: 8,
  /** A log of changes is not what was written. */
  broken: 9,
  /** A fault of Headwater itself. */
  internal: 70,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** A mistake in what the user typed or in headwater.yaml: printed without a stack, with a hint where there is one. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly hint: string | undefined

  constructor(message: string, hint?: string) {
    super(message)
    this.hint = hint
  }
}
