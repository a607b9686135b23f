// SPDX-License-Identifier: Apache-2.0
import { type Command, Option } from 'commander'
import type { Io } from '../io.ts'
import type { ProcessVerbOptions, ServeVerbOptions } from '../verbs/serve.ts'
import { collect, databaseOption, type Done } from './options.ts'

/** Declares `headwater serve` and `headwater work`. */
export function declareServe(program: Command, io: Io, done: Done): void {
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
    const { serve: run } = await import('../verbs/serve.ts')
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
    const { work: run } = await import('../verbs/serve.ts')
    done(await run(options, io))
  })
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
