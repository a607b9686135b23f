// SPDX-License-Identifier: Apache-2.0
export { decisions, holdVulnerabilities, undoDecision, type Decision } from './decisions.ts'
export { findingGroups, type FindingGroup, type GroupKey, type GroupPage } from './groups.ts'
export { groupMembers, otherVersions, type GroupMember, type OtherVersion } from './members.ts'
