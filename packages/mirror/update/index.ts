// SPDX-License-Identifier: Apache-2.0
export { KNOWN_FEEDS, knownFeed, type KnownFeed } from './feeds.ts'
export { updateFeeds, type FeedAddress, type UpdateTask } from './update.ts'
