// SPDX-License-Identifier: Apache-2.0
import { type Command, Option } from 'commander'
import type { Io } from '../io.ts'
import type { CaptureVerbOptions } from '../verbs/capture.ts'
import { collect, type Done } from './options.ts'

/** Declares `headwater capture`. */
export function declareCapture(
  program: Command,
  io: Io,
  done: Done,
  rawWords: readonly string[],
): void {
  program
    .command('capture')
    .summary('write the SBOMs of a build from what the build left behind')
    .description(
      'Writes three linked documents: the source SBOM of the application, that of everybody else, and the build SBOM that says which source went into which object, archive and image. Reads what CMake, Ninja, Make, Kbuild and Meson left behind; after --, runs a build and watches it. Nothing is built twice.',
    )
    .usage('[options] <folder>\n       headwater capture [options] -- <command...>')
    .argument('[folder...]', 'the build directory; after --: the command that builds')
    .option(
      '--source <folder>',
      'the source tree, where the build does not say; further ones are third parties (repeatable)',
      collect,
    )
    .option(
      '--image <file>',
      'what is shipped: steps that lead to nothing else are left out; default: all that was linked (repeatable)',
      collect,
    )
    .option(
      '--moved <old=new>',
      'a folder that lies elsewhere now than when it was built, as in a container (repeatable)',
      collect,
    )
    .option('--out <folder>', 'where the documents go; default: sbom in the build directory')
    .addOption(
      new Option('--format <name>', 'how they are written')
        .choices(['spdx-3.0', 'spdx-2.3', 'cyclonedx-1.7'])
        .default('spdx-3.0'),
    )
    .option('--sha512', 'digest with SHA-512 too, as BSI TR-03183-2 asks')
    .option('--partial', 'take a build that failed or is not finished')
    .action(async (words: string[], options: CaptureVerbOptions) => {
      const { capture } = await import('../verbs/capture.ts')
      const dashes = rawWords.indexOf('--')
      const command = dashes < 0 ? [] : rawWords.slice(dashes + 1)
      const folders = words.slice(0, words.length - command.length)
      done(await capture(folders, command, options, io))
    })
}
