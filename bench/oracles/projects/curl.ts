// SPDX-License-Identifier: Apache-2.0
import type { Configuration, Project } from '../project.ts'
import { cmake } from './cmake.ts'

/**
 * curl 7.88.1 in the three configurations of the reference inventory. With these flags all 206 objects have the same functions
 * as there, and 205 the same number of bytes of code (`version.c` of `https` differs by 8).
 */
export const curl: Project = {
  name: 'curl',
  source: { kind: 'source-package', package: 'curl', version: '7.88.1-10+deb12u15' },
  configurations: [
    configuration('httponly', ['-DHTTP_ONLY=ON', ...without('PSL', 'SSH2', 'IDN2')]),
    configuration('https', [
      '-DHTTP_ONLY=ON',
      ...without('PSL', 'SSH2', 'IDN2'),
      ...['ALTSVC', 'COOKIES', 'CRYPTO_AUTH', 'DOH', 'HSTS', 'NETRC', 'NTLM', 'PROXY'].map(
        (feature) => `-DCURL_DISABLE_${feature}=ON`,
      ),
      '-DENABLE_UNIX_SOCKETS=OFF',
      '-DCURL_ZLIB=OFF',
    ]),
    configuration('full', [
      '-DUSE_NGHTTP2=ON',
      '-DCURL_BROTLI=ON',
      '-DCURL_ZSTD=ON',
      '-DCURL_USE_GSSAPI=ON',
      '-DENABLE_WEBSOCKETS=ON',
      // The flags that MIT's krb5-config gives for programs reach `ar` otherwise.
      '-DCMAKE_C_ARCHIVE_CREATE=<CMAKE_AR> qc <TARGET> <OBJECTS>',
    ]),
  ],
  untouched: ['tests', 'docs', 'packages', 'plan9', 'winbuild', 'projects'],
}

function configuration(name: string, flags: readonly string[]): Configuration {
  return {
    name,
    configure: (places) => [
      cmake(places, {
        generator: 'Ninja',
        project: 'CURL',
        app: 'curl-app',
        flags: ['-DBUILD_TESTING=OFF', '-DENABLE_MANUAL=OFF', ...flags],
      }),
    ],
    build: ({ build }, target) => ({
      argv: ['ninja', '-k', '0', '-j', '2', ...(target === undefined ? [] : [target])],
      directory: build,
    }),
    images: [
      { name: 'app', path: 'app' },
      { name: 'tool', path: 'src/curl' },
    ],
  }
}

function without(...libraries: readonly string[]): string[] {
  return libraries.map((library) =>
    library === 'IDN2' ? '-DUSE_LIBIDN2=OFF' : `-DCURL_USE_LIB${library}=OFF`,
  )
}
