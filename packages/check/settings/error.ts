// SPDX-License-Identifier: Apache-2.0

/** headwater.yaml, a locations file, or a name=value pair that is not what it must be. Lists everything wrong at once. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly file: string
  readonly faults: readonly string[]

  constructor(file: string, faults: readonly string[], options?: ErrorOptions) {
    super(`${file}: ${faults.join('; ')}`, options)
    this.file = file
    this.faults = faults
  }
}
