// SPDX-License-Identifier: Apache-2.0
import { DEFAULT_LIMITS, type Limits, type Source } from '../source/index.ts'
import { streamJson } from './json.ts'
import type { Spdx2Document, Spdx2Head } from './model.ts'
import { streamRdf } from './rdf.ts'
import type { Spdx2Sink } from './sink.ts'
import { streamTagValue } from './tag-value.ts'
import { streamXml } from './xml.ts'
import { streamYaml } from './yaml.ts'

/** The serializations of SPDX 2 (clause 5, "Format for documents"). */
export type Spdx2Syntax = 'json' | 'tag-value' | 'yaml' | 'xml' | 'rdf'

/**
 * Reads an SPDX 2.0 to 2.3 document element by element into `sink`. JSON and tag-value are read in pieces, whatever
 * their size; YAML, XML and RDF/XML are held whole (limit `wholeDocumentBytes`).
 * @throws FormatError that lists everything wrong with its place; what the sink received is then void.
 */
export async function streamSpdx2(
  source: Source,
  syntax: Spdx2Syntax,
  sink: Spdx2Sink,
  limits: Limits = DEFAULT_LIMITS,
): Promise<void> {
  await READERS[syntax](source, sink, limits)
}

type Reader = (source: Source, sink: Spdx2Sink, limits: Limits) => Promise<void>

const READERS: Readonly<Record<Spdx2Syntax, Reader>> = {
  json: streamJson,
  'tag-value': streamTagValue,
  yaml: streamYaml,
  xml: streamXml,
  rdf: streamRdf,
}

/**
 * The whole document, typed. For documents that fit memory; see {@link streamSpdx2} for the others.
 * @throws FormatError
 */
export async function readSpdx2(
  source: Source,
  syntax: Spdx2Syntax,
  limits: Limits = DEFAULT_LIMITS,
): Promise<Spdx2Document> {
  let head: Spdx2Head | undefined
  const lists = {
    externalDocumentRefs: [] as Spdx2Document['externalDocumentRefs'][number][],
    packages: [] as Spdx2Document['packages'][number][],
    files: [] as Spdx2Document['files'][number][],
    snippets: [] as Spdx2Document['snippets'][number][],
    relationships: [] as Spdx2Document['relationships'][number][],
    annotations: [] as Spdx2Document['annotations'][number][],
    revieweds: [] as Spdx2Document['revieweds'][number][],
    hasExtractedLicensingInfos: [] as Spdx2Document['hasExtractedLicensingInfos'][number][],
    remarks: [] as string[],
  }
  await streamSpdx2(
    source,
    syntax,
    {
      head: (said) => void (head = said),
      externalDocument: (ref) => void lists.externalDocumentRefs.push(ref),
      package: (element) => void lists.packages.push(element),
      file: (element) => void lists.files.push(element),
      snippet: (element) => void lists.snippets.push(element),
      relationship: (relationship) => void lists.relationships.push(relationship),
      annotation: (annotation) => void lists.annotations.push(annotation),
      review: (review) => void lists.revieweds.push(review),
      extractedLicense: (license) => void lists.hasExtractedLicensingInfos.push(license),
      remark: (text) => void lists.remarks.push(text),
    },
    limits,
  )
  if (head === undefined) throw new Error('a reader ended without fault and without head')
  return { ...head, ...lists }
}
