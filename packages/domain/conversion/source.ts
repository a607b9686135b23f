// SPDX-License-Identifier: Apache-2.0
import type { CycloneDxDocument } from '@headwater/formats/cyclonedx'
import type { Spdx2Document } from '@headwater/formats/spdx2'
import type { Spdx3Document } from '@headwater/formats/spdx3'
import { pivotOfCycloneDx } from './from-cyclonedx.ts'
import { pivotOfSpdx2 } from './from-spdx2.ts'
import { pivotOfSpdx3 } from './from-spdx3.ts'
import type { Ledger } from './ledger.ts'
import type { Pivot } from './pivot.ts'
import { united } from './united.ts'

/** A document as its reader gives it. */
export type SourceDocument =
  | { readonly family: 'spdx-2'; readonly document: Spdx2Document }
  | { readonly family: 'spdx-3'; readonly document: Spdx3Document }
  | { readonly family: 'cyclonedx'; readonly document: CycloneDxDocument }

export function pivotOf(source: SourceDocument, ledger: Ledger): Pivot {
  const pivot =
    source.family === 'spdx-2'
      ? pivotOfSpdx2(source.document, ledger)
      : source.family === 'spdx-3'
        ? pivotOfSpdx3(source.document, ledger)
        : pivotOfCycloneDx(source.document, ledger)
  return { ...pivot, relationships: united(pivot.relationships) }
}
