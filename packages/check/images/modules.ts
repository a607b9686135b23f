// SPDX-License-Identifier: Apache-2.0
import type { PackageFacts } from '@headwater/domain/inventory'
import type { GoModule } from '@headwater/formats/go-binary'
import { formatPurl, makePurl } from '@headwater/formats/purl'
import type { RustPackage } from '@headwater/formats/rust-binary'
import type { Looked } from './look.ts'

/** The modules of a program of Go with its standard library, or the crates of one of Rust. */
export function modulesOf({ go, rust }: Looked): readonly PackageFacts[] {
  if (rust !== undefined) return rust.packages.flatMap((each) => crateOf(each) ?? [])
  if (go === undefined) return []
  const { main, dependencies, goVersion } = go.info
  const [, release] = /^go(\d[\w.]*)/.exec(goVersion) ?? []
  const modules = [main, ...dependencies].flatMap((module) =>
    module === undefined ? [] : [builtOf(module)],
  )
  return [
    ...modules.map(({ path, version }) => goPackage(path, version)),
    goPackage('stdlib', release),
  ]
}

/** A replaced module is what was built in its place; of a folder nobody says which version it is. */
function builtOf({ replacedBy, ...module }: GoModule): GoModule {
  if (replacedBy === undefined) return module
  return isFolder(replacedBy.path) ? { path: module.path } : replacedBy
}

/** Go Modules Reference, "replace directive": a path that begins so is a folder and no module. */
export function isFolder(path: string): boolean {
  return /^(?:\.{1,2}$|\.{0,2}[/\\]|[A-Za-z]:)/.test(path)
}

/** What only build scripts used is not in the program; a local crate is not the one of that name in the registry. */
function crateOf({ name, version, source, kind }: RustPackage): PackageFacts | undefined {
  if (kind === 'build') return undefined
  if (source !== 'crates.io') return { name, version }
  const purl = formatPurl(makePurl({ type: 'cargo', name, version }, 'lenient'))
  return { name, version, purls: [purl] }
}

function goPackage(path: string, version: string | undefined): PackageFacts {
  const slash = path.lastIndexOf('/')
  const purl = formatPurl(
    // the standard library has no namespace, which the type asks for
    makePurl(
      {
        type: 'golang',
        ...(slash < 0 ? {} : { namespace: path.slice(0, slash) }),
        name: path.slice(slash + 1),
        ...(version === undefined ? {} : { version }),
      },
      'lenient',
    ),
  )
  return { name: path, ...(version === undefined ? {} : { version }), purls: [purl] }
}
