// SPDX-License-Identifier: Apache-2.0
import { Option } from 'commander'
import type { ExitCode } from '../exit.ts'

/** What a verb calls with its exit code when it has ended. */
export type Done = (code: ExitCode) => void

/** Parser of an option that may be given several times. */
export const collect = (value: string, previous: readonly string[] = []): readonly string[] => [
  ...previous,
  value,
]

/** Where the hub's data are, for the verbs that open them. */
export function databaseOption(): Option {
  return new Option(
    '--database <url|folder>',
    'postgres://… or a folder; default: in your data folder',
  ).env('HEADWATER_DATABASE')
}
