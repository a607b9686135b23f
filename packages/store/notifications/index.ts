// SPDX-License-Identifier: Apache-2.0
export {
  createRule,
  deleteRule,
  noteRuleRun,
  rules,
  updateRule,
  type NotificationRule,
} from './rules.ts'
export { createDelivery, deliveries, noteDelivery, type Delivery } from './deliveries.ts'
export {
  allWebhooks,
  createWebhook,
  deleteWebhook,
  replaceWebhookSecret,
  updateWebhook,
  webhookById,
  webhooks,
  type Webhook,
} from './webhooks.ts'
export { exploitedFindings, releasesEndingSupport } from './standing.ts'
