// SPDX-License-Identifier: Apache-2.0
import type { FileRole } from './facts.ts'

const BY_EXTENSION: ReadonlyMap<string, FileRole> = new Map(
  Object.entries({
    source:
      'c cc cpp cxx c++ cp s sx asm m mm rs go f f77 f90 f95 for adb d java kt scala cs vb py rb pl pm php js mjs cjs jsx ts tsx swift erl ex exs hs ml lua zig nim cu cl pas v sv vhd',
    header: 'h hh hpp hxx h++ inc inl ipp tcc tpp def ads hrl cuh mli pyi',
    object: 'o obj lo os gox bc gch',
    archive: 'a lib rlib la jar aar whl nupkg gem crate',
    image: 'elf axf exe dll so dylib efi hex bin uf2 srec s19 s37 mot img wasm node out',
    module: 'ko llext',
    config:
      'config conf cfg defconfig dts dtsi dtso overlay yaml yml toml ini mk mak cmake kconfig lds ld gn gni bazel bzl ninja',
    data: 'json txt md rst html css svg png jpg csv xml pdf dat db po mo tbl sh awk sed bat ps1',
  } satisfies Partial<Record<FileRole, string>>).flatMap(([role, extensions]) =>
    // the keys are those of the literal above
    extensions.split(' ').map((extension) => [extension, role as FileRole] as const),
  ),
)

const CONFIG_NAMES =
  /^(?:Kconfig|Kbuild|Makefile|GNUmakefile|CMakeLists\.txt|meson\.build|BUILD|\.config|defconfig|Android\.(?:bp|mk))/
const IMAGE_NAMES =
  /^(?:vmlinux|vmlinuz|[bz]?[zZ]?Image|uImage|u-boot)(?:\..*)?$|^busybox(?:_unstripped|\.nosuid|\.suid)?$/

/** Libraries with a version behind the extension: libc.so.6, libfoo.so.1.2.3. */
const VERSIONED_LIBRARY = /\.so(?:\.\d+)*$/

/** The role of a file from its name, then from the types that the document gives it. */
export function fileRole(path: string, types: readonly string[] = []): FileRole {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 ? name.slice(dot + 1) : ''
  const byName = BY_EXTENSION.get(extension) ?? BY_EXTENSION.get(extension.toLowerCase())
  if (byName === 'source' || byName === 'header' || byName === 'object') return byName
  if (IMAGE_NAMES.test(name)) return 'image'
  if (CONFIG_NAMES.test(name)) return 'config'
  if (byName !== undefined) return byName
  if (VERSIONED_LIBRARY.test(name)) return 'image'
  for (const type of types) {
    if (type === 'source') return 'source'
    if (type === 'archive') return 'archive'
    if (type === 'configuration') return 'config'
    if (
      type === 'binary' ||
      type === 'application' ||
      type === 'executable' ||
      type === 'library'
    ) {
      return 'image'
    }
    if (type === 'firmware' || type === 'operating-system' || type === 'operatingsystem')
      return 'image'
  }
  return 'unknown'
}

/** `./a//b/../c` -> `a/c`; backslashes of Windows tools become slashes. A leading slash stays. */
export function normalPath(written: string): string {
  if (isNormal(written)) return written
  if (written.startsWith('./')) {
    const rest = written.slice(2)
    if (isNormal(rest)) return rest
  }
  const absolute = written.startsWith('/')
  const steps: string[] = []
  for (const step of written.replaceAll('\\', '/').split('/')) {
    if (step === '' || step === '.') continue
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop()
    else steps.push(step)
  }
  return (absolute ? '/' : '') + steps.join('/')
}

/** Most paths are plain already, or begin with one `./`. */
function isNormal(path: string): boolean {
  let last = 47
  for (let i = 0; i < path.length; i++) {
    const c = path.charCodeAt(i)
    if (c === 92) return false
    if (last === 47 && (c === 46 || (c === 47 && i > 0))) return false
    last = c
  }
  return last !== 47
}
