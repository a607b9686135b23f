// SPDX-License-Identifier: Apache-2.0

/** Cryptographic assets, and signatures over the document itself (JSF). Notation: ../notation.ts. */
export const CRYPTO_TYPES: Readonly<Record<string, string>> = {
  cryptoProperties: `
    assetType          assetType         !
    algorithmProperties algorithmProperties
    certificateProperties certificateProperties
    relatedCryptoMaterialProperties keyMaterial
    protocolProperties protocolProperties
    oid                string`,

  algorithmProperties: `
    primitive          primitive
    algorithmFamily    algorithmFamily   1.7
    parameterSetIdentifier string
    curve              string
    ellipticCurve      ellipticCurve     1.7
    executionEnvironment executionEnvironment
    implementationPlatform implementationPlatform
    certificationLevel certificationLevel[] *
    mode               cipherMode
    padding            padding
    cryptoFunctions    cryptoFunction[]  <cryptoFunction>
    classicalSecurityLevel count
    nistQuantumSecurityLevel nistLevel`,

  certificateProperties: `
    serialNumber       string            1.7
    subjectName        string
    issuerName         string
    notValidBefore     dateTime
    notValidAfter      dateTime
    signatureAlgorithmRef refLink
    subjectPublicKeyRef refLink
    certificateFormat  string
    certificateExtension string
    certificateFileExtension string      1.7
    fingerprint        hash              1.7
    certificateState   certificateState[] * 1.7
    creationDate       dateTime          1.7
    activationDate     dateTime          1.7
    deactivationDate   dateTime          1.7
    revocationDate     dateTime          1.7
    destructionDate    dateTime          1.7
    certificateExtensions certificateExtension[] <certificateExtension> 1.7
    relatedCryptographicAssets relatedAsset[] <relatedCryptographicAsset> 1.7`,

  certificateState: `
    : one state name
    : with description name
    state              certificateStateName
    name               string
    description        string
    reason             string`,

  certificateExtension: `
    : one commonExtensionName+commonExtensionValue customExtensionName
    : with commonExtensionName commonExtensionValue
    : with commonExtensionValue commonExtensionName
    : with customExtensionValue customExtensionName
    commonExtensionName certificateExtensionName
    commonExtensionValue string
    customExtensionName string
    customExtensionValue string`,

  relatedAsset: `
    type               string
    ref                refLink`,

  keyMaterial: `
    type               keyMaterialType
    id                 string
    state              keyState
    algorithmRef       refLink
    creationDate       dateTime
    activationDate     dateTime
    updateDate         dateTime
    expirationDate     dateTime
    value              string
    size               integer
    format             string
    securedBy          securedBy
    fingerprint        hash              1.7
    relatedCryptographicAssets relatedAsset[] <relatedCryptographicAsset> 1.7`,

  securedBy: `
    mechanism          string
    algorithmRef       refLink`,

  protocolProperties: `
    type               protocolType
    version            string
    cipherSuites       cipherSuite[]     <cipherSuite>
    ikev2TransformTypes ikeTransforms
    cryptoRefArray     refLink[]         *cryptoRef
    relatedCryptographicAssets relatedAsset[] <relatedCryptographicAsset> 1.7`,

  cipherSuite: `
    name               string
    algorithms         refLink[]         <algorithm>
    identifiers        string[]          <identifier>
    tlsGroups          string[]          <group> 1.7
    tlsSignatureSchemes string[]         <signatureScheme> 1.7`,

  ikeTransforms: `
    encr               ikeEncryption[]:1.7|refLink[] *
    prf                ikeTransform[]:1.7|refLink[] *
    integ              ikeTransform[]:1.7|refLink[] *
    ke                 ikeKeyExchange[]:1.7|refLink[] *
    esn                boolean
    auth               ikeTransform[]:1.7|refLink[] *`,

  ikeEncryption: `
    name               string
    keyLength          integer
    algorithm          refLink`,

  ikeTransform: `
    name               string
    algorithm          refLink`,

  ikeKeyExchange: `
    group              integer
    algorithm          refLink`,

  signers: `
    signers            signer[]          !`,

  signatureChain: `
    chain              signer[]          !`,

  signer: `
    algorithm          signatureAlgorithm !
    keyId              string
    publicKey          public-key
    certificatePath    string[]
    excludes           string[]
    value              string            !`,

  publicKeyEc: `
    kty                keyTypeEc         !
    crv                curveEc           !
    x                  string            !
    y                  string            !`,

  publicKeyOkp: `
    kty                keyTypeOkp        !
    crv                curveOkp          !
    x                  string            !`,

  publicKeyRsa: `
    kty                keyTypeRsa        !
    n                  string            !
    e                  string            !`,
}
