// SPDX-License-Identifier: Apache-2.0
export { providerRoutes } from './providers.ts'
export { signInRoutes } from './routes.ts'
export { secretPurpose } from './client.ts'
