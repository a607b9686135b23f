// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import type { Command, Configuration, Project } from '../project.ts'

const ENVIRONMENT = {
  KBUILD_BUILD_TIMESTAMP: '2026-01-01',
  KBUILD_BUILD_USER: 'oracle',
  KBUILD_BUILD_HOST: 'oracle',
}

const WITH_DEBUG = ['--disable', 'DEBUG_INFO_NONE', '--enable', 'DEBUG_INFO_DWARF5']

/** Debian's kernel source, as small as it gets: once as it comes, once with debug information. Neither poisoned nor patched. */
export const linux: Project = {
  name: 'linux',
  source: {
    kind: 'packed-tree',
    package: 'linux-source-6.1',
    version: '6.1.192-2',
    archive: join('usr', 'src', 'linux-source-6.1.tar.xz'),
  },
  configurations: [configuration('tiny', []), configuration('tiny-debug', WITH_DEBUG)],
  untouched: [],
}

function configuration(name: string, changes: readonly string[]): Configuration {
  return {
    name,
    configure: ({ tree, build }) => [
      make(build, '-C', tree, `O=${build}`, 'tinyconfig'),
      ...(changes.length === 0
        ? []
        : [
            {
              argv: [join(tree, 'scripts', 'config'), '--file', join(build, '.config'), ...changes],
              directory: build,
            },
            make(build, '-C', tree, `O=${build}`, 'olddefconfig'),
          ]),
    ],
    build: ({ build }) => make(build, '-j2'),
    images: [{ name: 'vmlinux', path: 'vmlinux' }],
  }
}

function make(build: string, ...words: readonly string[]): Command {
  return { argv: ['make', ...words], directory: build, environment: ENVIRONMENT }
}
