// SPDX-License-Identifier: Apache-2.0
import { dialectOf } from './compile.ts'
import type { CycloneDxDocument } from './document.ts'
import { fitObject, type Fitting, type Loss } from './fit.ts'
import { VERSIONS_OF, type Syntax, type Version } from './versions.ts'
import { formatXml } from './write-xml.ts'

export interface CycloneDxTarget {
  readonly version: Version
  readonly syntax: Syntax
}

export interface WrittenCycloneDx {
  readonly text: string
  /** One line for each thing that the version or the syntax cannot say, in the order of the document. */
  readonly lost: readonly string[]
  /** The same, each with its place. */
  readonly losses: readonly Loss[]
}

/**
 * The document in any version and syntax. It keeps to that version's schema: what the version or the syntax has no place
 * for is left out or said with a nearer word, and `lost` says so. The same document always gives the same text.
 * @throws RangeError for JSON 1.0 and 1.1, which do not exist.
 */
export function writeCycloneDx(
  document: CycloneDxDocument,
  { version, syntax }: CycloneDxTarget,
): WrittenCycloneDx {
  if (!VERSIONS_OF[syntax].includes(version)) {
    throw new RangeError(`there is no CycloneDX ${version} in ${syntax.toUpperCase()}`)
  }
  const dialect = dialectOf(version, syntax)
  const type = dialect.type('bom')
  if (type.kind !== 'object') throw new Error('the table has no bom')
  const fitting: Fitting = {
    dialect,
    path: [],
    lost: [],
    refs: new Set(),
    same: document.specVersion === version,
  }
  const { bomFormat: _format, specVersion: _version, $schema, ...rest } = document
  const built = fitObject(fitting, headFor(rest, version, syntax, $schema), type.object) ?? {}
  const text =
    syntax === 'json'
      ? `${JSON.stringify(built, undefined, 2)}\n`
      : formatXml(dialect, type.object, built)
  const lost = fitting.lost.map(
    ({ pointer, message }) => `${pointer || 'the document'}: ${message}`,
  )
  return { text, lost, losses: fitting.lost }
}

function headFor(
  rest: object,
  version: Version,
  syntax: Syntax,
  schema: string | undefined,
): object {
  if (syntax === 'xml') return version <= '1.1' ? { components: [], ...rest } : rest
  const url = `http://cyclonedx.org/schema/bom-${version}.schema.json`
  return {
    ...(schema !== undefined && version >= '1.4' && { $schema: url }),
    bomFormat: 'CycloneDX',
    specVersion: version,
    ...rest,
  }
}
