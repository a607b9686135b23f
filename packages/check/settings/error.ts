// SPDX-License-Identifier: Apache-2.0
import { MAX_FAULTS_LISTED } from '@headwater/formats/fault'

/** headwater.yaml, a locations file, or a name=value pair that is not what it must be. Lists everything wrong at once. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly file: string
  readonly faults: readonly string[]

  constructor(file: string, faults: readonly string[], options?: ErrorOptions) {
    const listed = faults.slice(0, MAX_FAULTS_LISTED)
    if (faults.length > listed.length) listed.push(`and ${faults.length - listed.length} more`)
    super(`${file}: ${listed.join('; ')}`, options)
    this.file = file
    this.faults = listed
  }
}
