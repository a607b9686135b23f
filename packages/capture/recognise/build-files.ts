// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { purlText, type Told } from './identity.ts'
import { readStart } from './text.ts'

/** A file that says to a build system or package manager what its project is called. */
interface Teller {
  readonly file: string
  readonly basis: string
  read(text: string, root: string): Omit<Told, 'basis'> | undefined
}

/** The first that says something decides. */
export function fromBuildFiles(root: string): Told | undefined {
  for (const { file, basis, read } of TELLERS) {
    const text = readStart(join(root, file))
    const told = text === undefined ? undefined : read(text, root)
    if (told !== undefined) return { ...told, basis }
  }
  return undefined
}

const TELLERS: readonly Teller[] = [
  { file: 'CMakeLists.txt', basis: 'CMakeLists.txt project()', read: readCmake },
  { file: 'meson.build', basis: 'meson.build project()', read: readMeson },
  { file: 'configure.ac', basis: 'configure.ac AC_INIT', read: readAutoconf },
  { file: 'configure.in', basis: 'configure.in AC_INIT', read: readAutoconf },
  { file: 'Cargo.toml', basis: 'Cargo.toml', read: readCargo },
  { file: 'package.json', basis: 'package.json', read: readNpm },
  { file: 'library.json', basis: 'library.json', read: readJson },
  { file: 'idf_component.yml', basis: 'idf_component.yml', read: readIdf },
]

/** `project(name VERSION 1.2.3 ...)`, in any case, over several lines. A variable in it says nothing here. */
function readCmake(text: string): Omit<Told, 'basis'> | undefined {
  const plain = text.replaceAll(/#[^\n]*/g, '')
  const [, words = ''] = /\bproject\s{0,20}\(([^()]{1,2000})\)/i.exec(plain) ?? []
  const [name, ...more] = words.trim().split(/\s+/)
  if (name === undefined || !isName(name)) return undefined
  const at = more.findIndex((word) => word.toUpperCase() === 'VERSION')
  const version = at < 0 ? undefined : unquoted(more[at + 1])
  return { name: unquoted(name) ?? name, ...plainVersion(version) }
}

function readMeson(text: string): Omit<Told, 'basis'> | undefined {
  const [, words = ''] = /^\s{0,20}project\s{0,20}\(([^()]{1,4000})\)/m.exec(text) ?? []
  const name = /^\s*'([^']{1,200})'/.exec(words)?.[1]
  if (name === undefined || !isName(name)) return undefined
  const version = /\bversion\s{0,20}:\s{0,20}'([^']{1,100})'/.exec(words)?.[1]
  const license = /\blicense\s{0,20}:\s{0,20}'([^']{1,100})'/.exec(words)?.[1]
  return { name, ...plainVersion(version), ...(license === undefined ? {} : { license }) }
}

function readAutoconf(text: string): Omit<Told, 'basis'> | undefined {
  const plain = text.replaceAll(/^(?:dnl\b|#)[^\n]*/gm, '')
  const [, words = ''] = /\bAC_INIT\s{0,20}\(([^()]{1,1000})\)/.exec(plain) ?? []
  const [name, version] = words.split(',').map((word) => word.trim().replaceAll(/^\[+|\]+$/g, ''))
  if (name === undefined || !isName(name)) return undefined
  return { name, ...plainVersion(version) }
}

function readCargo(text: string): Omit<Told, 'basis'> | undefined {
  const start = text.indexOf('[package]')
  if (start < 0) return undefined
  const end = text.indexOf('\n[', start)
  const section = text.slice(start, end < 0 ? undefined : end)
  const field = (key: string): string | undefined =>
    new RegExp(`^${key}\\s{0,20}=\\s{0,20}"([^"\n]{1,200})"`, 'm').exec(section)?.[1]
  const name = field('name')
  if (name === undefined) return undefined
  const version = field('version')
  const license = field('license')
  return {
    name,
    ...plainVersion(version),
    ...(license === undefined ? {} : { license }),
    purls: [purlText({ type: 'cargo', name, version })],
  }
}

function readNpm(text: string): Omit<Told, 'basis'> | undefined {
  const told = readJson(text)
  if (told === undefined) return undefined
  const slash = told.name.startsWith('@') ? told.name.indexOf('/') : -1
  const purl = purlText({
    type: 'npm',
    namespace: slash < 0 ? undefined : told.name.slice(0, slash),
    name: told.name.slice(slash + 1),
    version: told.version,
  })
  return { ...told, purls: [purl] }
}

function readJson(text: string): Omit<Told, 'basis'> | undefined {
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof said !== 'object' || said === null) return undefined
  const { name, version, license } = said as Readonly<Record<string, unknown>>
  if (typeof name !== 'string' || name === '') return undefined
  return {
    name,
    ...(typeof version === 'string' ? plainVersion(version) : {}),
    ...(typeof license === 'string' ? { license } : {}),
  }
}

/** Components of ESP-IDF give their version and leave the name to the folder. */
function readIdf(text: string, root: string): Omit<Told, 'basis'> | undefined {
  const version = /^version:\s{0,20}["']?([0-9][\w.~+-]{0,60})/m.exec(text)?.[1]
  if (version === undefined) return undefined
  return { name: root.slice(root.lastIndexOf('/') + 1), version }
}

function unquoted(word: string | undefined): string | undefined {
  return word?.replaceAll(/^["']|["']$/g, '')
}

/** What a variable or macro stands for is not known here. */
function plainVersion(version: string | undefined): { readonly version?: string } {
  return version !== undefined && /^v?\d[\w.+~-]{0,80}$/.test(version)
    ? { version: version.replace(/^v/, '') }
    : {}
}

function isName(word: string): boolean {
  return /^["']?[\w][\w .+-]{0,100}["']?$/.test(word)
}
