// SPDX-License-Identifier: Apache-2.0

/** What we use of it; the package brings no types. */
declare module 'nodemailer' {
  export function createTransport(options: {
    readonly url: string
    readonly requireTLS: boolean
    readonly connectionTimeout: number
    readonly socketTimeout: number
    readonly disableFileAccess: boolean
    readonly disableUrlAccess: boolean
  }): {
    sendMail(mail: {
      readonly from: string
      readonly to: { readonly name: string; readonly address: string }
      readonly subject: string
      readonly text: string
      readonly messageId: string
    }): Promise<unknown>
    close(): void
  }
}
