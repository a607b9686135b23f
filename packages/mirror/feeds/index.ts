// SPDX-License-Identifier: Apache-2.0
export {
  loadAdvisories,
  startLoading,
  type FeedLoading,
  type LoadOptions,
  type WantedFeeds,
} from './load.ts'
export { openFeed, type FeedFile, type FeedRecord } from './open.ts'
