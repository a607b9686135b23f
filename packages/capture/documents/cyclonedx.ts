// SPDX-License-Identifier: Apache-2.0
import { writeCycloneDx, type Annotation, type Component } from '@headwater/formats/cyclonedx'
import type { BuildFile, Identity } from '../build/model.ts'
import {
  codeText,
  placeOf,
  presenceText,
  type Bill,
  type BillKind,
  type Holder,
  type Making,
} from './bill.ts'
import { dependenciesOf, formulaOf, linksOf } from './cyclonedx-build.ts'
import { fileOf, hashOf, type RefOf } from './cyclonedx-file.ts'
import { gapsInList, gapText } from './gaps.ts'
import type { Reference } from './index.ts'

/**
 * CycloneDX 1.7: packages with their files as nested components, the build as a formulation whose tasks take in sources
 * (by BOM-Link) and give out objects and images. What was linked how stands as properties of the image.
 */
export function writeAsCycloneDx(
  bill: Bill,
  making: Making,
  others: readonly Reference[],
): readonly string[] {
  const links = new Map<BillKind, string>(
    others.map(({ bill: other }) => [other.kind, linkOf(other)]),
  )
  const refOf = (file: BuildFile): string => {
    const { bill: kind, key } = placeOf(file)
    const link = kind === bill.kind ? undefined : links.get(kind)
    return link === undefined ? `file:${key}` : `${link}#${encodeURIComponent(`file:${key}`)}`
  }
  const maker: Component = {
    type: 'application',
    name: making.tool.name,
    version: making.tool.version,
  }
  const [application] = bill.build.trees
  const subject: Component = {
    type: 'application',
    'bom-ref': 'subject',
    ...identityOf(application?.identity ?? { name: 'build', purls: [], cpes: [], basis: [] }),
  }
  const codeOf = (file: BuildFile): string | undefined => codeText(file, bill.build)
  const holders = bill.holders.map((holder) => holderOf(holder, refOf, codeOf))
  const [own] = holders
  const isApplication = bill.kind === 'application'
  const root =
    isApplication && own !== undefined
      ? { ...own, type: 'application', 'bom-ref': 'subject' }
      : subject
  const gaps = bill.kind === 'build' ? bill.build.gaps : []
  const { text } = writeCycloneDx(
    {
      bomFormat: 'CycloneDX',
      specVersion: '1.7',
      serialNumber: `urn:uuid:${bill.uuid}`,
      version: 1,
      metadata: {
        timestamp: making.created,
        lifecycles: [{ phase: bill.kind === 'build' ? 'build' : 'pre-build' }],
        tools: { components: [maker] },
        component: root,
      },
      components: [
        ...(isApplication ? [] : holders),
        ...bill.files.map((file) =>
          fileOf(
            file,
            refOf,
            codeOf(file),
            bill.kind === 'build' ? linksOf(file, bill, refOf) : [],
          ),
        ),
      ],
      ...(bill.kind === 'build' && {
        externalReferences: others.map((other) => ({
          type: 'bom',
          url: linkOf(other.bill),
          comment: other.file,
          hashes: [{ alg: 'SHA-256', content: other.digest('sha256') }],
        })),
        dependencies: dependenciesOf(bill, refOf),
        formulation: [formulaOf(bill, refOf)],
      }),
      compositions: compositionsOf(bill),
      ...(gaps.length > 0 && {
        annotations: gaps.map((gap, index) => annotationOf(gapText(gap), index, maker, making)),
      }),
    },
    { version: '1.7', syntax: 'json' },
  )
  return [text]
}

function linkOf({ uuid }: Bill): string {
  return `urn:cdx:${uuid}/1`
}

function identityOf({
  name,
  version,
  purls,
  cpes,
  license,
  supplier,
  repository,
  basis,
}: Identity): Omit<Component, 'type'> {
  const [purl, ...morePurls] = purls
  const [cpe, ...moreCpes] = cpes
  const methods = basis.map((value) => ({ technique: 'manifest-analysis', confidence: 1, value }))
  const told = [
    ...(purl === undefined ? [] : [['purl', purl] as const]),
    ...morePurls.map((each) => ['purl', each] as const),
    ...moreCpes.map((each) => ['cpe', each] as const),
  ]
  return {
    ...(supplier !== undefined && { supplier: { name: supplier } }),
    name,
    ...(version !== undefined && { version }),
    ...(license !== undefined && {
      licenses: [{ expression: license, acknowledgement: 'declared' }],
    }),
    ...(cpe !== undefined && { cpe }),
    ...(purl !== undefined && { purl }),
    ...(repository !== undefined && { externalReferences: [{ type: 'vcs', url: repository }] }),
    ...(told.length > 0 &&
      basis.length > 0 && {
        evidence: {
          identity: told.map(([field, concludedValue]) => ({
            field,
            confidence: 1,
            concludedValue,
            methods,
          })),
        },
      }),
  }
}

function holderOf(
  { key, identity, files, digests, presence }: Holder,
  refOf: RefOf,
  codeOf: (file: BuildFile) => string | undefined,
): Component {
  return {
    type: 'library',
    'bom-ref': `package:${key}`,
    ...identityOf(identity),
    ...(presence?.presence === 'absent' && { scope: 'excluded' as const }),
    ...(digests && {
      hashes: Object.entries(digests).flatMap(([algorithm, content]) => hashOf(algorithm, content)),
    }),
    ...(presence && {
      properties: [{ name: 'headwater:presence', value: presenceText(presence) }],
    }),
    components: files.map((file) => fileOf(file, refOf, codeOf(file))),
  }
}

function compositionsOf(bill: Bill) {
  if (bill.kind === 'build') {
    return [
      {
        aggregate: gapsInList(bill.build.gaps).length === 0 ? 'complete' : 'incomplete',
        assemblies: ['subject'],
      },
    ]
  }
  const refs = (complete: boolean): readonly string[] =>
    bill.holders
      .filter((holder) => holder.complete === complete)
      .map(({ key }) => (bill.kind === 'application' ? 'subject' : `package:${key}`))
  return [
    { aggregate: 'complete', assemblies: refs(true) },
    { aggregate: 'incomplete', assemblies: refs(false) },
  ].filter(({ assemblies }) => assemblies.length > 0)
}

function annotationOf(
  text: string,
  index: number,
  maker: Component,
  { created }: Making,
): Annotation {
  return {
    'bom-ref': `gap:${index + 1}`,
    subjects: ['subject'],
    annotator: { component: maker },
    timestamp: created,
    text,
  }
}
