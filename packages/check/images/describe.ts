// SPDX-License-Identifier: Apache-2.0
import { basename } from 'node:path'
import { normalPath, type DocumentFacts, type InventoryBuilder } from '@headwater/domain/inventory'
import type { Binding } from './bind.ts'
import type { Looked } from './look.ts'
import { modulesOf } from './modules.ts'

/** The id under which the documents of images name an image. */
export function imageId(sha256: string): string {
  return `urn:headwater:image:${sha256}#image`
}

/**
 * The image as a document of its own: what its debug information says of the sources that it was made of. Where the
 * documents say so themselves, it is listed as the image that they speak of, and no more.
 *
 * @param elementOf the id of a source in a given source tree, for a path of the debug information.
 */
export function describeImage(
  inventory: InventoryBuilder,
  looked: Looked,
  binding: Binding,
  elementOf: (path: string) => string | undefined,
): void {
  const { builder, close } = inventory.open()
  const { path, sha256 } = looked
  const id = imageId(sha256)
  const local = id.slice(id.indexOf('#') + 1)
  const name = normalPath(path)
  builder.file(local, { path: name, digests: binding.digests, types: ['binary'] })
  if (!binding.isMade) {
    for (const source of sourcesOf(looked)) {
      const known = elementOf(source)
      const element = known ?? `source:${source}`
      if (known === undefined && !builder.has(element)) builder.file(element, { path: source })
      builder.edge(local, 'generatedFrom', element)
    }
  }
  for (const facts of modulesOf(looked)) {
    const module = `module:${facts.name}@${facts.version ?? ''}`
    if (builder.package(module, facts)) builder.edge(local, 'contains', module)
  }
  for (const remark of remarksOf(looked, binding)) builder.remark(remark)
  close(factsOf(looked, id.slice(0, id.indexOf('#'))), sha256)
}

/** What was compiled, and headers with functions in the image. */
function sourcesOf({ code }: Looked): ReadonlySet<string> {
  const found = new Set<string>()
  for (const { source, live, functions } of code.units) {
    if (live && source !== '' && !source.endsWith('<artificial>')) found.add(normalPath(source))
    for (const { file, presence } of functions) {
      if (presence === 'own' || presence === 'inlined') found.add(normalPath(file))
    }
  }
  return found
}

function factsOf({ path, elf }: Looked, id: string): DocumentFacts {
  return {
    format: 'elf',
    specVersion: `${elf.bits}-bit ${elf.machineName}`,
    syntax: 'binary',
    source: path,
    id,
    name: basename(path),
    creators: [],
    tools: [],
    sbomTypes: ['analyzed'],
  }
}

const MOST_REMARKS = 5

function remarksOf(
  { path, code, symbols, debugFile, elf, go, rust }: Looked,
  binding: Binding,
): string[] {
  const remarks: string[] = []
  if (debugFile !== undefined) remarks.push(`its debug information is in ${debugFile}`)
  if (rust !== undefined) {
    remarks.push(`it is a program of Rust that names its ${rust.packages.length} crates`)
  }
  if (go !== undefined) {
    const { goVersion, dependencies } = go.info
    remarks.push(
      `it is a program of Go (${goVersion}) with ${dependencies.length} modules${go.functions === undefined ? ', and does not name its functions' : ''}`,
    )
  }
  if (go !== undefined) {
    // what its functions are, its own table says
  } else if (rust !== undefined) {
    remarks.push(
      'what is inlined has no symbol, so that none of its functions can be told to be absent',
    )
  } else if (code.debug === 'none') {
    remarks.push(
      `it has no debug information, so that no function can be told to be absent; link it with -g, or put its separate debug file beside ${path}`,
    )
  } else {
    const live = code.units.filter((unit) => unit.live).length
    const bytes = code.uncovered.reduce((sum, { size }) => sum + size, 0)
    remarks.push(
      `its debug information names ${live} compiled sources with code in it${bytes === 0 ? '' : `, and ${bytes} bytes of code are of sources that it does not name`}`,
    )
    remarks.push(...code.remarks.slice(0, MOST_REMARKS))
  }
  if (symbols === undefined && go === undefined) remarks.push('it has no symbol table')
  if (elf.kind === 'relocatable') remarks.push('it is an object, not linked to the end')
  if (binding.by === 'name') {
    remarks.push(
      `it is taken for ${binding.files.map(({ path: told, document }) => `${told} of ${document}`).join(', ')} by its name alone: the document gives no digest`,
    )
  }
  if (binding.by === 'nothing' && go === undefined && rust === undefined) {
    remarks.push(
      'no document speaks of it: what it was made of is known from its debug information alone',
    )
  }
  return remarks
}
