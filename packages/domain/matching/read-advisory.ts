// SPDX-License-Identifier: Apache-2.0
import { cveOfJson, looksLikeCve } from '@headwater/formats/cve'
import { FormatError } from '@headwater/formats/fault'
import { looksLikeOsv, osvOfJson } from '@headwater/formats/osv'
import type { Advisory } from './advisory.ts'
import { createNameCache } from './cve-names.ts'
import { advisoryOfCve } from './from-cve.ts'
import { advisoryOfOsv } from './from-osv.ts'

/** Turns the parsed records of a feed into advisories. One for a whole import, since it shares what records have in common. */
export interface AdvisoryReader {
  /** @throws FormatError naming the record, with everything that is wrong: skip the record and say so. */
  read(name: string, value: unknown, text?: string): Advisory
}

export function createAdvisoryReader(): AdvisoryReader {
  const cache = createNameCache()
  return {
    read(name, value, text) {
      if (looksLikeCve(value)) return advisoryOfCve(cveOfJson(name, value, text), cache)
      if (looksLikeOsv(value)) return advisoryOfOsv(osvOfJson(name, value, text))
      const message = 'neither an OSV record (`id`, `modified`) nor a CVE record (`dataType`)'
      throw new FormatError(name, [{ code: 'UNKNOWN_FORMAT', message, place: { pointer: '' } }])
    },
  }
}
