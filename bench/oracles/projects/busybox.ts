// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import type { Command, Configuration, Places, Project } from '../project.ts'

/**
 * busybox 1.35.0 by its Kconfig: all that its authors switch on by default, what Debian's installer takes, and a shell for an
 * initial RAM disk. Debug information is switched on by the one option that leaves the code alone.
 */
export const busybox: Project = {
  name: 'busybox',
  source: { kind: 'source-package', package: 'busybox', version: '1:1.35.0-4+deb12u1' },
  configurations: [
    configuration('defconfig', ({ tree, build }) => [
      make(tree, build, 'defconfig'),
      withDebug(build),
      make(tree, build, 'oldconfig'),
    ]),
    configuration('installer', ({ tree, build }) => [
      {
        argv: ['cp', join(tree, 'debian', 'config', 'pkg', 'udeb'), join(build, '.config')],
        directory: build,
      },
      withDebug(build),
      make(tree, build, 'oldconfig'),
    ]),
    configuration('shell', ({ tree, build }) => [
      {
        ...make(tree, build, 'allnoconfig'),
        environment: { KCONFIG_ALLCONFIG: join(import.meta.dirname, 'busybox', 'shell.config') },
      },
    ]),
  ],
  untouched: ['scripts', 'testsuite', 'examples', 'docs', 'applets/usage.c'],
}

function configuration(
  name: string,
  configure: (places: Places) => readonly Command[],
): Configuration {
  return {
    name,
    configure,
    build: ({ build }) => ({ argv: ['make', '-k', '-j2'], directory: build }),
    images: [{ name: 'busybox', path: 'busybox_unstripped' }],
  }
}

function make(tree: string, build: string, goal: string): Command {
  // Questions of a new option are answered with its default.
  const answers = `yes '' | make -C "$1" O="$2" ${goal}`
  return { argv: ['sh', '-c', answers, 'sh', tree, build], directory: build }
}

function withDebug(build: string): Command {
  const edits = ['s/^CONFIG_EXTRA_CFLAGS=.*/CONFIG_EXTRA_CFLAGS="-g"/', 's/^CONFIG_STATIC=y/# &/']
  return {
    argv: ['sed', '-i', ...edits.flatMap((edit) => ['-e', edit]), join(build, '.config')],
    directory: build,
  }
}
