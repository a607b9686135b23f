-- SPDX-License-Identifier: Apache-2.0
-- What stands of a release and of everything in it is counted from the index that it is found by.
alter table finding add constraint finding_once unique (release_id, component_id, vulnerability_id) include (class, closed_at);
alter table finding drop constraint finding_release_id_component_id_vulnerability_id_key;
