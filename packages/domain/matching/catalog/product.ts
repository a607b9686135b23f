// SPDX-License-Identifier: Apache-2.0
import type { SchemeId } from '@headwater/formats/versions'

/** One product under all the names that CVE records, CPE names, purls and repositories give it. */
export interface CatalogProduct {
  readonly id: string
  readonly name: string
  /** Vendor and product of CVE records. */
  readonly products: readonly (readonly [string, string])[]
  /** `part:vendor:product` of CPE names, unquoted; the first is the one that NVD uses today. */
  readonly cpes: readonly string[]
  /** Without version. */
  readonly purls: readonly string[]
  /** Addresses, mirrors included. */
  readonly repositories: readonly string[]
  /** Ecosystem and name of OSV. */
  readonly packages?: readonly (readonly [string, string])[]
  /** How its releases are ordered; dotted numbers where absent. */
  readonly scheme?: SchemeId
  /** What its tags put before the version: `curl-7_88_1`, `openssl-3.0.1`. Underscores in what follows are dots. */
  readonly tags?: readonly string[]
  readonly quirks?: ProductQuirks
  /** Where these facts were looked up. */
  readonly source: string
}

export interface ProductQuirks {
  /** Its CNA writes `versionType: git` for release numbers. */
  readonly gitMeansRelease?: true
  /** Its CNA writes `lessThanOrEqual: 3.4` for the whole 3.4 line: text of the line's last version, `3.4` + `.99`. */
  readonly lineEnd?: string
}
