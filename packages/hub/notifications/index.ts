// SPDX-License-Identifier: Apache-2.0
export { runRules } from './run.ts'
export { MAIL_SERVER, sendDelivery, type MailServer } from './send.ts'
