// SPDX-License-Identifier: Apache-2.0
export {
  importFeeds,
  type ImportedFeed,
  type ImportOutcome,
  type ImportSource,
  type ImportTask,
  type Obtained,
  sourceOfPath,
} from './import.ts'
