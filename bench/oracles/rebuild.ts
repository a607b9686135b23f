// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from './built.ts'
import { contentsOf, differences } from './image.ts'
import { captureTo } from './judge.ts'
import type { Configuration, Project } from './project.ts'
import { placesOf, readJson, run, workspace } from './workspace.ts'

export interface Rebuilt {
  readonly project: string
  readonly configuration: string
  /** Files of the application that its source SBOM lists; every one was there with the digest that is listed. */
  readonly listed: number
  /** Files of the tree that it does not list. */
  readonly unlisted: number
  /**
   * By image: sections of the stripped images that differ. The path of the tree, as long as that of the first, stands in messages.
   */
  readonly images: Readonly<Record<string, readonly string[]>>
}

/**
 * The proof of completeness: copies only what the source SBOM of a capture lists into an empty tree and builds it.
 * @throws where a listed file is missing or another, or the build fails.
 */
export async function rebuild(project: Project, configuration: Configuration): Promise<Rebuilt> {
  const plain = await build(project, configuration)
  const documents = join(workspace, project.name, 'documents', configuration.name)
  await captureTo(documents, plain)
  const files = filesIn(join(documents, 'application.spdx3.json'))
  const rebuilt = placesOf(project, configuration.name, 'again')
  rmSync(dirname(rebuilt.tree), { recursive: true, force: true })
  for (const { name, sha256 } of files) {
    const from = join(plain.tree, name)
    const digest = createHash('sha256').update(readFileSync(from)).digest('hex')
    if (digest !== sha256) throw new Error(`${name}: the SBOM has another digest`)
    mkdirSync(dirname(join(rebuilt.tree, name)), { recursive: true })
    copyFileSync(from, join(rebuilt.tree, name))
  }
  for (const command of configuration.configure(rebuilt)) await run(command)
  await run(configuration.build(rebuilt))
  const images: Record<string, readonly string[]> = {}
  for (const { name, path } of configuration.images)
    images[name] = differences(
      await contentsOf(join(plain.build, path)),
      await contentsOf(join(rebuilt.build, path)),
    )
  return {
    project: project.name,
    configuration: configuration.name,
    listed: files.length,
    unlisted: countFiles(plain.tree) - files.length,
    images,
  }
}

interface ListedFile {
  readonly name: string
  readonly sha256: string
}

interface Element {
  readonly type: string
  readonly name?: string
  readonly verifiedUsing?: readonly { readonly algorithm: string; readonly hashValue: string }[]
}

function filesIn(document: string): readonly ListedFile[] {
  const { '@graph': graph } = readJson(document) as { '@graph': readonly Element[] }
  return graph.flatMap(({ type, name = '', verifiedUsing = [] }) => {
    const sha256 = verifiedUsing.find(({ algorithm }) => algorithm === 'sha256')?.hashValue
    return type === 'software_File' && sha256 !== undefined ? [{ name, sha256 }] : []
  })
}

function countFiles(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => !entry.isDirectory(),
  ).length
}
