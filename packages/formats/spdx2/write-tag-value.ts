// SPDX-License-Identifier: Apache-2.0
import { DOCUMENT_ID } from './assembly.ts'
import type { Losses } from './losses.ts'
import type {
  Spdx2Annotation,
  Spdx2ArtifactOf,
  Spdx2Checksum,
  Spdx2Document,
  Spdx2ExternalRef,
  Spdx2Pointer,
  Spdx2Range,
  Spdx2VerificationCode,
} from './model.ts'
import { CHECKSUM, FILE, PACKAGE, RELATIONSHIP, SNIPPET, type ElementRule } from './rules.ts'
import { TAGS, type Section, type Tag } from './tags.ts'
import { isSayable } from './write-json.ts'

/**
 * Files come before all packages, where they belong to none by their place (8.1); which package has them is told by
 * relationships only.
 */
export function writeTagValue(document: Spdx2Document, version: string, losses: Losses): string {
  const lines: string[] = []
  const writer = createSectionWriter(lines, losses)
  const annotations = new Map<string, Spdx2Annotation[]>()
  for (const each of document.annotations) {
    const list = annotations.get(each.element)
    if (list === undefined) annotations.set(each.element, [each])
    else list.push(each)
  }
  const annotate = (element: string): void => {
    for (const each of annotations.get(element) ?? []) writer.section('annotation', each)
    annotations.delete(element)
  }
  const { path } = losses
  const listed = <T>(list: string, items: readonly T[], write: (item: T) => void): void =>
    items.forEach((item, index) => {
      path.push(list, index)
      write(item)
      path.length -= 2
    })

  writer.text('SPDXVersion', `SPDX-${version}`)
  writer.text('SPDXID', DOCUMENT_ID)
  writer.section('document', { ...document, spdxVersion: undefined })
  listed('externalDocumentRefs', document.externalDocumentRefs, (ref) => {
    const { externalDocumentId, spdxDocument, checksum } = ref
    path.push('checksum')
    const isKnown = checksum !== undefined && isSayable(checksum, CHECKSUM, losses)
    path.pop()
    const hash = isKnown ? ` ${checksum.algorithm}: ${checksum.checksumValue}` : ''
    writer.line('ExternalDocumentRef', [externalDocumentId, spdxDocument], hash)
  })
  path.push('creationInfo')
  writer.section('creation', document.creationInfo)
  path.pop()
  listed('revieweds', document.revieweds, (each) => {
    if (each.reviewer === undefined) losses.add('a review without a reviewer')
    else writer.section('review', each)
  })
  annotate(DOCUMENT_ID)
  listed('files', document.files, (each) => {
    writer.section('file', each, FILE)
    annotate(each.SPDXID)
  })
  listed('packages', document.packages, (each) => {
    writer.section('package', each, PACKAGE)
    annotate(each.SPDXID)
  })
  listed('snippets', document.snippets, (each) => {
    writer.section('snippet', each, SNIPPET)
    annotate(each.SPDXID)
  })
  listed('hasExtractedLicensingInfos', document.hasExtractedLicensingInfos, (each) => {
    if (each.crossRefs !== undefined) {
      path.push('crossRefs')
      losses.add('crossRefs of an extracted licence')
      path.pop()
    }
    writer.section('license', each)
  })
  // what is annotated need not be an element of this document
  for (const element of annotations.keys()) annotate(element)
  lines.push('')
  listed('relationships', document.relationships, (each) => {
    const { spdxElementId, relationshipType, relatedSpdxElement, comment } = each
    if (!losses.allows('relationship', relationshipType, TYPE_RULE)) return
    const ids = [spdxElementId, relationshipType, relatedSpdxElement]
    if (writer.line('Relationship', ids) && comment !== undefined) {
      writer.text('RelationshipComment', comment)
    }
  })
  return `${lines.join('\n')}\n`
}

const TYPE_RULE = RELATIONSHIP.members.get('relationshipType')

interface SectionWriter {
  /** All tags of one element, each with the member that it stands for. */
  section(section: Section, element: object, rule?: ElementRule): void
  text(tag: string, value: string): void
  /** Words that may have no white space, then anything. Answers false where they do. */
  line(tag: string, words: readonly string[], rest?: string): boolean
}

const TAGS_OF = new Map<Section, [string, Tag][]>()
for (const entry of TAGS) {
  const list = TAGS_OF.get(entry[1].section)
  if (list === undefined) TAGS_OF.set(entry[1].section, [entry])
  else list.push(entry)
}

