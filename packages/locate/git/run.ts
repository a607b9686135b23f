// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process'
import { LocateError } from '../error/index.ts'

/** Largest answer of git that is taken. */
const LARGEST = 512 * 1024 * 1024

/**
 * Options for a clone that may be hostile: nothing that its configuration, attributes or hooks name is run, and nothing is
 * fetched. The owner of the folder does not matter then, so that a clone of somebody else can be read.
 */
export const SAFE_OPTIONS: readonly string[] = [
  '--no-pager',
  '--no-replace-objects',
  '--literal-pathspecs',
  ...[
    'safe.directory=*',
    'core.hooksPath=/dev/null',
    'core.fsmonitor=false',
    'core.attributesFile=/dev/null',
    'core.quotePath=true',
    'core.alternateRefsCommand=true',
    'log.showSignature=false',
    'diff.external=',
    'diff.noprefix=false',
    'diff.mnemonicPrefix=false',
    'diff.srcPrefix=a/',
    'diff.dstPrefix=b/',
    'diff.algorithm=default',
    'diff.renames=true',
    'diff.renameLimit=20000',
    'diff.orderFile=/dev/null',
    'diff.suppressBlankEmpty=false',
    'diff.interHunkContext=0',
    'diff.context=3',
    'protocol.allow=never',
  ].flatMap((option) => ['-c', option]),
]

/** The environment without what would point git elsewhere or let it talk to anybody. */
export function safeEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {}
  for (const [name, value] of Object.entries(process.env)) {
    if (!name.startsWith('GIT_')) env[name] = value
  }
  return {
    ...env,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ALLOW_PROTOCOL: '',
    GIT_NO_LAZY_FETCH: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_ATTR_NOSYSTEM: '1',
    LC_ALL: 'C',
  }
}

/** What git wrote, or its exit code where that is an answer (`ok` says which are). */
export async function runGit(
  folder: string,
  args: readonly string[],
  ok: readonly number[] = [0],
): Promise<{ readonly code: number; readonly out: string }> {
  return new Promise((resolve, reject) => {
    execFile(
      'git',
      ['-C', folder, ...SAFE_OPTIONS, ...args],
      { env: safeEnvironment(), maxBuffer: LARGEST, encoding: 'utf8', windowsHide: true },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
        if (ok.includes(code)) return resolve({ code, out: stdout })
        reject(failure(args, error, stderr))
      },
    )
  })
}

function failure(args: readonly string[], error: Error | null, stderr: string): LocateError {
  const code = (error as NodeJS.ErrnoException | null)?.code
  const cause = { cause: error }
  if (code === 'ENOENT') {
    return new LocateError('GIT_MISSING', 'git is not there to be run', 'install git', cause)
  }
  const what = `git ${args[0] ?? ''}`
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') {
    return new LocateError(
      'GIT_FAILED',
      `${what} gives more than ${LARGEST} bytes`,
      undefined,
      cause,
    )
  }
  const said = stderr.trim().split('\n').slice(0, 3).join('; ').slice(0, 500)
  return new LocateError('GIT_FAILED', `${what} failed: ${said}`, undefined, cause)
}
