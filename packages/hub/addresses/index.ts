// SPDX-License-Identifier: Apache-2.0
export { isPublicAddress } from './public.ts'
export { requestOutside, type OutgoingOptions, type OutgoingRequest } from './request.ts'
