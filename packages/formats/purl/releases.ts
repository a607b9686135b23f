// SPDX-License-Identifier: Apache-2.0

/**
 * How the words of a `distro` qualifier (`debian-12`, `bookworm`, `alpine-3.18.4`, `sles-15.4`) become the suffix of an OSV
 * ecosystem.
 */
export type ReleaseRule =
  'debian' | 'ubuntu' | 'alpine' | 'major' | 'whole' | 'redhat' | 'suse' | 'opensuse'

/** The suffix (`12`, `22.04:LTS`, `v3.18`), or undefined where the qualifier says too little. */
export function releaseOf(rule: ReleaseRule, distro: string): string | undefined {
  const words = distro.trim().toLowerCase()
  const number = /\d+(?:\.\d+)*/.exec(words)?.[0]
  return RULES[rule](words, number)
}

type Rule = (words: string, number: string | undefined) => string | undefined

const RULES: Readonly<Record<ReleaseRule, Rule>> = {
  debian: (words, number) => major(number) ?? codenameIn(DEBIAN, words),
  ubuntu: (words, number) => ubuntu(number ?? codenameIn(UBUNTU, words)),
  alpine: (words, number) =>
    words.includes('edge') ? 'edge' : number === undefined ? undefined : `v${firstTwo(number)}`,
  major: (_words, number) => major(number),
  whole: (_words, number) => number,
  // OSV scopes Red Hat's records by the CPE of a product; the base product is all that a release number tells.
  redhat: (_words, number) =>
    number === undefined ? undefined : `enterprise_linux:${major(number)}`,
  suse: (_words, number) =>
    number === undefined ? undefined : `Linux Enterprise Server ${servicePack(number)}`,
  opensuse: (words, number) =>
    words.includes('tumbleweed')
      ? 'Tumbleweed'
      : number === undefined
        ? undefined
        : `Leap ${firstTwo(number)}`,
}

function major(number: string | undefined): string | undefined {
  return number?.split('.', 1)[0]
}

function firstTwo(number: string): string {
  return number.split('.').slice(0, 2).join('.')
}

/** `15.4` is `15 SP4`. */
function servicePack(number: string): string {
  const [release, pack] = number.split('.')
  return pack === undefined || pack === '0' ? release! : `${release!} SP${pack}`
}

/** Long-term releases are those of April in even years, and the first one, of June 2006. */
function ubuntu(number: string | undefined): string | undefined {
  if (number === undefined) return undefined
  const [year = '', month = ''] = number.split('.')
  if (month === '') return undefined
  const isLts = (Number(year) % 2 === 0 && month === '04') || (year === '6' && month === '06')
  return `${year}.${month}${isLts ? ':LTS' : ''}`
}

function codenameIn(names: ReadonlyMap<string, string>, words: string): string | undefined {
  for (const word of words.split(/[^a-z]+/)) {
    const release = names.get(word)
    if (release !== undefined) return release
  }
  return undefined
}

/** Debian's distro-info-data; sid has no number, and OSV writes its name. */
const DEBIAN: ReadonlyMap<string, string> = new Map([
  ['sid', 'sid'],
  ['unstable', 'sid'],
  ['duke', '15'],
  ['forky', '14'],
  ['trixie', '13'],
  ['bookworm', '12'],
  ['bullseye', '11'],
  ['buster', '10'],
  ['stretch', '9'],
  ['jessie', '8'],
  ['wheezy', '7'],
  ['squeeze', '6'],
  ['lenny', '5'],
  ['etch', '4'],
  ['sarge', '3.1'],
  ['woody', '3.0'],
])

/** Ubuntu's distro-info-data, releases that somebody may still build on. */
const UBUNTU: ReadonlyMap<string, string> = new Map([
  ['questing', '25.10'],
  ['plucky', '25.04'],
  ['oracular', '24.10'],
  ['noble', '24.04'],
  ['mantic', '23.10'],
  ['lunar', '23.04'],
  ['kinetic', '22.10'],
  ['jammy', '22.04'],
  ['impish', '21.10'],
  ['hirsute', '21.04'],
  ['groovy', '20.10'],
  ['focal', '20.04'],
  ['eoan', '19.10'],
  ['disco', '19.04'],
  ['cosmic', '18.10'],
  ['bionic', '18.04'],
  ['artful', '17.10'],
  ['zesty', '17.04'],
  ['yakkety', '16.10'],
  ['xenial', '16.04'],
  ['wily', '15.10'],
  ['vivid', '15.04'],
  ['utopic', '14.10'],
  ['trusty', '14.04'],
  ['precise', '12.04'],
  ['lucid', '10.04'],
  ['hardy', '8.04'],
  ['dapper', '6.06'],
])
