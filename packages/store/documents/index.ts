// SPDX-License-Identifier: Apache-2.0
export {
  findDocument,
  documentBytes,
  saveDocument,
  type DocumentRow,
  type SavedDocument,
} from './documents.ts'
export {
  attachDocument,
  detachDocument,
  documentsOfRelease,
  releasesSharing,
  releasesWithDocument,
  type Attachment,
  type Lane,
  type NewAttachment,
} from './attachments.ts'
export { documentLinks, saveDocumentLinks, type DocumentLink } from './links.ts'
export { refuseDocument } from './refusals.ts'
