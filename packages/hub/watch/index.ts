// SPDX-License-Identifier: Apache-2.0
export { createFolderWatch, type FolderWatch, type WatchOptions } from './watch.ts'
