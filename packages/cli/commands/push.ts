// SPDX-License-Identifier: Apache-2.0
import { type Command, Option } from 'commander'
import type { Io } from '../io.ts'
import type { PushVerbOptions } from '../verbs/push.ts'
import type { Done } from './options.ts'

/** Declares `headwater push`. */
export function declarePush(program: Command, io: Io, done: Done): void {
  program
    .command('push')
    .summary('send documents to a release of a hub')
    .description(
      'Sends SBOMs, VEX or archives of them. The token is read from HEADWATER_TOKEN. Sending the same document again does nothing.',
    )
    .argument('<file...>', 'documents')
    .requiredOption(
      '--release <id|name>',
      'the release, by the id in its address; by its name where --product is given',
    )
    .option('--product <name>', 'the product of the release')
    .option('--create', 'make product and release where they are not there yet')
    .option('--hub <url>', 'address of the hub; default: HEADWATER_HUB')
    .addOption(
      new Option('--type <type>', 'lane, where the document does not say').choices([
        'design',
        'source',
        'build',
        'analyzed',
        'deployed',
        'runtime',
      ]),
    )
    .action(async (paths: readonly string[], options: PushVerbOptions) => {
      const { push } = await import('../verbs/push.ts')
      done(await push(paths, options, io))
    })
}
