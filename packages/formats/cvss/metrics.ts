// SPDX-License-Identifier: Apache-2.0

export type CvssVersion = '2.0' | '3.0' | '3.1' | '4.0'

export type MetricGroup = 'base' | 'temporal' | 'environmental' | 'threat' | 'supplemental'

interface Metric {
  readonly name: string
  readonly group: MetricGroup
  /** The first of an optional metric says "not defined" and is the same as its absence. */
  readonly values: readonly string[]
}

/** One version of the standard: how its vectors begin, and its metrics in the order of its vector string. */
export interface VectorFormat {
  readonly version: CvssVersion
  readonly prefix: string
  /** CVSS 4.0, section 7: any other order is invalid. Earlier versions take any. */
  readonly ordered: boolean
  readonly metrics: ReadonlyMap<string, Metric>
}

const V2 = table([
  ['base', 'AV:L,A,N AC:H,M,L Au:M,S,N C:N,P,C I:N,P,C A:N,P,C'],
  ['temporal', 'E:ND,U,POC,F,H RL:ND,OF,TF,W,U RC:ND,UC,UR,C'],
  ['environmental', 'CDP:ND,N,L,LM,MH,H TD:ND,N,L,M,H CR:ND,L,M,H IR:ND,L,M,H AR:ND,L,M,H'],
])

const V3 = table([
  ['base', 'AV:N,A,L,P AC:L,H PR:N,L,H UI:N,R S:U,C C:H,L,N I:H,L,N A:H,L,N'],
  ['temporal', 'E:X,H,F,P,U RL:X,U,W,T,O RC:X,C,R,U'],
  [
    'environmental',
    'CR:X,H,M,L IR:X,H,M,L AR:X,H,M,L MAV:X,N,A,L,P MAC:X,L,H MPR:X,N,L,H MUI:X,N,R MS:X,U,C MC:X,N,L,H MI:X,N,L,H MA:X,N,L,H',
  ],
])

const V4 = table([
  [
    'base',
    'AV:N,A,L,P AC:L,H AT:N,P PR:N,L,H UI:N,P,A VC:H,L,N VI:H,L,N VA:H,L,N SC:H,L,N SI:H,L,N SA:H,L,N',
  ],
  ['threat', 'E:X,A,P,U'],
  [
    'environmental',
    'CR:X,H,M,L IR:X,H,M,L AR:X,H,M,L MAV:X,N,A,L,P MAC:X,L,H MAT:X,N,P MPR:X,N,L,H MUI:X,N,P,A MVC:X,H,L,N MVI:X,H,L,N MVA:X,H,L,N MSC:X,H,L,N MSI:X,S,H,L,N MSA:X,S,H,L,N',
  ],
  ['supplemental', 'S:X,N,P AU:X,N,Y R:X,A,U,I V:X,D,C RE:X,L,M,H U:X,Clear,Green,Amber,Red'],
])

/** FIRST: CVSS 2.0 guide, tables 1 to 14; CVSS 3.0 and 3.1, table 15; CVSS 4.0, table 23. */
export const VECTOR_FORMATS: readonly VectorFormat[] = [
  { version: '4.0', prefix: 'CVSS:4.0/', ordered: true, metrics: V4 },
  { version: '3.1', prefix: 'CVSS:3.1/', ordered: false, metrics: V3 },
  { version: '3.0', prefix: 'CVSS:3.0/', ordered: false, metrics: V3 },
  { version: '2.0', prefix: '', ordered: false, metrics: V2 },
]

function table(groups: readonly (readonly [MetricGroup, string])[]): ReadonlyMap<string, Metric> {
  const metrics = groups.flatMap(([group, line]) =>
    line.split(' ').map((entry): Metric => {
      const [name = '', values = ''] = entry.split(':')
      return { name, group, values: values.split(',') }
    }),
  )
  return new Map(metrics.map((metric) => [metric.name, metric]))
}
