// SPDX-License-Identifier: Apache-2.0
export {
  feedById,
  feeds,
  noteFeedFailure,
  noteFeedStart,
  noteFeedSuccess,
  registerFeed,
  updateFeed,
  type Feed,
} from './feeds.ts'
