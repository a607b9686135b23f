// SPDX-License-Identifier: Apache-2.0
export { readSettings, settingsFilesFor, type Settings } from './file.ts'
export { readLocations, type Overlay, type OverlayEntry } from './locations.ts'
export { SettingsError } from './error.ts'
export { parseOverride } from './override.ts'
