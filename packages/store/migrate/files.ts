// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
  /** SHA-256 of its text, hexadecimal. */
  readonly checksum: string
}

/** The numbered files, in their order. @throws where a number is missing or twice. */
export function readMigrations(folder = findFolder()): readonly Migration[] {
  const migrations = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name): Migration => {
      // a checkout may have turned the line ends
      const sql = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
      const checksum = createHash('sha256').update(sql).digest('hex')
      return { number: Number.parseInt(name, 10), name: name.slice(0, -4), sql, checksum }
    })
  migrations.forEach(({ number, name }, index) => {
    if (number !== index + 1) throw new Error(`migration ${name} stands at place ${index + 1}`)
  })
  return migrations
}

/** Beside the sources, above what was compiled from them, or beside a bundle. */
function findFolder(): string {
  for (let at = import.meta.dirname; ; at = dirname(at)) {
    const folder = join(at, 'migrations')
    if (existsSync(join(folder, '0001-portfolio.sql'))) return folder
    if (dirname(at) === at) throw new Error('the migrations are not where this program is')
  }
}
