// SPDX-License-Identifier: Apache-2.0
import {
  writeCycloneDx,
  type Annotation,
  type Component,
  type Flow,
  type Formula,
  type Hash,
  type Property,
  type Task,
} from '@headwater/formats/cyclonedx'
import type { BuildFile, Identity, TracedStep } from '../build/model.ts'
import {
  codeText,
  isLink,
  linkedStatically,
  placeOf,
  presenceText,
  type Bill,
  type BillKind,
  type Holder,
  type Making,
} from './bill.ts'
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
          hashes: [{ alg: 'SHA-256', content: other.sha256 }],
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

type RefOf = (file: BuildFile) => string

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

function fileOf(
  file: BuildFile,
  refOf: RefOf,
  code: string | undefined,
  links: readonly Property[] = [],
): Component {
  const { gitSha1 } = file.digests
  const properties = [
    ...links,
    ...(code === undefined ? [] : [{ name: 'headwater:code', value: code }]),
  ]
  return {
    type: 'file',
    'bom-ref': refOf(file),
    name: file.name,
    hashes: hashesOf(file),
    ...(gitSha1 !== undefined && { omniborId: [`gitoid:blob:sha1:${gitSha1}`] }),
    ...(properties.length > 0 && { properties }),
  }
}

/** CycloneDX knows `SHA-512`, `MD5`, ... */
function hashOf(algorithm: string, content: string): Hash[] {
  const alg = /^sha\d+$/.test(algorithm) ? `SHA-${algorithm.slice(3)}` : algorithm.toUpperCase()
  return [{ alg, content }]
}

function hashesOf({ digests: { sha256, sha1, sha512 } }: Pick<BuildFile, 'digests'>): Hash[] {
  return [
    ['SHA-256', sha256] as const,
    ['SHA-1', sha1] as const,
    ['SHA-512', sha512] as const,
  ].flatMap(([alg, content]) => (content === undefined ? [] : [{ alg, content }]))
}

const linking = new WeakMap<Bill, ReadonlyMap<BuildFile, readonly TracedStep[]>>()

/** CycloneDX has no words for how something was linked: those of SPDX 3, as properties of what was linked together. */
function linksOf(file: BuildFile, bill: Bill, refOf: RefOf): readonly Property[] {
  let steps = linking.get(bill)
  if (steps === undefined) {
    const found = new Map<BuildFile, TracedStep[]>()
    for (const step of bill.build.steps) {
      if (!isLink(step) && step.kind !== 'archive') continue
      for (const output of step.outputs) found.set(output, [...(found.get(output) ?? []), step])
    }
    linking.set(bill, (steps = found))
  }
  const said = (type: string, files: readonly BuildFile[]): Property[] =>
    files.map((each) => ({ name: `headwater:relationship:${type}`, value: refOf(each) }))
  return (steps.get(file) ?? []).flatMap((step) =>
    step.kind === 'archive'
      ? said('contains', step.inputs)
      : [...said('hasStaticLink', linkedStatically(step)), ...said('hasDynamicLink', step.loads)],
  )
}

/** What an image needs where it runs. */
function dependenciesOf({ build }: Bill, refOf: RefOf) {
  const loads = new Map<string, Set<string>>()
  for (const step of build.steps) {
    if (step.loads.length === 0) continue
    for (const output of step.outputs) {
      const known = loads.get(refOf(output)) ?? new Set<string>()
      for (const file of step.loads) if (placeOf(file).bill === 'build') known.add(refOf(file))
      loads.set(refOf(output), known)
    }
  }
  return [...loads]
    .filter(([, set]) => set.size > 0)
    .map(([ref, set]) => ({ ref, dependsOn: [...set].sort() }))
}

function formulaOf({ build }: Bill, refOf: RefOf): Formula {
  const tools = new Map<string, string>()
  const components = build.tools.map(({ name, version, purl, digests }): Component => {
    tools.set(name, `tool:${name}`)
    return {
      type: 'application',
      'bom-ref': `tool:${name}`,
      name,
      ...(version !== undefined && { version }),
      ...(digests && { hashes: hashesOf({ digests }) }),
      ...(purl !== undefined && { purl }),
    }
  })
  const taken = new Map<string, number>()
  const tasks = build.steps.map((step): Task => {
    const key = `step:${step.outputs[0]?.name ?? step.kind}`
    const count = (taken.get(key) ?? 0) + 1
    taken.set(key, count)
    const ref = count === 1 ? key : `${key}#${count}`
    const tool = step.tool && tools.get(step.tool.name)
    const inputs = [...new Set([...step.inputs, ...step.includes])]
    return {
      'bom-ref': ref,
      uid: ref,
      name: `${step.kind} ${step.outputs[0]?.name ?? ''}`,
      ...(tool !== undefined && { resourceReferences: [{ ref: tool }] }),
      taskTypes: ['build'],
      ...(step.command && {
        steps: [{ commands: [{ executed: [step.tool?.name ?? '', ...step.command].join(' ') }] }],
      }),
      ...(inputs.length > 0 && {
        inputs: inputs.map((file): Flow => ({ resource: { ref: refOf(file) } })),
      }),
      outputs: step.outputs.map((file): Flow => ({
        type: 'artifact',
        resource: { ref: refOf(file) },
      })),
      ...(step.incomplete && {
        properties: [
          { name: 'headwater:incomplete', value: 'which headers were included is not recorded' },
        ],
      }),
    }
  })
  return {
    'bom-ref': 'formula',
    ...(components.length > 0 && { components }),
    workflows: [
      {
        'bom-ref': 'build',
        uid: 'build',
        name: `build by ${build.system}`,
        taskTypes: ['build'],
        tasks,
        ...(build.configuration.length > 0 && {
          inputs: build.configuration.map((file): Flow => ({ resource: { ref: refOf(file) } })),
        }),
        ...(build.settings.length > 0 && {
          properties: build.settings.map(([name, value]) => ({
            name: `headwater:setting:${name}`,
            value,
          })),
        }),
      },
    ],
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
