// SPDX-License-Identifier: Apache-2.0
import {
  idOf,
  isObject,
  objects,
  text,
  texts,
  type Spdx3Object,
  type Spdx3Value,
} from '@headwater/formats/spdx3'
import { readMarker } from '../markers.ts'
import { readProperty } from '../properties.ts'
import type { TextTerm } from '../pivot.ts'
import {
  each,
  itemsOf,
  membersOf,
  type FactList,
  type MemberReader,
  type Rules,
} from '../reading.ts'
import type { Graph } from './graph.ts'

/** Everything that an element says of itself, by the terms of SPDX 3.0.1; a property without a rule is a member as it stands. */
export function readElement(
  node: Spdx3Object,
  facts: FactList,
  graph: Graph,
  more: Rules = {},
  leaveOut: ReadonlySet<string> = NONE,
): void {
  for (const [key, value] of Object.entries(node)) {
    if (STRUCTURE.has(key) || leaveOut.has(key)) continue
    const at = { holder: node, key }
    const rule = more[key] ?? RULES[key]
    if (typeof rule === 'function') rule(value, facts, at)
    else if (rule !== undefined && typeof value === 'string') facts.add(rule, value, at)
    else if (key in AGENTS) readAgents(key as keyof typeof AGENTS, value, facts, graph, at.holder)
    else facts.add('member', { family: 'spdx-3', name: key, value }, at)
  }
}

const NONE: ReadonlySet<string> = new Set()
const STRUCTURE: ReadonlySet<string> = new Set(['type', 'spdxId', '@id', 'creationInfo'])

const AGENTS = { suppliedBy: 'supplier', originatedBy: 'originator' } as const

function readAgents(
  key: keyof typeof AGENTS,
  value: Spdx3Value,
  facts: FactList,
  graph: Graph,
  holder: object,
): void {
  const items = Array.isArray(value) ? itemsOf(value) : [[{ holder, key }, value] as const]
  for (const [at, item] of items) {
    // a value of a document that was read
    const found = graph.agentOf(item as Spdx3Value)
    if (found) facts.add(AGENTS[key], found.agent, at, ...found.origins)
    else {
      const name = idOf(item as Spdx3Value) ?? ''
      facts.add(AGENTS[key], { kind: 'agent', name }, at)
    }
  }
}

const entries =
  (term: 'metric' | 'parameter'): MemberReader =>
  (value, facts) => {
    for (const [, entry] of itemsOf(value)) {
      if (!isObject(entry)) continue
      const said = { name: text(entry, 'key') ?? '', value: text(entry, 'value') ?? '' }
      facts.add(term, said, ...membersOf(entry, 'type', '@id', 'key', 'value'))
    }
  }

const range =
  (term: 'byteRange' | 'lineRange'): MemberReader =>
  (value, facts, at) => {
    const { beginIntegerRange, endIntegerRange } = value as Spdx3Object
    facts.add(term, { begin: Number(beginIntegerRange), end: Number(endIntegerRange) }, at)
  }

const RULES: Rules = {
  name: 'name',
  summary: 'summary',
  description: 'description',
  comment: 'comment',
  contentType: 'mediaType',
  builtTime: 'builtTime',
  releaseTime: 'releaseTime',
  validUntilTime: 'validUntilTime',
  software_copyrightText: 'copyright',
  software_attributionText: each('attribution'),
  software_downloadLocation: 'downloadLocation',
  software_homePage: 'homepage',
  software_packageVersion: 'version',
  software_sourceInfo: 'sourceInfo',
  software_fileKind: 'fileKind',
  software_primaryPurpose: 'purpose',
  software_additionalPurpose: each('purpose'),
  software_packageUrl: (value, facts, at) =>
    facts.add('identifier', { type: 'packageUrl', value: String(value) }, at),
  software_snippetFromFile: (value, facts, at) =>
    facts.add('snippetOf', idOf(value as Spdx3Value) ?? '', at),
  software_byteRange: range('byteRange'),
  software_lineRange: range('lineRange'),
  software_contentIdentifier: (value, facts) => readMethods(value, facts),
  verifiedUsing: (value, facts) => readMethods(value, facts),
  externalIdentifier: (value, facts) => {
    for (const [, item] of itemsOf(value)) if (isObject(item)) readIdentifier(item, facts)
  },
  externalRef: (value, facts) => {
    for (const [, item] of itemsOf(value)) if (isObject(item)) readReference(item, facts)
  },
  extension: (value, facts) => {
    for (const [at, item] of itemsOf(value)) {
      if (isObject(item) && item['type'] === 'extension_CdxPropertiesExtension') {
        facts.imply(...membersOf(item, 'type', '@id'))
        readCdxProperties(item, facts)
      } else facts.add('member', { family: 'spdx-3', name: 'extension', value: item }, at)
    }
  },
  ai_typeOfModel: each('modelType'),
  ai_domain: each('modelTask'),
  ai_informationAboutApplication: 'modelUse',
  ai_limitation: 'limitation',
  ai_metric: entries('metric'),
  ai_hyperparameter: entries('parameter'),
  build_buildType: 'buildType',
  build_buildId: 'buildId',
  build_buildStartTime: 'startTime',
  build_buildEndTime: 'endTime',
  build_parameter: entries('parameter'),
  security_publishedTime: 'publishedTime',
  security_modifiedTime: 'modifiedTime',
  security_withdrawnTime: 'withdrawnTime',
} satisfies Record<string, TextTerm | MemberReader>