function createSectionWriter(lines: string[], losses: Losses): SectionWriter {
  function text(tag: string, value: string): void {
    let said = value
    if (said.includes('</text>')) {
      losses.change('`</text>` inside a text')
      said = said.replaceAll('</text>', '< /text>')
    }
    if (said.includes('\r')) {
      losses.change('a carriage return inside a text')
      said = said.replaceAll(/\r\n?/g, '\n')
    }
    const isPlain = said !== '' && !said.includes('\n') && said.trim() === said
    lines.push(`${tag}: ${isPlain && !said.startsWith('<text>') ? said : `<text>${said}</text>`}`)
  }

  function line(tag: string, words: readonly string[], rest = ''): boolean {
    if (words.some((word) => word === '' || /\s/.test(word)) || /[\r\n]/.test(rest)) {
      losses.add(`${tag} with white space where none may be`)
      return false
    }
    lines.push(`${tag}: ${words.join(' ')}${rest}`)
    return true
  }

  function section(name: Section, element: object, rule?: ElementRule): void {
    const from = element as Readonly<Record<string, unknown>>
    for (const [tag, { member, form, begins }] of TAGS_OF.get(name) ?? []) {
      if (begins) lines.push('')
      const value = from[member]
      if (form === 'artifactOf') {
        if (member === 'name')
          artifacts(from['artifactOfs'] as readonly Spdx2ArtifactOf[] | undefined)
        continue
      }
      if (value === undefined) continue
      const known = rule?.members.get(member)
      losses.path.push(member)
      if (rule === undefined || losses.allows(member, value, known)) tagged(tag, form, value)
      losses.path.pop()
      if (begins && (name === 'package' || name === 'file')) text('SPDXID', String(from['SPDXID']))
    }
  }

  function tagged(tag: string, form: Tag['form'], value: unknown): void {
    // the member's rule is what makes each form fit its value
    switch (form) {
      case 'text':
        text(tag, value as string)
        return
      case 'boolean':
        lines.push(`${tag}: ${String(value)}`)
        return
      case 'list':
      case 'addresses':
        for (const each of value as readonly string[]) text(tag, each)
        return
      case 'checksum':
        numbered(value as readonly Spdx2Checksum[], (each) => {
          if (isSayable(each, CHECKSUM, losses))
            lines.push(`${tag}: ${each.algorithm}: ${each.checksumValue}`)
        })
        return
      case 'verificationCode':
        verificationCode(tag, value as Spdx2VerificationCode)
        return
      case 'externalRef':
        numbered(value as readonly Spdx2ExternalRef[], (each) => externalRef(tag, each))
        return
      case 'byteRange':
        ranges(tag, value as readonly Spdx2Range[], 'offset')
        return
      case 'lineRange':
        ranges(tag, value as readonly Spdx2Range[], 'lineNumber')
        return
      case 'externalRefComment':
      case 'artifactOf':
        return
    }
  }

  function numbered<T>(items: readonly T[], write: (item: T) => void): void {
    items.forEach((item, index) => {
      losses.path.push(index)
      write(item)
      losses.path.pop()
    })
  }

  function verificationCode(tag: string, code: Spdx2VerificationCode): void {
    const excluded = code.packageVerificationCodeExcludedFiles ?? []
    if (excluded.some((name) => /[,\r\n]/.test(name) || name.trim() !== name || name === '')) {
      losses.add('an excluded file whose name has a comma')
    }
    const names = excluded.length === 0 ? '' : ` (excludes: ${excluded.join(', ')})`
    line(tag, [code.packageVerificationCodeValue], names)
  }

  function externalRef(tag: string, ref: Spdx2ExternalRef): void {
    if (ref.referenceLocator.trim() === '') {
      losses.add('an external reference without a locator')
      return
    }
    const words = [ref.referenceCategory, ref.referenceType]
    const isWritten = line(tag, words, ` ${ref.referenceLocator}`)
    if (isWritten && ref.comment !== undefined) text('ExternalRefComment', ref.comment)
  }

  function ranges(tag: string, all: readonly Spdx2Range[], unit: 'offset' | 'lineNumber'): void {
    numbered(all, ({ startPointer, endPointer }) => {
      const from = startPointer[unit]
      const to = endPointer[unit]
      if (from !== undefined && to !== undefined) lines.push(`${tag}: ${from}:${to}`)
      else if (unit === 'offset' && isNowhere(startPointer, endPointer))
        losses.add('a range without a pair of bytes or lines')
    })
  }

  function artifacts(list: readonly Spdx2ArtifactOf[] = []): void {
    for (const { name, homePage, projectUri } of list) {
      if (name !== undefined) text('ArtifactOfProjectName', name)
      if (homePage !== undefined) text('ArtifactOfProjectHomePage', homePage)
      if (projectUri !== undefined) text('ArtifactOfProjectURI', projectUri)
    }
  }

  return { section, text, line }
}

function isNowhere(start: Spdx2Pointer, end: Spdx2Pointer): boolean {
  const hasBytes = start.offset !== undefined && end.offset !== undefined
  return !hasBytes && (start.lineNumber === undefined || end.lineNumber === undefined)
}
