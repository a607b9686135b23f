// SPDX-License-Identifier: Apache-2.0
import { readCodeRecords } from '../code/index.ts'
import type { Inventory } from '../inventory/index.ts'
import type { Report } from '../report/index.ts'
import { readBuildEvidence } from '../triage/index.ts'
import type { Comparison } from './comparison.ts'
import { compareFiles } from './files.ts'
import { compareImages, type Side } from './images.ts'
import { comparePackages } from './packages.ts'
import { commonFolder, filesOfSide } from './sides.ts'
import { compareVerdicts } from './verdicts.ts'

export type * from './comparison.ts'

/** One set of documents; `report` where it was checked against advisories. */
export interface Compared {
  readonly inventory: Inventory
  readonly report?: Report
}

/** What changed between two builds: packages, files, images with their functions, and verdicts. */
export function compare(from: Compared, to: Compared): Comparison {
  const [before, after] = [sideOf(from.inventory), sideOf(to.inventory)]
  return {
    schemaVersion: 1,
    packages: comparePackages(from.inventory, to.inventory),
    files: compareFiles(before.files, after.files),
    images: compareImages(before, after),
    ...(from.report === undefined || to.report === undefined
      ? {}
      : { verdicts: compareVerdicts(from.report, to.report) }),
  }
}

function sideOf(inventory: Inventory): Side {
  return {
    inventory,
    records: readCodeRecords(inventory),
    root: commonFolder(inventory),
    files: filesOfSide(inventory),
    images: readBuildEvidence(inventory).images,
  }
}
