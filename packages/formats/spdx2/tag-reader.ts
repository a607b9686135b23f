// SPDX-License-Identifier: Apache-2.0
import type { Assembly } from './assembly.ts'
import { quote, type Raw } from './members.ts'
import type { ListName } from './rules.ts'
import type { TagHandlers } from './tag-lines.ts'
import {
  checksumOf,
  externalDocumentOf,
  externalRefOf,
  rangeOf,
  relationshipOf,
  verificationCodeOf,
} from './tag-values.ts'
import { BEGINNING, FREE_TAGS, LIST_OF, nearTag, TAGS, type Section, type Tag } from './tags.ts'

/** Hears where each tag stands, by the JSON pointer of what it becomes. */
export type Trace = (pointer: string, line: number, column: number) => void

export interface TagReader extends TagHandlers {
  end(): void
}

interface OpenElement {
  readonly section: Section
  readonly list: ListName
  readonly index: number
  readonly raw: Raw
}

/** Makes elements of tags. Sections follow each other; an annotation or review stands beside its element. */
export function createTagReader(assembly: Assembly, trace?: Trace): TagReader {
  const { findings } = assembly
  const counts = new Map<ListName, number>()
  const document: Raw = {}
  const creation: Raw = {}
  /** The package, file, snippet or licence that tags go to now. */
  let element: OpenElement | undefined
  /** An annotation or review: it stands beside the element, whose tags may go on after it. */
  let note: OpenElement | undefined
  let packageId: string | undefined
  let relationship: OpenElement | undefined

  function onTag(written: string, value: string, line: number, column: number): void {
    const tag = TAGS.get(written)
    if (tag !== undefined) onKnown(written, tag, value, line, column)
    else if (FREE_TAGS.has(written)) onFree(written, value, line, column)
    else {
      const near = nearTag(written)
      if (near === undefined) {
        findings.remark(`${quote(written)} is no tag of SPDX 2; passed over`, '')
        return
      }
      findings.remark(`the tag ${quote(written)} read as ${near}`, '')
      onTag(near, value, line, column)
    }
  }

  function onKnown(name: string, tag: Tag, value: string, line: number, column: number): void {
    const list = LIST_OF[tag.section]
    if (list === undefined) {
      set(tag.section === 'creation' ? creation : document, tag, value, line, column)
      trace?.(
        tag.section === 'creation' ? `/creationInfo/${tag.member}` : `/${tag.member}`,
        line,
        column,
      )
      if (tag.member === 'spdxVersion') assembly.member('spdxVersion', value)
      return
    }
    if (tag.begins) begin(tag.section, list, line, column)
    const target = tag.section === 'annotation' || tag.section === 'review' ? note : element
    if (target?.section !== tag.section) {
      fault(`${name} stands outside ${BEGINNING[tag.section]}`, line, column)
      return
    }
    if (trace) traceMember(target, tag, line, column)
    set(target.raw, tag, value, line, column)
  }

  function begin(section: Section, list: ListName, line: number, column: number): void {
    const opened = open(section, list)
    trace?.(`/${list}/${opened.index}`, line, column)
    flush(note)
    note = undefined
    if (section === 'annotation' || section === 'review') {
      note = opened
      return
    }
    flush(element)
    element = opened
  }

  function open(section: Section, list: ListName): OpenElement {
    const index = counts.get(list) ?? 0
    counts.set(list, index + 1)
    return { section, list, index, raw: {} }
  }

  function flush(done: OpenElement | undefined): void {
    if (done === undefined) return
    const { raw } = done
    if (done.section === 'snippet') completeRanges(raw)
    assembly.element(done.list, done.index, raw)
    const id = raw['SPDXID']
    if (done.section === 'package') {
      // 7.8: where the files were not analyzed, those that follow cannot be the package's
      packageId = typeof id === 'string' && raw['filesAnalyzed'] !== false ? id : undefined
    }
    if (done.section === 'file' && packageId !== undefined && typeof id === 'string') {
      assembly.contains(packageId, id)
    }
  }

  function onFree(name: string, value: string, line: number, column: number): void {
    if (name === 'SPDXID') {
      onId(value, line, column)
    } else if (name === 'Relationship') {
      flush(relationship)
      relationship = undefined
      const raw = relationshipOf(value)
      if (raw === undefined) fault('a Relationship is `id TYPE id`', line, column)
      else {
        relationship = { ...open('document', 'relationships'), raw }
        trace?.(`/relationships/${relationship.index}`, line, column)
      }
    } else if (name === 'RelationshipComment') {
      if (relationship === undefined || 'comment' in relationship.raw)
        fault('RelationshipComment follows no Relationship', line, column)
      else relationship.raw['comment'] = value
    } else {
      const raw = externalDocumentOf(value)
      if (raw === undefined) {
        fault('an ExternalDocumentRef is `DocumentRef-id namespace SHA1: digits`', line, column)
        return
      }
      const ref = open('document', 'externalDocumentRefs')
      trace?.(`/externalDocumentRefs/${ref.index}`, line, column)
      assembly.element('externalDocumentRefs', ref.index, raw)
    }
  }

  function onId(value: string, line: number, column: number): void {
    if (element === undefined) {
      if (document['SPDXID'] === undefined) {
        document['SPDXID'] = value
        trace?.('/SPDXID', line, column)
        return
      }
    } else if (
      (element.section === 'package' || element.section === 'file') &&
      element.raw['SPDXID'] === undefined
    ) {
      element.raw['SPDXID'] = value
      trace?.(`/${element.list}/${element.index}/SPDXID`, line, column)
      return
    }
    fault(
      'this SPDXID belongs to no element: it must follow PackageName or FileName, once',
      line,
      column,
    )
  }

  function set(raw: Raw, tag: Tag, value: string, line: number, column: number): void {
    const { member } = tag
    switch (tag.form) {
      case 'text':
        if (raw[member] !== undefined && tag.begins === undefined) {
          fault(`${quote(member)} is given twice`, line, column)
          return
        }
        raw[member] = value
        return
      case 'boolean':
        raw[member] = value === 'true' || value === 'false' ? value === 'true' : value
        return
      case 'list':
        append(raw, member, value)
        return
      case 'addresses':
        // 10.4 wants one tag each; the SPDX tools write them all in one
        for (const address of value.split(/,\s+(?=https?:)/)) append(raw, member, address)
        return
      case 'verificationCode':
        raw[member] = verificationCodeOf(value)
        return
      case 'checksum':
        appendParsed(
          raw,
          member,
          checksumOf(value),
          'a checksum is `ALGORITHM: digits`',
          line,
          column,
        )
        return
      case 'externalRef':
        appendParsed(
          raw,
          member,
          externalRefOf(value),
          'an ExternalRef is `CATEGORY type locator`',
          line,
          column,
        )
        return
      case 'externalRefComment': {
        const last = (raw[member] as Raw[] | undefined)?.at(-1)
        if (last === undefined || 'comment' in last)
          fault('ExternalRefComment follows no ExternalRef', line, column)
        else last['comment'] = value
        return
      }
      case 'byteRange':
      case 'lineRange':
        appendParsed(
          raw,
          member,
          rangeOf(value, tag.form === 'byteRange' ? 'offset' : 'lineNumber'),
          'a range is `first:last`',
          line,
          column,
        )
        return
      case 'artifactOf': {
        // 8.9 to 8.11: the name begins a project, the other two add to it
        const list = (raw['artifactOfs'] ??= []) as Raw[]
        const last = list.at(-1)
        if (last === undefined || member in last) list.push({ [member]: value })
        else last[member] = value
        return
      }
    }
  }

  function appendParsed(
    raw: Raw,
    member: string,
    parsed: Raw | undefined,
    expected: string,
    line: number,
    column: number,
  ): void {
    if (parsed === undefined) fault(expected, line, column)
    else append(raw, member, parsed)
  }

  function fault(message: string, line: number, column: number): void {
    findings.placed({ code: 'SYNTAX', message, place: { line, column } })
  }

  function traceMember(target: OpenElement, tag: Tag, line: number, column: number): void {
    const base = `/${target.list}/${target.index}/${tag.member}`
    trace?.(base, line, column)
    const list = target.raw[tag.member]
    trace?.(`${base}/${Array.isArray(list) ? list.length : 0}`, line, column)
  }

  return {
    onTag,
    onFault: fault,
    end() {
      flush(note)
      flush(element)
      flush(relationship)
      for (const [key, value] of Object.entries(document)) {
        if (key !== 'spdxVersion') assembly.member(key, value)
      }
      if (Object.keys(creation).length > 0) assembly.member('creationInfo', creation)
      assembly.finish()
    },
  }
}

function append(raw: Raw, member: string, value: unknown): void {
  const list = raw[member]
  if (Array.isArray(list)) list.push(value)
  else raw[member] = [value]
}

/** Tag-value says the file once, JSON in each pointer. */
function completeRanges(raw: Raw): void {
  const reference = raw['snippetFromFile']
  if (!Array.isArray(raw['ranges']) || typeof reference !== 'string') return
  for (const range of raw['ranges'] as Record<string, Raw>[]) {
    for (const end of Object.values(range)) end['reference'] = reference
  }
}
