// SPDX-License-Identifier: Apache-2.0
export { readManifest, type Manifest, type MirrorFeed } from './manifest.ts'
export { openMirror } from './open.ts'
export { mirrorFolder } from './place.ts'
