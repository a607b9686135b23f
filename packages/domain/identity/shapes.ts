// SPDX-License-Identifier: Apache-2.0

/** Documents whose writer and wording tell what a component is although it says neither purl nor CPE. */
export interface DocumentShape {
  /** Matches a creator or tool of the document. */
  readonly writer: RegExp
  readonly component: RegExp
  /** purl without version */
  readonly identity: string
  readonly because: string
}

/** The creator or tool that `west spdx` gives: SPDX 2 and SPDX 3. */
export const ZEPHYR_WRITER = /Zephyr SPDX builder|west[ -]spdx/i

export const DOCUMENT_SHAPES: readonly DocumentShape[] = [
  {
    // zephyr/scripts/pylib/zspdx before 3.5 names the tree and nothing else
    writer: ZEPHYR_WRITER,
    component: /^zephyr-sources$/,
    identity: 'pkg:github/zephyrproject-rtos/zephyr',
    because: 'this is how `west spdx` calls the Zephyr tree',
  },
  {
    // zephyr modules are named after the module: mbedtls-sources, hal_nordic-sources, ...
    writer: ZEPHYR_WRITER,
    component: /^mbedtls-sources$/,
    identity: 'pkg:github/zephyrproject-rtos/mbedtls',
    because: 'this is how `west spdx` calls the module',
  },
  {
    writer: /KernelSbom/i,
    component: /^(?:linux(?: kernel)?(?: \(.*\))?|vmlinux.*|[A-Za-z]*Image(?:\..*)?|.*\.ko)$/i,
    identity: 'pkg:generic/linux',
    because: "this is how the kernel's `make sbom` calls the kernel",
  },
]
