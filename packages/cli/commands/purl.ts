// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander'
import type { Io } from '../io.ts'
import type { Done } from './options.ts'

/** Declares `headwater purl` and `headwater version-compare`. */
export function declarePurl(program: Command, io: Io, done: Done): void {
  program
    .command('purl')
    .summary('read a package URL: its parts, its canonical form, the ecosystem that advisories use')
    .argument('<purl>')
    .action(async (text: string) => {
      const { purl } = await import('../verbs/purl.ts')
      done(purl(text, io))
    })

  program
    .command('version-compare')
    .summary('compare two versions by the order of their ecosystem')
    .argument('<scheme>', 'npm, pypi, maven, deb, rpm, apk, … ')
    .argument('<left>')
    .argument('<right>')
    .action(async (scheme: string, left: string, right: string) => {
      const { versionCompare } = await import('../verbs/version-compare.ts')
      done(versionCompare(scheme, left, right, io))
    })
}
