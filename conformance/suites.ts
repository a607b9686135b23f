// SPDX-License-Identifier: Apache-2.0
import type { Suite } from './suite.ts'
import { suite as advisories } from './advisories.ts'
import { suite as bomShelter } from './bom-shelter.ts'
import { suite as convert } from './convert.ts'
import { suite as csaf } from './csaf.ts'
import { suite as curl } from './curl.ts'
import { suite as cvss } from './cvss.ts'
import { suite as cyclonedx } from './cyclonedx.ts'
import { suite as cyclonedxExamples } from './cyclonedx-examples.ts'
import { suite as eef } from './eef.ts'
import { suite as kernel } from './kernel.ts'
import { suite as kev } from './kev.ts'
import { suite as locateCurl } from './locate-curl.ts'
import { suite as mutation } from './mutation.ts'
import { suite as openvex } from './openvex.ts'
import { suite as purl } from './purl.ts'
import { suite as spdx2 } from './spdx2.ts'
import { suite as spdx3 } from './spdx3.ts'
import { suite as vers } from './vers.ts'
import { suite as versionOrder } from './version-order.ts'
import { suite as zephyr } from './zephyr.ts'

/** Every suite that is run, in the order in which it is printed. */
export const SUITES: readonly Suite[] = [
  purl,
  vers,
  versionOrder,
  cvss,
  cyclonedx,
  cyclonedxExamples,
  spdx2,
  spdx3,
  bomShelter,
  openvex,
  csaf,
  eef,
  kev,
  advisories,
  convert,
  zephyr,
  kernel,
  locateCurl,
  curl,
  mutation,
]
