// SPDX-License-Identifier: Apache-2.0
import type { Captured, Identity, TracedBuild } from '@headwater/capture/build'
import { gapsInList } from '@headwater/capture/documents'
import { columns, count, paint, safe } from './text.ts'

const MOST_PACKAGES = 12
const MOST_PATHS = 3

/** What was seen, what is missing, and what to type next. */
export function printCapture(
  { build, documents }: Captured,
  coloured: boolean,
  out: string,
): string {
  const { bold, yellow, dim } = paint(coloured)
  const folder = out === '' ? '.' : out
  const lines = [
    `${bold('build')}     ${safe(build.system)}: ${summary(build)}`,
    `${bold('images')}    ${imagesOf(build)}`,
    ...codeOf(build).map((line) => `${bold('code')}      ${line}`),
    bold('packages'),
    ...columns(packageRows(build)),
    '',
    bold('written'),
    ...columns(
      documents.map(({ kind, file, size }) => [
        `${folder}/${file}`,
        SAYS[kind],
        dim(sizeText(size)),
      ]),
    ),
    '',
  ]
  if (build.gaps.length > 0) {
    const isIncomplete = gapsInList(build.gaps).length > 0
    const what = isIncomplete ? 'incomplete:' : 'complete, with'
    lines.push(
      yellow(bold(`${what} ${count(build.gaps.length, 'gap')}, named in the documents too`)),
    )
    for (const { code, message, hint, paths } of build.gaps) {
      lines.push(`  ${yellow(code)}: ${safe(message, 1000)}`, `    ${safe(hint, 1000)}`)
      if (paths.length > 0) {
        const shown = paths.slice(0, MOST_PATHS).map((path) => safe(path, 120))
        const more = paths.length > MOST_PATHS ? `, and ${paths.length - MOST_PATHS} more` : ''
        lines.push(dim(`    ${shown.join(', ')}${more}`))
      }
    }
    lines.push('')
  }
  lines.push(`next: headwater check ${folder}`, '')
  return lines.join('\n')
}

const SAYS = {
  application: 'the source of the application',
  'third-party': 'the source and libraries of others',
  build: 'what was made of them',
} as const

function summary({ steps, files }: TracedBuild): string {
  const made = (kind: string): number =>
    files.filter((file) => file.kind === kind && file.home.kind === 'build').length
  const of = (kind: string): number => steps.filter((step) => step.kind === kind).length
  const bundled = new Set(
    steps.filter(({ kind }) => kind === 'bundle').flatMap(({ inputs }) => inputs),
  )
  const parts: readonly (readonly [number, string, string?])[] = [
    [of('compile'), 'unit compiled', 'units compiled'],
    [bundled.size, 'module bundled', 'modules bundled'],
    [made('object'), 'object'],
    [made('archive'), 'archive'],
    [made('shared'), 'shared library', 'shared libraries'],
    [of('generate'), 'file generated', 'files generated'],
  ]
  return parts
    .flatMap(([number, one, many]) => (number === 0 ? [] : [count(number, one, many)]))
    .join(', ')
}

/** How much `check` will be able to say function by function. */
function codeOf({ code }: TracedBuild): readonly string[] {
  const objects = [...code.values()].flatMap((record) => (record.of === 'object' ? [record] : []))
  if (objects.length === 0) return []
  const empty = objects.filter(
    ({ text, intermediate }) => text === 0 && intermediate !== true,
  ).length
  const told = objects.filter(({ images }) => Object.keys(images).length > 0).length
  const parts = [
    `of ${count(told, 'object')} the functions in an image are known`,
    ...(empty === 0 ? [] : [`${count(empty, 'object')} without code`]),
  ]
  return [parts.join(', ')]
}

function imagesOf({ images }: TracedBuild): string {
  const shown = images.slice(0, 5).map(({ name }) => safe(name, 80))
  const more = images.length > 5 ? ` and ${images.length - 5} more` : ''
  return images.length === 0 ? 'none was linked' : shown.join(', ') + more
}

const LOCKED = [
  ['in-bundle', 'in the bundle, without a folder'],
  ['external', 'loaded when it runs'],
  ['unknown', 'nobody can say'],
  ['absent', 'not in any bundle'],
] as const

function packageRows({ trees, packages, locked }: TracedBuild): string[][] {
  const own = trees.map(({ kind, identity, files }) => [
    kind === 'application' ? 'application' : 'third party',
    nameOf(identity),
    safe(identity.purls[0] ?? 'nobody says what it is', 80),
    `${count(files.length, 'file')}, by ${identity.basis.length > 0 ? safe(identity.basis.join(', '), 80) : 'its folder alone'}`,
  ])
  const system = packages.map(({ identity, files }) => [
    'system',
    nameOf(identity),
    '',
    `${count(files.length, 'file')} used`,
  ])
  const found = (wanted: string): number =>
    locked.filter(({ presence: { presence } }) => presence === wanted).length
  const others = LOCKED.flatMap(([presence, words]) =>
    found(presence) === 0 ? [] : [['lockfile', count(found(presence), 'package'), '', words]],
  )
  const rows = [...own, ...others, ...system]
  const more = rows.length - MOST_PACKAGES
  return more <= 1 ? rows : [...rows.slice(0, MOST_PACKAGES), [`and ${more} more`]]
}

function nameOf({ name, version }: Identity): string {
  return safe(version === undefined ? name : `${name} ${version}`, 60)
}

function sizeText(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`
}
