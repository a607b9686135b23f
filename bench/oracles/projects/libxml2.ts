// SPDX-License-Identifier: Apache-2.0
import type { Configuration, Project } from '../project.ts'
import { cmake } from './cmake.ts'

/** What a program can leave out that only parses documents and walks their trees. */
const NOT_IN_SMALL =
  'C14N CATALOG DEBUG DOCB FTP HTML HTTP ICONV LEGACY LZMA MODULES PATTERN PUSH READER REGEXPS ' +
  'SCHEMAS SCHEMATRON VALID WRITER XINCLUDE XPATH XPTR ZLIB'

/** libxml2 2.9.14 with CMake and Make, as it comes, with link-time optimization, by Clang, and as a parser alone. Debian carries its fixes one by one. */
export const libxml2: Project = {
  name: 'libxml2',
  source: { kind: 'source-package', package: 'libxml2', version: '2.9.14+dfsg-1.3~deb12u6' },
  configurations: [
    configuration('full', []),
    configuration('lto', [], '-O2 -flto'),
    configuration('clang', ['-DCMAKE_C_COMPILER=clang']),
    configuration(
      'small',
      NOT_IN_SMALL.split(' ').map((feature) => `-DLIBXML2_WITH_${feature}=OFF`),
    ),
  ],
  untouched: ['python', 'doc', 'example', 'fuzz', 'win32', 'os400', 'macos', 'vms', 'xstc', 'test'],
}

function configuration(name: string, flags: readonly string[], compile?: string): Configuration {
  return {
    name,
    configure: (places) => [
      cmake(places, {
        generator: 'Unix Makefiles',
        project: 'libxml2',
        app: 'libxml2-app',
        ...(compile !== undefined && { compile }),
        flags: ['-DLIBXML2_WITH_PYTHON=OFF', '-DLIBXML2_WITH_TESTS=OFF', ...flags],
      }),
    ],
    build: ({ build }, target) => ({
      argv: ['make', '-k', '-j2', ...(target === undefined ? [] : [target])],
      directory: build,
    }),
    images: [
      { name: 'app', path: 'app' },
      { name: 'xmllint', path: 'xmllint' },
    ],
  }
}
