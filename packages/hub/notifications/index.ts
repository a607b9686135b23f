// SPDX-License-Identifier: Apache-2.0
export { runRules } from './run.ts'
export { keepMailServer, sealKeptSecrets, type MailServer } from './sealed.ts'
export { sendDelivery } from './send.ts'
