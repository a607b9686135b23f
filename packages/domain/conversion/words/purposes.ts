// SPDX-License-Identifier: Apache-2.0

/** SPDX 3.0.1 Software, SoftwarePurpose (the pivot's word); SPDX 2.3, 7.24; CycloneDX 1.7, component `type`. */
const PURPOSES: readonly (readonly [spdx3: string, spdx2: string, cyclonedx: string])[] = [
  ['application', 'APPLICATION', 'application'],
  ['archive', 'ARCHIVE', ''],
  ['container', 'CONTAINER', 'container'],
  ['data', '', 'data'],
  ['device', 'DEVICE', 'device'],
  ['deviceDriver', '', 'device-driver'],
  ['file', 'FILE', 'file'],
  ['firmware', 'FIRMWARE', 'firmware'],
  ['framework', 'FRAMEWORK', 'framework'],
  ['install', 'INSTALL', ''],
  ['library', 'LIBRARY', 'library'],
  ['model', '', 'machine-learning-model'],
  ['operatingSystem', 'OPERATING-SYSTEM', 'operating-system'],
  ['other', 'OTHER', ''],
  ['platform', '', 'platform'],
  ['source', 'SOURCE', ''],
]

const COLUMN = { spdx2: 1, cyclonedx: 2 } as const

export function purposeFrom(family: keyof typeof COLUMN, word: string): string | undefined {
  return PURPOSES.find((row) => row[COLUMN[family]] === word)?.[0]
}

export function purposeIn(family: keyof typeof COLUMN, purpose: string): string | undefined {
  return PURPOSES.find(([spdx3]) => spdx3 === purpose)?.[COLUMN[family]] || undefined
}

/**
 * SPDX 2.3, 8.3 as SPDX 3.0.1 says it (annex "Differences from previous editions", File Type): a purpose, or a media type.
 * SPDX 3 asks for a media type without wildcards, so that audio, images and films have none there.
 */
export const FILE_TYPES: ReadonlyMap<
  string,
  { readonly purpose?: string; readonly mediaType?: string }
> = new Map([
  ['ARCHIVE', { purpose: 'archive' }],
  ['BINARY', { mediaType: 'application/octet-stream' }],
  ['SOURCE', { purpose: 'source' }],
  ['TEXT', { mediaType: 'text/plain' }],
  ['APPLICATION', { purpose: 'application' }],
  ['AUDIO', { mediaType: 'audio/*' }],
  ['IMAGE', { mediaType: 'image/*' }],
  ['VIDEO', { mediaType: 'video/*' }],
  ['DOCUMENTATION', { purpose: 'documentation' }],
  ['SPDX', { mediaType: 'text/spdx' }],
  ['OTHER', { purpose: 'other' }],
])
