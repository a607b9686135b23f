// SPDX-License-Identifier: Apache-2.0
import { VERSIONS_OF, type Syntax, type Version } from '@headwater/formats/cyclonedx'

/** What a document can be written as. */
export type Target =
  | {
      readonly family: 'spdx-2'
      readonly version: '2.2' | '2.3'
      readonly syntax: 'json' | 'tag-value'
    }
  | { readonly family: 'spdx-3'; readonly version: '3.0.1'; readonly syntax: 'json' }
  | { readonly family: 'cyclonedx'; readonly version: Version; readonly syntax: Syntax }

/** By the names that `--to` takes. */
export const TARGETS: ReadonlyMap<string, Target> = new Map<string, Target>([
  ...(['2.2', '2.3'] as const).flatMap((version): [string, Target][] => [
    [`spdx-${version}`, { family: 'spdx-2', version, syntax: 'json' }],
    [`spdx-${version}-tag-value`, { family: 'spdx-2', version, syntax: 'tag-value' }],
  ]),
  ['spdx-3.0.1', { family: 'spdx-3', version: '3.0.1', syntax: 'json' }],
  // what people call it
  ['spdx-3.0', { family: 'spdx-3', version: '3.0.1', syntax: 'json' }],
  ...VERSIONS_OF.json.map((version): [string, Target] => [
    `cyclonedx-${version}`,
    { family: 'cyclonedx', version, syntax: 'json' },
  ]),
  ...VERSIONS_OF.xml.map((version): [string, Target] => [
    `cyclonedx-${version}-xml`,
    { family: 'cyclonedx', version, syntax: 'xml' },
  ]),
])
