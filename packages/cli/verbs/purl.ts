// SPDX-License-Identifier: Apache-2.0
import { ecosystemPackages, formatPurl, readPurl } from '@headwater/formats/purl'
import { EXIT, type ExitCode } from '../exit.ts'
import type { Io } from '../io.ts'
import { columns, safe } from '../print/text.ts'

/** Prints the parts of a package URL, or every reason why it is none. */
export function purl(text: string, io: Io): ExitCode {
  const reading = readPurl(text, 'lenient')
  if (reading.kind === 'fault') {
    io.err(reading.reasons.map((reason) => `error[PURL]: ${safe(reason)}\n`).join(''))
    return EXIT.unreadable
  }
  const { type, namespace, name, version, qualifiers, subpath } = reading.purl
  const rows: [string, string][] = [
    ['canonical', formatPurl(reading.purl)],
    ['type', type],
    ['namespace', namespace ?? ''],
    ['name', name],
    ['version', version ?? ''],
    ...[...qualifiers].map(([key, value]): [string, string] => [`qualifier ${key}`, value]),
    ['subpath', subpath ?? ''],
    ...ecosystemPackages(reading.purl).map((found): [string, string] => [
      'advisories',
      `${found.ecosystem} ${found.name}`,
    ]),
    ...reading.repairs.map((repair): [string, string] => ['repaired', repair]),
  ]
  const told = rows.filter(([, value]) => value !== '')
  io.out(
    `${columns(
      told.map((row) => row.map((cell) => safe(cell))),
      '',
    ).join('\n')}\n`,
  )
  return EXIT.ok
}
