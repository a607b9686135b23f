// SPDX-License-Identifier: Apache-2.0
import { Command, CommanderError, Option } from 'commander'
import { EXIT, type ExitCode } from './exit.ts'
import type { Io } from './io.ts'
import type { VerifyAuditOptions } from './verbs/audit.ts'
import type { BackupVerbOptions, RestoreVerbOptions } from './verbs/backup.ts'
import type { CaptureVerbOptions } from './verbs/capture.ts'
import type { CompareVerbOptions } from './verbs/compare.ts'
import type { ConvertOptions } from './verbs/convert.ts'
import type { PushVerbOptions } from './verbs/push.ts'
import type { ProcessVerbOptions, ServeVerbOptions } from './verbs/serve.ts'
import { VERSION } from './version.ts'

const collect = (value: string, previous: readonly string[] = []): readonly string[] => [
  ...previous,
  value,
]

/**
 * Runs one command line. Each verb is loaded when it is called, so that `--help` starts fast.
 * @returns the exit code; nothing is thrown.
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok
  const program = buildProgram(io, (result) => (code = result), argv)
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
    const { reportError } = await import('./report-error.ts')
    return reportError(error, io)
  }
}

/** The whole command line as data: what `--help` prints and the reference is generated from. */
export function buildProgram(
  io: Io,
  done: (code: ExitCode) => void,
  rawWords: readonly string[] = [],
): Command {
  const program = new Command('headwater')
    .description('What is really inside a build, and which vulnerabilities are really in it.')
    .version(VERSION)
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .showHelpAfterError('(headwater --help shows what there is)')
    .configureHelp({ helpWidth: 110 })

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
      const { check } = await import('./verbs/check.ts')
      done(await check(paths, options, io))
    })

  program
    .command('inspect')
    .summary('tell what documents say and what is broken in them')
    .argument('<path...>', 'SBOM files, folders, archives')
    .addOption(
      new Option('--format <name>', 'how to print it').choices(['table', 'json']).default('table'),
    )
    .option('--limit <name=value>', 'raise a limit on hostile input (repeatable)', collect)
    .action(async (paths: string[], options: object) => {
      const { inspect } = await import('./verbs/inspect.ts')
      done(await inspect(paths, options, io))
    })

  program
    .command('compare')
    .summary('tell what changed between two builds')
    .description(
      'Compares two sets of documents: packages, files, what went into each image and which functions are in it; with advisories also which verdicts changed.',
    )
    .argument('<from>', 'SBOM file, folder or archive of the first build')
    .argument('<to>', 'and of the second')
    .option('--advisories <path>', 'OSV or CVE 5 zip, folder or file (repeatable)', collect)
    .option('--mirror <folder>', 'judge by the local mirror in this folder')
    .option(
      '--identify <name=purl|cpe>',
      'who a component is, where its document does not say (repeatable)',
      collect,
    )
    .option('--locations <file>', 'where vulnerable code is (repeatable)', collect)
    .option('--vex <file>', 'VEX statements of others (repeatable)', collect)
    .addOption(
      new Option('--format <name>', 'how to print it').choices(['table', 'json']).default('table'),
    )
    .option('--all', 'print long lists to their end')
    .addOption(
      new Option('--fail-on <level>', 'exit with 1 if there are new findings of this level')
        .choices(['affected', 'none'])
        .default('none'),
    )
    .option('--limit <name=value>', 'raise a limit on hostile input (repeatable)', collect)
    .action(async (from: string, to: string, options: CompareVerbOptions) => {
      const { compare } = await import('./verbs/compare.ts')
      done(await compare(from, to, options, io))
    })

  program
    .command('convert')
    .summary('write a document in another format, with a report of what it cannot say')
    .description(
      'Writes one SBOM in another format, version or syntax. Standard error tells what the target cannot say: what is lost, what it carries as properties, and what it says otherwise, each with its place in the source.',
    )
    .argument('<in>', 'one SBOM file')
    .requiredOption(
      '--to <format>',
      'spdx-2.2, spdx-2.3, spdx-2.3-tag-value, spdx-3.0.1, cyclonedx-1.2 … cyclonedx-1.7, cyclonedx-1.0-xml … cyclonedx-1.7-xml',
    )
    .option('--output <file>', 'where it goes; without: standard output')
    .option('--report <file>', 'the whole report as JSON, with every place')
    .option('--limit <name=value>', 'raise a limit on hostile input (repeatable)', collect)
    .action(async (path: string, options: ConvertOptions) => {
      const { convert } = await import('./verbs/convert.ts')
      done(await convert(path, options, io))
    })

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
      const { capture } = await import('./verbs/capture.ts')
      const dashes = rawWords.indexOf('--')
      const command = dashes < 0 ? [] : rawWords.slice(dashes + 1)
      const folders = words.slice(0, words.length - command.length)
      done(await capture(folders, command, options, io))
    })

  program
    .command('locate')
    .summary('tell from fix commits or patches which files and functions are vulnerable')
    .description(
      'Reads a local git clone and advisories that name fix commits, or the patches of a distribution, and writes the files and functions that the fixes change as a locations file for check. Runs nothing of the clone and fetches nothing.',
    )
    .option('--repo <clone>', 'a local git clone, bare or not')
    .option(
      '--advisories <path>',
      'OSV or CVE 5 zip, folder or file whose records name commits (repeatable)',
      collect,
    )
    .option(
      '--at <ref>',
      'the release that is checked: say where files and functions are in it, and which it does not have',
    )
    .option('--id <id>', 'only this vulnerability (repeatable)', collect)
    .option(
      '--patch <path>',
      'instead of a clone: a patch, or a folder of them such as debian/patches (repeatable)',
      collect,
    )
    .option('--source <folder>', 'with --patch: the source tree before the patches')
    .option('--output <file>', 'where the locations file goes; without: standard output')
    .action(async (options: object) => {
      const { locate } = await import('./verbs/locate.ts')
      done(await locate(options, io))
    })

  const advisories = program
    .command('advisories')
    .summary('the local mirror of advisory feeds')
    .description(
      'Keeps OSV buckets, the CVE list, CISA KEV, EU KEV and EPSS as one index that checks read.',
    )
  advisories
    .command('import')
    .summary('take feeds into the mirror')
    .argument('<path...>', 'OSV or CVE zips, folders, files; KEV catalogues; EPSS CSV')
    .option('--mirror <folder>', 'where the local mirror is')
    .option('--replace', 'start from nothing instead of adding to what is there')
    .action(async (paths: string[], options: object) => {
      const { importAdvisories } = await import('./verbs/advisories.ts')
      done(await importAdvisories(paths, options, io))
    })
  advisories
    .command('update')
    .summary('fetch the feeds anew and import them')
    .option('--mirror <folder>', 'where the local mirror is')
    .option(
      '--feed <name=url>',
      'a feed to fetch, instead of those in the mirror (repeatable)',
      collect,
    )
    .action(async (options: object) => {
      const { updateAdvisories } = await import('./verbs/advisories.ts')
      done(await updateAdvisories(options, io))
    })
  advisories
    .command('status')
    .summary('what the mirror holds and how old it is')
    .option('--mirror <folder>', 'where the local mirror is')
    .addOption(
      new Option('--format <name>', 'how to print it').choices(['table', 'json']).default('table'),
    )
    .action(async (options: object) => {
      const { advisoriesStatus } = await import('./verbs/advisories.ts')
      done(await advisoriesStatus(options, io))
    })

  program
    .command('purl')
    .summary('read a package URL: its parts, its canonical form, the ecosystem that advisories use')
    .argument('<purl>')
    .action(async (text: string) => {
      const { purl } = await import('./verbs/purl.ts')
      done(purl(text, io))
    })

  program
    .command('version-compare')
    .summary('compare two versions by the order of their ecosystem')
    .argument('<scheme>', 'npm, pypi, maven, deb, rpm, apk, … ')
    .argument('<left>')
    .argument('<right>')
    .action(async (scheme: string, left: string, right: string) => {
      const { versionCompare } = await import('./verbs/version-compare.ts')
      done(versionCompare(scheme, left, right, io))
    })

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
      const { push } = await import('./verbs/push.ts')
      done(await push(paths, options, io))
    })

  const serve = program
    .command('serve')
    .summary('run the hub: pages and API')
    .description(
      'Runs the hub on an embedded database, or on PostgreSQL for a team; several may share one PostgreSQL.\nThe first start prints a one-time link for the first administrator. SIGTERM ends it gently.',
    )
    .addOption(
      new Option('--host <address>', 'address to listen on')
        .default('localhost')
        .env('HEADWATER_HOST'),
    )
    .addOption(
      new Option('--port <number>', 'port to listen on').default('8080').env('HEADWATER_PORT'),
    )
    .addOption(
      new Option('--max-upload <megabytes>', 'largest document')
        .default('1000')
        .env('HEADWATER_MAX_UPLOAD'),
    )
    .addOption(
      new Option('--proxies <number>', 'proxies of yours before it, whose X-Forwarded-For is true')
        .default('0')
        .env('HEADWATER_PROXIES'),
    )
    .option('--new-link', 'print another one-time link for the first administrator')
    .option(
      '--sample',
      'fill an empty hub with a portfolio of real builds, to look around in; in a database of its own unless --database is given',
    )
  for (const option of processOptions()) serve.addOption(option)
  serve.action(async (options: ServeVerbOptions) => {
    const { serve: run } = await import('./verbs/serve.ts')
    done(await run(options, io))
  })

  const work = program
    .command('work')
    .summary('work through the jobs of a hub, without pages or API')
    .description(
      'More hands for a hub: judges, imports feeds and sends messages on the same PostgreSQL, and answers nobody.',
    )
  for (const option of processOptions()) work.addOption(option)
  work.action(async (options: ProcessVerbOptions) => {
    const { work: run } = await import('./verbs/serve.ts')
    done(await run(options, io))
  })

  program
    .command('backup')
    .summary('write all that a hub holds into one file')
    .description(
      'Writes one file with everything, as it stood at one moment, reads it again and verifies it. On PostgreSQL the hub goes on meanwhile; an embedded database must not be in use.',
    )
    .argument('<file>', 'where it goes, such as hub.backup.gz')
    .addOption(databaseOption())
    .option('--force', 'write over a file of this name')
    .action(async (path: string, options: BackupVerbOptions) => {
      const { backup } = await import('./verbs/backup.ts')
      done(await backup(path, options, io))
    })

  program
    .command('restore')
    .summary('fill an empty database from a backup')
    .description(
      'Restores all of a backup or nothing, into an empty database of either kind, whichever it was made of, and brings it up to date.',
    )
    .argument('<file>', 'what `headwater backup` wrote')
    .addOption(databaseOption())
    .action(async (path: string, options: RestoreVerbOptions) => {
      const { restore } = await import('./verbs/backup.ts')
      done(await restore(path, options, io))
    })

  const audit = program
    .command('audit')
    .summary('the log of who changed what')
    .description(
      'The log is a chain of hashes: what was changed or taken out of it later is found.',
    )
  audit
    .command('verify')
    .summary('tell whether the log is what was written, and the first entry that is not')
    .argument('[file]', 'an export of the page Settings, Audit log; without: the database')
    .addOption(databaseOption())
    .option('--head <hash>', 'a head that was noted before: it must still be in the file')
    .action(async (path: string | undefined, options: VerifyAuditOptions) => {
      const { verifyAuditLog } = await import('./verbs/audit.ts')
      done(await verifyAuditLog(path, options, io))
    })

  return program
}

