// SPDX-License-Identifier: Apache-2.0
import type * as Api from '@headwater/hub/api-types'
import type { ValueOf } from '@headwater/hub/api-types'

/** The API's shapes as TypeScript types; no schema reaches the browser. */
export type Counts = ValueOf<typeof Api.Counts>
export type Me = ValueOf<typeof Api.Me>
export type Today = ValueOf<typeof Api.Today>
export type Portfolio = ValueOf<typeof Api.Portfolio>
export type PortfolioRow = ValueOf<typeof Api.PortfolioRow>
export type Product = ValueOf<typeof Api.Product>
export type Release = ValueOf<typeof Api.Release>
export type ReleaseSummary = ValueOf<typeof Api.ReleaseSummary>
export type Lane = ValueOf<typeof Api.Lane>
export type FindingRow = ValueOf<typeof Api.FindingRow>
export type FindingPage = ValueOf<typeof Api.FindingPage>
export type Finding = ValueOf<typeof Api.Finding>
export type Opinion = ValueOf<typeof Api.Opinion>
export type FindingLocation = ValueOf<typeof Api.FindingLocation>
export type NewAssessment = ValueOf<typeof Api.NewAssessment>
export type Component = ValueOf<typeof Api.Component>
export type ComponentPage = ValueOf<typeof Api.ComponentPage>
export type FilePage = ValueOf<typeof Api.FilePage>
export type FileContent = ValueOf<typeof Api.FileContent>
export type Occurrence = ValueOf<typeof Api.Occurrence>
export type Vulnerability = ValueOf<typeof Api.Vulnerability>
export type SearchResult = ValueOf<typeof Api.SearchResult>
export type Comparison = ValueOf<typeof Api.Comparison>
export type Feed = ValueOf<typeof Api.Feed>
export type Rule = ValueOf<typeof Api.Rule>
export type GivenUpJob = ValueOf<typeof Api.GivenUpJob>
export type AuditPage = ValueOf<typeof Api.AuditPage>
export type Ailment = ValueOf<typeof Api.Ailment>
export type Person = ValueOf<typeof Api.Person>
export type Token = ValueOf<typeof Api.Token>
export type Session = ValueOf<typeof Api.Session>
export type VerdictName = ValueOf<typeof Api.Verdict>
export type DriftPage = ValueOf<typeof Api.DriftPage>
export type SharedBuild = ValueOf<typeof Api.SharedBuild>
export type Build = ValueOf<typeof Api.Build>
export type ReleaseEventPage = ValueOf<typeof Api.ReleaseEventPage>
export type Assessment = ValueOf<typeof Api.Assessment>
export type AssessmentScope = ValueOf<typeof Api.AssessmentScope>
export type AssessmentPolicy = ValueOf<typeof Api.AssessmentPolicy>
export type SignInProvider = ValueOf<typeof Api.SignInProvider>
export type SignInChoices = ValueOf<typeof Api.SignInChoices>
export type TriageGroup = ValueOf<typeof Api.TriageGroup>
export type TriagePage = ValueOf<typeof Api.TriagePage>
export type TriageDetail = ValueOf<typeof Api.TriageDetail>
export type TriageMember = ValueOf<typeof Api.TriageMember>
export type TriagePlanned = ValueOf<typeof Api.TriagePlanned>
export type TriagePreview = ValueOf<typeof Api.TriagePreview>
export type TriageDecision = ValueOf<typeof Api.TriageDecision>
