// SPDX-License-Identifier: Apache-2.0
import { modelOf } from '@headwater/formats/spdx3'
import { writeMarker } from '../markers.ts'
import { NOASSERTION, NONE, type Terms } from '../pivot.ts'
import { inSeconds } from '../words/instants.ts'
import { text, texts, type Draft, type Placer, type TermWriters } from '../writing.ts'
import type { Frame3 } from './frame.ts'

/** The properties of SPDX 3.0.1 for the terms of the pivot. Which of them an element may have, its class tells. */
export function elementWriters(frame: Frame3): TermWriters {
  const { agents } = frame
  return {
    name: text('name'),
    summary: text('summary'),
    description: text('description'),
    comment: text('comment'),
    version: text('software_packageVersion'),
    copyright: (value, placer) =>
      value === NOASSERTION ? placer.imply() : placer.set('software_copyrightText', value),
    attribution: texts('software_attributionText'),
    sourceInfo: text('software_sourceInfo'),
    homepage: (value, placer) => address('software_homePage', value, placer),
    downloadLocation: (value, placer) => address('software_downloadLocation', value, placer),
    mediaType: (value, placer) => /^[^/]+\/[^/]+$/.test(value) && placer.set('contentType', value),
    fileKind: (value, placer) =>
      (value === 'file' || value === 'directory') && placer.set('software_fileKind', value),
    purpose: (value, placer) => {
      if (!entries('software_File', 'software_primaryPurpose').has(value)) return false
      return (
        placer.set('software_primaryPurpose', value) ||
        placer.push('software_additionalPurpose', value)
      )
    },
    releaseTime: instant('releaseTime'),
    builtTime: instant('builtTime'),
    validUntilTime: instant('validUntilTime'),
    publishedTime: instant('security_publishedTime'),
    modifiedTime: instant('security_modifiedTime'),
    withdrawnTime: instant('security_withdrawnTime'),
    startTime: instant('build_buildStartTime'),
    endTime: instant('build_buildEndTime'),
    supplier: (value, placer) => placer.set('suppliedBy', agents.idOf(value)),
    originator: (value, placer) => placer.push('originatedBy', agents.idOf(value)),
    author: (value, placer) => placer.push('originatedBy', agents.idOf(value)),
    hash: ({ algorithm, value }, placer) =>
      entries('Hash', 'algorithm').has(algorithm) &&
      placer.push('verifiedUsing', { type: 'Hash', algorithm, hashValue: value }),
    verificationCode: ({ value, excluded }, placer) =>
      placer.push('verifiedUsing', {
        type: 'PackageVerificationCode',
        algorithm: 'sha1',
        hashValue: value,
        ...(excluded.length > 0 && { packageVerificationCodeExcludedFile: excluded }),
      }),
    identifier: identify,
    reference: ({ type, locator, comment: said, label }, placer) => {
      const comment = writeMarker(label === undefined ? {} : { label }, said)
      return (
        entries('ExternalRef', 'externalRefType').has(type) &&
        placer.push('externalRef', {
          type: 'ExternalRef',
          externalRefType: type,
          locator: [locator],
          ...(comment !== undefined && { comment }),
        })
      )
    },
    modelType: texts('ai_typeOfModel'),
    modelTask: texts('ai_domain'),
    modelUse: text('ai_informationAboutApplication'),
    limitation: text('ai_limitation'),
    metric: ({ name, value }, placer) => placer.push('ai_metric', entry(name, value)),
    parameter: ({ name, value }, placer) =>
      placer.push(
        placer.draft['type'] === 'build_Build' ? 'build_parameter' : 'ai_hyperparameter',
        entry(name, value),
      ),
    buildType: text('build_buildType'),
    buildId: text('build_buildId'),
    byteRange: range('software_byteRange'),
    lineRange: range('software_lineRange'),
    // of an agent, who has it
    agentUrl: (_value, placer) => placer.imply(),
    member: restore,
  }
}

const range =
  (key: string) =>
  ({ begin, end }: Terms['byteRange'], placer: Placer): boolean =>
    begin >= 1 &&
    end >= begin &&
    placer.set(key, {
      type: 'PositiveIntegerRange',
      beginIntegerRange: begin,
      endIntegerRange: end,
    })

function entry(key: string, value: string): Draft {
  return { type: 'DictionaryEntry', key, value }
}

function address(key: string, value: string, placer: Placer): boolean {
  if (value === NOASSERTION) return placer.imply()
  return value !== NONE && placer.set(key, value)
}

const instant =
  (key: string) =>
  (value: string, placer: Placer): boolean => {
    const at = inSeconds(value)
    return at !== undefined && placer.set(key, at)
  }

/** Annex "Differences from previous editions", External Identifiers and Package URL. */
function identify({ type, value }: Terms['identifier'], placer: Placer): boolean {
  if (type === 'gitoid' || type === 'swhid') {
    return placer.push('software_contentIdentifier', {
      type: 'software_ContentIdentifier',
      software_contentIdentifierType: type,
      software_contentIdentifierValue: value,
    })
  }
  if (!entries('ExternalIdentifier', 'externalIdentifierType').has(type)) return false
  // the first has a property of its own, of packages
  if (type === 'packageUrl' && placer.set('software_packageUrl', value)) return true
  return placer.push('externalIdentifier', {
    type: 'ExternalIdentifier',
    externalIdentifierType: type,
    identifier: value,
  })
}

/** Properties of SPDX 3 that came through another format, where they are texts or words that the class knows. */
function restore({ family, name, value }: Terms['member'], placer: Placer): boolean {
  if (family !== 'spdx-3') return false
  const type = modelOf('3.0.1').classes.get(String(placer.draft['type']))
  const property = type?.properties.get(name)
  if (property === undefined || (property.kind !== 'string' && property.kind !== 'enum'))
    return false
  const items: readonly unknown[] = Array.isArray(value) ? value : [value]
  const fits = items.every(
    (item) =>
      typeof item === 'string' && (property.kind === 'string' || property.entries?.has(item)),
  )
  if (!fits || property.list !== Array.isArray(value)) return false
  // what is required may stand there already, without saying anything
  if (name === 'dataset_datasetType') placer.draft[name] = undefined
  return placer.set(name, value)
}

export function entries(type: string, property: string): ReadonlySet<string> {
  return modelOf('3.0.1').classes.get(type)?.properties.get(property)?.entries ?? NO_WORDS
}

const NO_WORDS: ReadonlySet<string> = new Set()

/** Does the class have the property? */
export function hasProperty(type: unknown, property: string): boolean {
  return modelOf('3.0.1').classes.get(String(type))?.properties.has(property) === true
}
