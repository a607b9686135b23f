// SPDX-License-Identifier: Apache-2.0

/** The outside of the CLI, passed in, so that verbs can be tested without a process. */
export interface Io {
  out(text: string): void
  err(text: string): void
  /** Is standard output a terminal that shows colours? */
  readonly colouredOut: boolean
  readonly colouredErr: boolean
  /** Progress is shown on standard error only where a person sits before it. */
  readonly interactive: boolean
  now(): Date
  readonly env: Readonly<Record<string, string | undefined>>
}

export function processIo(): Io {
  const colours = process.env['NO_COLOR'] === undefined || process.env['NO_COLOR'] === ''
  // a reader such as `head` may close the pipe early; that is its right
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    colouredOut: colours && process.stdout.isTTY,
    colouredErr: colours && process.stderr.isTTY,
    interactive: process.stderr.isTTY && process.env['CI'] === undefined,
    now: () => new Date(),
    env: process.env,
  }
}
