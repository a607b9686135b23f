// SPDX-License-Identifier: Apache-2.0
export { actorNames, actorsCalled } from './actors.ts'
export { appendAudit, type AuditBody, type NewAuditEvent } from './append.ts'
export { auditEvents, exportAudit, type AuditEvent } from './read.ts'
export { findAuditHash, verifyAudit, verifyAuditLines, type AuditVerdict } from './verify.ts'