/** Hashes, content identifiers and the verification code of a package. */
function readMethods(value: unknown, facts: FactList): void {
  for (const [at, method] of itemsOf(value)) {
    if (!isObject(method)) continue
    const comment = text(method, 'comment')
    if (comment !== undefined) facts.add('hashComment', comment, ...membersOf(method, 'comment'))
    switch (method['type']) {
      case 'Hash':
        facts.add(
          'hash',
          { algorithm: text(method, 'algorithm') ?? '', value: text(method, 'hashValue') ?? '' },
          ...membersOf(method, 'type', '@id', 'algorithm', 'hashValue'),
        )
        break
      case 'software_ContentIdentifier':
        facts.add(
          'identifier',
          {
            type: text(method, 'software_contentIdentifierType') ?? 'gitoid',
            value: text(method, 'software_contentIdentifierValue') ?? '',
          },
          ...membersOf(
            method,
            'type',
            '@id',
            'software_contentIdentifierType',
            'software_contentIdentifierValue',
          ),
        )
        break
      case 'PackageVerificationCode':
        facts.add(
          'verificationCode',
          {
            value: text(method, 'hashValue') ?? '',
            excluded: texts(method, 'packageVerificationCodeExcludedFile'),
          },
          ...membersOf(
            method,
            'type',
            '@id',
            'algorithm',
            'hashValue',
            'packageVerificationCodeExcludedFile',
          ),
        )
        break
      default:
        facts.add('member', { family: 'spdx-3', name: 'verifiedUsing', value: method }, at)
    }
  }
}

function readIdentifier(node: Spdx3Object, facts: FactList): void {
  const type = text(node, 'externalIdentifierType') ?? 'other'
  const value = text(node, 'identifier') ?? ''
  // some writers give purls under `other` and `urlScheme`
  const known = type !== 'packageUrl' && value.startsWith('pkg:') ? 'packageUrl' : type
  facts.add(
    'identifier',
    { type: known, value },
    ...membersOf(node, 'type', '@id', 'identifier', 'externalIdentifierType'),
  )
  const rest = membersOf(node, 'comment', 'issuingAuthority', 'identifierLocator')
  if (rest.length === 0) return
  const said = [
    text(node, 'comment'),
    text(node, 'issuingAuthority'),
    ...texts(node, 'identifierLocator'),
  ]
  facts.add(
    'identifierComment',
    `${value}: ${said.filter((each) => each !== undefined).join(', ')}`,
    ...rest,
  )
}

function readReference(node: Spdx3Object, facts: FactList): void {
  const type = text(node, 'externalRefType') ?? 'other'
  const { comment, label } = readMarker(text(node, 'comment'))
  const own = membersOf(node, 'type', '@id', 'externalRefType', 'comment')
  for (const [at, locator] of itemsOf(node['locator'])) {
    const said = {
      type,
      locator: String(locator),
      ...(comment !== undefined && { comment }),
      ...(label !== undefined && { label }),
    }
    facts.add('reference', said, at, ...own)
  }
}

function readCdxProperties(node: Spdx3Object, facts: FactList): void {
  for (const property of objects(node, 'extension_cdxProperty')) {
    const name = text(property, 'extension_cdxPropName') ?? ''
    const value = text(property, 'extension_cdxPropValue') ?? ''
    const origins = membersOf(
      property,
      'type',
      '@id',
      'extension_cdxPropName',
      'extension_cdxPropValue',
    )
    readProperty({ name, value }, facts, ...origins)
  }
}