function databaseOption(): Option {
  return new Option(
    '--database <url|folder>',
    'postgres://… or a folder; default: in your data folder',
  ).env('HEADWATER_DATABASE')
}

/** What `serve` and `work` have in common; each may stand in the environment. */
function processOptions(): readonly Option[] {
  return [
    databaseOption(),
    new Option('--public-url <url>', 'where browsers reach it, if that is another address').env(
      'HEADWATER_PUBLIC_URL',
    ),
    new Option('--workers <number>', 'jobs that are done at once; 0: none')
      .default('2')
      .env('HEADWATER_WORKERS'),
    new Option('--watch <folder>', 'take in finished files of <folder>/<product>/<release>/').env(
      'HEADWATER_WATCH',
    ),
    new Option(
      '--watch-organisation <name>',
      'whose the watched products are, where there are several',
    ).env('HEADWATER_WATCH_ORGANISATION'),
    new Option(
      '--feeds <which>',
      'advisory feeds of the first start: fetched, only for their files, none',
    )
      .choices(['usual', 'offline', 'none'])
      .default('usual')
      .env('HEADWATER_FEEDS'),
    new Option(
      '--inner-host <name>',
      'host of your own network that may be asked; kept (repeatable)',
    )
      .argParser(collect)
      .env('HEADWATER_INNER_HOSTS'),
    new Option(
      '--mail-server <url>',
      'smtps://user:password@host:465 or smtp://host:587; ?plain: without TLS; kept',
    ).env('HEADWATER_MAIL_SERVER'),
    new Option('--mail-from <address>', 'sender of messages').env('HEADWATER_MAIL_FROM'),
    new Option('--metrics <host:port>', 'answer Prometheus at this address').env(
      'HEADWATER_METRICS',
    ),
    new Option('--log <format>', 'how the log is written to standard error')
      .choices(['json', 'text'])
      .default('json')
      .env('HEADWATER_LOG'),
    new Option('--grace <seconds>', 'what requests and jobs have to end in at the end')
      .default('8')
      .env('HEADWATER_GRACE'),
    new Option('--lease <seconds>', 'after how much silence a worker counts as dead')
      .default('60')
      .env('HEADWATER_LEASE'),
    new Option('--limit <name=value>', 'raise a limit on hostile input (repeatable)').argParser(
      collect,
    ),
  ]
}
