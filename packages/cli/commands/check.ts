// SPDX-License-Identifier: Apache-2.0
import { type Command, Option } from 'commander'
import type { Io } from '../io.ts'
import { collect, type Done } from './options.ts'

/** Declares `headwater check`. */
export function declareCheck(program: Command, io: Io, done: Done): void {
  program
    .command('check')
    .summary('tell which vulnerabilities are really in a build')
    .description(
      'Reads SBOM documents, links them, matches the advisories and gives every finding a verdict with evidence.\nFolders and archives are read whole; linked documents (source, build, application) belong into one check.',
    )
    .argument('[path...]', 'SBOM files, folders, archives; none needed where --image is given')
    .option(
      '--advisories <path>',
      'OSV or CVE 5 zip, folder or file; default: the local mirror (repeatable)',
      collect,
    )
    .option(
      '--identify <name=purl|cpe>',
      'who a component is, where its document does not say (repeatable)',
      collect,
    )
    .option(
      '--locations <file>',
      'where vulnerable code is: id, path globs, function globs, basis (repeatable)',
      collect,
    )
    .option(
      '--vex <file>',
      'OpenVEX, CSAF VEX, CycloneDX VEX, VEX inside SPDX 3 (repeatable)',
      collect,
    )
    .option(
      '--image <file>',
      'ELF file to look into: which functions are in it; its separate debug file is found beside it (repeatable)',
      collect,
    )
    .option(
      '--source <[name=]folder>',
      'source tree: which functions this release defines; of component NAME (repeatable)',
      collect,
    )
    .option(
      '--format <name>',
      'table, json, sarif, openvex, csaf, cyclonedx, markdown, html (repeatable, with --output)',
      collect,
    )
    .option(
      '--output <file>',
      'where the format before it goes; without: standard output (repeatable)',
      collect,
    )
    .addOption(
      new Option('--fail-on <level>', 'exit with 1 if there are such findings')
        .choices(['affected', 'unknown', 'none'])
        .default('none'),
    )
    .option('--explain <id>', 'print the whole chain of evidence for one vulnerability')
    .addOption(new Option('--show <what>', 'list dropped findings too').choices(['dropped']))
    .option('--mirror <folder>', 'where the local mirror is')
    .option('--author <name>', 'author of VEX output', 'Unknown author')
    .option('--limit <name=value>', 'raise a limit on hostile input (repeatable)', collect)
    .action(async (paths: string[], options: object) => {
      const { check } = await import('../verbs/check.ts')
      done(await check(paths, options, io))
    })
}
