account
  id bigint not null generated always as identity
  public_id uuid not null
  name text not null
  email text collate C not null
  password_hash text
  valid_from timestamp(3) with time zone not null
  created_at timestamp(3) with time zone not null
  disabled_at timestamp(3) with time zone
  last_seen_at timestamp(3) with time zone
  UNIQUE (email)
  PRIMARY KEY (id)
  UNIQUE (public_id)

advisory
  id bigint not null generated always as identity
  feed_id bigint not null
  name text collate C not null
  kind text not null
  source text not null
  hash bytea not null
  record json not null
  modified_at timestamp(3) with time zone
  is_withdrawn boolean not null default false
  changed_at timestamp(3) with time zone not null
  FOREIGN KEY (feed_id) REFERENCES feed(id)
  CHECK ((kind = ANY (ARRAY['osv'::text, 'cve'::text])))
  UNIQUE (name)
  PRIMARY KEY (id)
  CREATE INDEX advisory_by_feed ON advisory USING btree (feed_id)

advisory_beside
  feed_id bigint not null
  name text collate C not null
  hash bytea not null
  record json not null
  FOREIGN KEY (feed_id) REFERENCES feed(id) ON DELETE CASCADE
  PRIMARY KEY (name, feed_id)

advisory_key
  key text collate C not null
  advisory_id bigint not null
  FOREIGN KEY (advisory_id) REFERENCES advisory(id) ON DELETE CASCADE
  PRIMARY KEY (key, advisory_id)
  CREATE INDEX advisory_key_by_advisory ON advisory_key USING btree (advisory_id)

api_token
  id bigint not null generated always as identity
  public_id uuid not null
  hash bytea not null
  prefix text not null
  name text not null
  account_id bigint not null
  organisation_id bigint not null
  product_id bigint
  scopes text[] not null
  created_at timestamp(3) with time zone not null
  expires_at timestamp(3) with time zone
  last_used_at timestamp(3) with time zone
  revoked_at timestamp(3) with time zone
  FOREIGN KEY (account_id) REFERENCES account(id)
  CHECK ((length(hash) = 32))
  UNIQUE (hash)
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  PRIMARY KEY (id)
  FOREIGN KEY (product_id) REFERENCES product(id)
  UNIQUE (public_id)
  CREATE INDEX api_token_by_account ON api_token USING btree (account_id)
  CREATE INDEX api_token_by_organisation ON api_token USING btree (organisation_id, id)

assessment
  id bigint not null generated always as identity
  public_id uuid not null
  organisation_id bigint not null
  scope text not null
  release_id bigint
  product_id bigint
  component_id bigint
  vulnerability_id bigint not null
  verdict text not null
  justification text
  reason text not null
  response text
  state text not null
  author_id bigint not null
  created_at timestamp(3) with time zone not null
  expires_at timestamp(3) with time zone
  approved_by bigint
  approved_at timestamp(3) with time zone
  ended_by bigint
  ended_at timestamp(3) with time zone
  end_reason text
  replaces_id bigint
  product_line_id bigint
  documents bigint[]
  images text[]
  decision uuid
  CHECK (((approved_by IS NULL) OR (approved_by <> author_id)))
  FOREIGN KEY (component_id) REFERENCES component(id)
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  PRIMARY KEY (id)
  CHECK (
CASE scope
    WHEN 'release'::text THEN (release_id IS NOT NULL)
    WHEN 'product'::text THEN (product_id IS NOT NULL)
    WHEN 'line'::text THEN (product_line_id IS NOT NULL)
    WHEN 'build'::text THEN ((COALESCE(cardinality(documents), 0) + COALESCE(cardinality(images), 0)) > 0)
    ELSE true
END)
  FOREIGN KEY (product_id) REFERENCES product(id)
  FOREIGN KEY (product_line_id) REFERENCES product_line(id)
  UNIQUE (public_id)
  FOREIGN KEY (release_id) REFERENCES release(id)
  FOREIGN KEY (replaces_id) REFERENCES assessment(id)
  CHECK ((scope = ANY (ARRAY['release'::text, 'build'::text, 'product'::text, 'line'::text, 'organisation'::text])))
  CHECK ((state = ANY (ARRAY['proposed'::text, 'active'::text, 'rejected'::text, 'withdrawn'::text, 'replaced'::text, 'expired'::text])))
  CHECK ((verdict = ANY (ARRAY['affected'::text, 'not_affected'::text, 'fixed'::text, 'unknown'::text])))
  FOREIGN KEY (vulnerability_id) REFERENCES vulnerability(id)
  CREATE INDEX assessment_by_decision ON assessment USING btree (organisation_id, decision) WHERE (decision IS NOT NULL)
  CREATE INDEX assessment_by_expiry ON assessment USING btree (expires_at) WHERE ((state = 'active'::text) AND (expires_at IS NOT NULL))
  CREATE INDEX assessment_by_organisation ON assessment USING btree (organisation_id, state, id)
  CREATE INDEX assessment_by_release ON assessment USING btree (release_id, id) WHERE (release_id IS NOT NULL)
  CREATE INDEX assessment_by_vulnerability ON assessment USING btree (vulnerability_id, organisation_id)

audit_chain
  id bigint not null generated always as identity
  organisation_id bigint
  length bigint not null default 0
  hash bytea not null
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  UNIQUE NULLS NOT DISTINCT (organisation_id)
  PRIMARY KEY (id)

audit_event
  chain_id bigint not null
  number bigint not null
  at timestamp(3) with time zone not null
  actor text collate C not null
  action text collate C not null
  subject text collate C not null
  body text not null
  hash bytea not null
  FOREIGN KEY (chain_id) REFERENCES audit_chain(id)
  PRIMARY KEY (chain_id, number)
  CREATE INDEX audit_event_by_actor ON audit_event USING btree (chain_id, actor, number)
  CREATE INDEX audit_event_by_subject ON audit_event USING btree (chain_id, subject, number)
  CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

build
  id bigint not null generated always as identity
  public_id uuid not null
  organisation_id bigint not null
  release_id bigint not null
  name text collate C not null
  built_at timestamp(3) with time zone
  builder text
  source_commit text
  created_at timestamp(3) with time zone not null
  revision integer not null default 1
  tool text
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  PRIMARY KEY (id)
  UNIQUE (public_id)
  FOREIGN KEY (release_id) REFERENCES release(id)
  UNIQUE (release_id, name)

build_image
  build_id bigint not null
  sha256 bytea not null
  name text not null
  FOREIGN KEY (build_id) REFERENCES build(id)
  PRIMARY KEY (build_id, sha256)
  CHECK ((length(sha256) = 32))
  CREATE INDEX build_image_by_digest ON build_image USING btree (sha256)

component
  id bigint not null generated always as identity
  identity bytea not null
  name text collate C not null
  version text
  purl text
  facts json not null
  first_seen timestamp(3) with time zone not null
  search text collate C not null generated as lower((("left"(name, 200) || ' '::text) || "left"(COALESCE(purl, ''::text), 400)))
  subject text collate C not null generated as COALESCE(split_part(split_part(split_part(purl, '@'::text, 1), '?'::text, 1), '#'::text, 1), name)
  CHECK ((length(identity) = 32))
  UNIQUE (identity)
  PRIMARY KEY (id)
  CREATE INDEX component_by_name ON component USING btree (name, id)
  CREATE INDEX component_by_search ON component USING btree (search, id)

component_key
  key text collate C not null
  component_id bigint not null
  PRIMARY KEY (key, component_id)
  CREATE INDEX component_key_by_component ON component_key USING btree (component_id)

component_match
  component_id bigint not null
  vulnerability_id bigint not null
  range text not null
  reason text
  evidence json not null
  hash bytea not null
  first_seen timestamp(3) with time zone not null
  changed_at timestamp(3) with time zone not null
  FOREIGN KEY (component_id) REFERENCES component(id)
  PRIMARY KEY (component_id, vulnerability_id)
  CHECK ((range = ANY (ARRAY['in'::text, 'unknown'::text])))
  FOREIGN KEY (vulnerability_id) REFERENCES vulnerability(id)
  CREATE INDEX component_match_by_vulnerability ON component_match USING btree (vulnerability_id)

component_matching
  component_id bigint not null
  matcher integer not null
  matched_at timestamp(3) with time zone not null
  FOREIGN KEY (component_id) REFERENCES component(id)
  PRIMARY KEY (component_id)

delivery
  id bigint not null generated always as identity
  public_id uuid not null
  organisation_id bigint not null
  notification_rule_id bigint
  webhook_id bigint
  channel text not null
  address text not null
  subject text not null
  payload json not null
  state text not null
  attempts smallint not null default 0
  status integer
  error text
  created_at timestamp(3) with time zone not null
  sent_at timestamp(3) with time zone
  CHECK ((channel = ANY (ARRAY['email'::text, 'webhook'::text])))
  FOREIGN KEY (notification_rule_id) REFERENCES notification_rule(id) ON DELETE SET NULL
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  PRIMARY KEY (id)
  UNIQUE (public_id)
  CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text])))
  FOREIGN KEY (webhook_id) REFERENCES webhook(id) ON DELETE SET NULL
  CREATE INDEX delivery_by_organisation ON delivery USING btree (organisation_id, id)

deployment
  id bigint not null generated always as identity
  public_id uuid not null
  organisation_id bigint not null
  release_id bigint not null
  build_id bigint
  name text collate C not null
  place text
  since timestamp(3) with time zone
  until timestamp(3) with time zone
  created_at timestamp(3) with time zone not null
  revision integer not null default 1
  count integer
  FOREIGN KEY (build_id) REFERENCES build(id)
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  PRIMARY KEY (id)
  UNIQUE (public_id)
  FOREIGN KEY (release_id) REFERENCES release(id)
  UNIQUE (release_id, name)
  CREATE INDEX deployment_by_build ON deployment USING btree (build_id)

document
  id bigint not null generated always as identity
  sha256 bytea not null
  size bigint not null
  state text not null default 'received'::text
  format text
  spec_version text
  document_id text collate C
  facts json
  faults json
  components integer not null default 0
  files integer not null default 0
  received_at timestamp(3) with time zone not null
  read_at timestamp(3) with time zone
  reader integer not null default 0
  PRIMARY KEY (id)
  CHECK ((length(sha256) = 32))
  UNIQUE (sha256)
  CHECK ((state = ANY (ARRAY['received'::text, 'read'::text, 'refused'::text])))
  CREATE INDEX document_by_document_id ON document USING btree (document_id) WHERE (document_id IS NOT NULL)

document_chunk
  document_id bigint not null
  ordinal integer not null
  bytes bytea not null
  FOREIGN KEY (document_id) REFERENCES document(id)
  PRIMARY KEY (document_id, ordinal)

document_component
  document_id bigint not null
  component_id bigint not null
  element text
  occurrences integer not null default 1
  licence text
  supplier text
  scope text
  PRIMARY KEY (document_id, component_id)
  CREATE INDEX document_component_by_component ON document_component USING btree (component_id, document_id)

document_file
  document_id bigint not null
  file_id bigint not null
  role text not null
  PRIMARY KEY (document_id, file_id)
  CHECK ((role = ANY (ARRAY['source'::text, 'header'::text, 'object'::text, 'archive'::text, 'image'::text, 'module'::text, 'generated'::text, 'config'::text, 'data'::text, 'unknown'::text])))
  CREATE INDEX document_file_by_file ON document_file USING btree (file_id, document_id)

document_link
  from_id bigint not null
  to_id bigint not null
  how text not null
  verified text not null
  algorithm text
  count integer not null
  note text
  FOREIGN KEY (from_id) REFERENCES document(id)
  CHECK ((how = ANY (ARRAY['reference'::text, 'digest'::text, 'identity'::text])))
  PRIMARY KEY (from_id, to_id, how)
  FOREIGN KEY (to_id) REFERENCES document(id)
  CHECK ((verified = ANY (ARRAY['yes'::text, 'mismatch'::text, 'no-digest-given'::text, 'not-applicable'::text])))
  CREATE INDEX document_link_by_target ON document_link USING btree (to_id)

drift
  id bigint not null generated always as identity
  organisation_id bigint not null
  product_id bigint not null
  release_id bigint not null
  deployment_id bigint
  from_lane text not null
  to_lane text not null
  kind text not null
  component_id bigint
  file_id bigint
  detail text not null
  first_seen timestamp(3) with time zone not null
  closed_at timestamp(3) with time zone
  accepted_by bigint
  accepted_at timestamp(3) with time zone
  accepted_until timestamp(3) with time zone
  accepted_reason text
  FOREIGN KEY (component_id) REFERENCES component(id)
  FOREIGN KEY (deployment_id) REFERENCES deployment(id)
  FOREIGN KEY (file_id) REFERENCES file(id)
  CHECK ((kind = ANY (ARRAY['added'::text, 'removed'::text, 'changed'::text])))
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  PRIMARY KEY (id)
  FOREIGN KEY (product_id) REFERENCES product(id)
  FOREIGN KEY (release_id) REFERENCES release(id)
  CREATE INDEX drift_accepted ON drift USING btree (release_id, id) WHERE (accepted_at IS NOT NULL)
  CREATE INDEX drift_by_organisation ON drift USING btree (organisation_id, id) WHERE (closed_at IS NULL)
  CREATE INDEX drift_by_release ON drift USING btree (release_id, id) WHERE (closed_at IS NULL)
  CREATE INDEX drift_of_release ON drift USING btree (release_id, id)

epss_score
  vulnerability text collate C not null
  probability real not null
  percentile real not null
  PRIMARY KEY (vulnerability)

feed
  id bigint not null generated always as identity
  public_id uuid not null
  name text collate C not null
  kind text not null
  url text
  schedule text
  is_enabled boolean not null default true
  state text not null default 'idle'::text
  etag text
  last_modified text
  position json
  records bigint not null default 0
  started_at timestamp(3) with time zone
  succeeded_at timestamp(3) with time zone
  failed_at timestamp(3) with time zone
  error text
  created_at timestamp(3) with time zone not null
  CHECK ((kind = ANY (ARRAY['osv'::text, 'cve'::text, 'kev'::text, 'eukev'::text, 'epss'::text, 'overlay'::text])))
  UNIQUE (name)
  PRIMARY KEY (id)
  UNIQUE (public_id)
  CHECK ((state = ANY (ARRAY['idle'::text, 'running'::text, 'failed'::text])))

file
  id bigint not null generated always as identity
  identity bytea not null
  path text not null
  name text collate C not null
  sha256 bytea
  sha1 bytea
  digests json
  CHECK ((length(identity) = 32))
  UNIQUE (identity)
  PRIMARY KEY (id)
  CREATE INDEX file_by_name ON file USING btree (name, id)
  CREATE INDEX file_by_sha1 ON file USING btree (sha1) WHERE (sha1 IS NOT NULL)
  CREATE INDEX file_by_sha256 ON file USING btree (sha256) WHERE (sha256 IS NOT NULL)

finding
  id bigint not null generated always as identity
  organisation_id bigint not null
  product_id bigint not null
  release_id bigint not null
  component_id bigint not null
  vulnerability_id bigint not null
  verdict text not null
  decided_by text not null
  rule text not null
  hash bytea not null
  severity smallint not null
  is_exploited boolean not null
  epss smallint not null
  priority integer not null generated as (((((is_exploited)::integer * 200000) + ((severity + 1) * 1002)) + epss) + 1)
  class smallint not null generated as (( CASE verdict WHEN 'affected'::text THEN 0 WHEN 'unknown'::text THEN 10 WHEN 'fixed'::text THEN 20 ELSE 30 END + ((is_exploited)::integer * 5)) + CASE WHEN (severity >= 90) THEN 4 WHEN (severity >= 70) THEN 3 WHEN (severity >= 40) THEN 2 WHEN (severity >= 0) THEN 1 ELSE 0 END)
  vulnerability text collate C not null
  component text collate C not null
  first_seen timestamp(3) with time zone not null
  changed_at timestamp(3) with time zone not null
  closed_at timestamp(3) with time zone
  FOREIGN KEY (component_id) REFERENCES component(id)
  CHECK ((decided_by = ANY (ARRAY['rule'::text, 'supplier'::text, 'person'::text])))
  UNIQUE (release_id, component_id, vulnerability_id) INCLUDE (class, closed_at)
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  PRIMARY KEY (id)
  FOREIGN KEY (product_id) REFERENCES product(id)
  FOREIGN KEY (release_id) REFERENCES release(id)
  CHECK ((verdict = ANY (ARRAY['affected'::text, 'not_affected'::text, 'fixed'::text, 'unknown'::text])))
  FOREIGN KEY (vulnerability_id) REFERENCES vulnerability(id)
  CREATE INDEX finding_by_changed_at ON finding USING btree (organisation_id, class, changed_at, id) WHERE (closed_at IS NULL)
  CREATE INDEX finding_by_component ON finding USING btree (component_id, release_id, class) INCLUDE (organisation_id, product_id, vulnerability_id, id, priority, first_seen, changed_at) WHERE (closed_at IS NULL)
  CREATE INDEX finding_by_component_name ON finding USING btree (organisation_id, class, component, id) WHERE (closed_at IS NULL)
  CREATE INDEX finding_by_epss ON finding USING btree (organisation_id, class, epss, id) WHERE (closed_at IS NULL)
  CREATE INDEX finding_by_first_seen ON finding USING btree (organisation_id, class, first_seen, id) WHERE (closed_at IS NULL)
  CREATE INDEX finding_by_group ON finding USING btree (organisation_id, class, priority, vulnerability_id, component_id, product_id) WHERE (closed_at IS NULL)
  CREATE INDEX finding_by_others ON finding USING btree (organisation_id, decided_by, id) WHERE ((closed_at IS NULL) AND (decided_by <> 'rule'::text))
  CREATE INDEX finding_by_priority ON finding USING btree (organisation_id, class, priority, id) WHERE (closed_at IS NULL)
  CREATE INDEX finding_by_product ON finding USING btree (product_id, release_id, class) INCLUDE (organisation_id, component_id, vulnerability_id, id, priority, first_seen, changed_at) WHERE (closed_at IS NULL)
  CREATE INDEX finding_by_rule ON finding USING btree (organisation_id, rule, class) WHERE (closed_at IS NULL)
  CREATE INDEX finding_by_severity ON finding USING btree (organisation_id, class, severity, id) WHERE (closed_at IS NULL)
  CREATE INDEX finding_by_vulnerability ON finding USING btree (vulnerability_id, release_id, class) INCLUDE (organisation_id, product_id, component_id, id, priority, first_seen, changed_at) WHERE (closed_at IS NULL)
  CREATE INDEX finding_by_vulnerability_name ON finding USING btree (organisation_id, class, vulnerability, id) WHERE (closed_at IS NULL)
  CREATE INDEX finding_closed ON finding USING btree (organisation_id, closed_at, id) WHERE (closed_at IS NOT NULL)
  CREATE TRIGGER count_changed AFTER UPDATE ON finding REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_changed_findings()
  CREATE TRIGGER count_changed_unknown AFTER UPDATE ON finding REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_changed_unknown()
  CREATE TRIGGER count_new AFTER INSERT ON finding REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_new_findings()
  CREATE TRIGGER count_new_unknown AFTER INSERT ON finding REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_new_unknown()

finding_event
  id bigint not null generated always as identity
  finding_id bigint not null
  release_id bigint not null
  kind text not null
  at timestamp(3) with time zone not null
  verdict text not null
  decided_by text not null
  rule text not null
  justification text
  reason text not null
  evidence json
  cause json
  CHECK ((decided_by = ANY (ARRAY['rule'::text, 'supplier'::text, 'person'::text])))
  CHECK ((kind = ANY (ARRAY['opened'::text, 'changed'::text, 'closed'::text, 'reopened'::text])))
  PRIMARY KEY (id)
  CHECK ((verdict = ANY (ARRAY['affected'::text, 'not_affected'::text, 'fixed'::text, 'unknown'::text])))
  CREATE INDEX finding_event_by_finding ON finding_event USING btree (finding_id, id)
  CREATE INDEX finding_event_by_release ON finding_event USING btree (release_id, id)
  CREATE INDEX finding_event_by_time ON finding_event USING brin (at) WITH (pages_per_range='32')
  CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON finding_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

idempotency_key
  organisation_id bigint not null
  caller text collate C not null
  key text collate C not null
  request_hash bytea not null
  status integer
  response json
  created_at timestamp(3) with time zone not null
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  PRIMARY KEY (organisation_id, caller, key)
  CREATE INDEX idempotency_key_by_age ON idempotency_key USING btree (created_at)

identity
  issuer text collate C not null
  subject text collate C not null
  account_id bigint not null
  created_at timestamp(3) with time zone not null
  last_seen_at timestamp(3) with time zone
  FOREIGN KEY (account_id) REFERENCES account(id)
  PRIMARY KEY (issuer, subject)
  CREATE INDEX identity_by_account ON identity USING btree (account_id)

job
  id bigint not null generated always as identity
  organisation_id bigint
  kind text not null
  payload json not null
  dedupe_key text collate C
  priority smallint not null default 0
  run_at timestamp(3) with time zone not null
  attempts smallint not null default 0
  max_attempts smallint not null default 8
  leased_by text
  lease_until timestamp(3) with time zone
  last_error text
  created_at timestamp(3) with time zone not null
  finished_at timestamp(3) with time zone
  dead_at timestamp(3) with time zone
  crashes smallint not null default 0
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  PRIMARY KEY (id)
  CREATE INDEX job_by_key ON job USING btree (kind, dedupe_key) WHERE (finished_at IS NULL)
  CREATE INDEX job_by_kind ON job USING btree (kind, created_at)
  CREATE INDEX job_dead ON job USING btree (dead_at) WHERE (dead_at IS NOT NULL)
  CREATE INDEX job_finished ON job USING btree (finished_at) WHERE (finished_at IS NOT NULL)
  CREATE INDEX job_leased ON job USING btree (kind, dedupe_key) WHERE (leased_by IS NOT NULL)
  CREATE UNIQUE INDEX job_once ON job USING btree (kind, dedupe_key) WHERE ((finished_at IS NULL) AND (dead_at IS NULL) AND (leased_by IS NULL) AND (dedupe_key IS NOT NULL))
  CREATE INDEX job_waiting ON job USING btree (priority DESC, run_at, id) WHERE ((finished_at IS NULL) AND (dead_at IS NULL))

kev_entry
  catalogue text not null
  vulnerability text collate C not null
  since date
  due_on date
  record json not null
  CHECK ((catalogue = ANY (ARRAY['CISA KEV'::text, 'EU KEV'::text])))
  PRIMARY KEY (vulnerability, catalogue)

notification_rule
  id bigint not null generated always as identity
  public_id uuid not null
  organisation_id bigint not null
  account_id bigint
  name text not null
  condition json not null
  channel text not null
  address text
  webhook_id bigint
  rhythm text not null
  is_enabled boolean not null default true
  last_run_at timestamp(3) with time zone
  created_at timestamp(3) with time zone not null
  FOREIGN KEY (account_id) REFERENCES account(id)
  CHECK ((channel = ANY (ARRAY['email'::text, 'webhook'::text])))
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  PRIMARY KEY (id)
  UNIQUE (public_id)
  CHECK ((rhythm = ANY (ARRAY['at-once'::text, 'daily'::text, 'weekly'::text])))
  FOREIGN KEY (webhook_id) REFERENCES webhook(id)
  CREATE INDEX notification_rule_by_organisation ON notification_rule USING btree (organisation_id, id)

oidc_provider
  id bigint not null generated always as identity
  public_id uuid not null
  organisation_id bigint not null
  name text not null
  issuer text collate C not null
  client_id text not null
  client_secret text
  scopes text[] not null
  email_domains text[] not null
  group_claim text
  group_roles json not null
  admits text not null
  default_role text
  is_enabled boolean not null default true
  created_by bigint
  created_at timestamp(3) with time zone not null
  changed_at timestamp(3) with time zone not null
  CHECK ((admits = ANY (ARRAY['invited'::text, 'anyone'::text])))
  CHECK ((default_role = ANY (ARRAY['administrator'::text, 'manager'::text, 'analyst'::text, 'contributor'::text, 'viewer'::text, 'auditor'::text])))
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  UNIQUE (organisation_id, name)
  PRIMARY KEY (id)
  UNIQUE (public_id)

one_time_link
  id bigint not null generated always as identity
  public_id uuid not null
  hash bytea not null
  purpose text not null
  organisation_id bigint
  account_id bigint
  email text
  role text
  product_id bigint
  created_by bigint
  created_at timestamp(3) with time zone not null
  expires_at timestamp(3) with time zone not null
  used_at timestamp(3) with time zone
  FOREIGN KEY (account_id) REFERENCES account(id)
  CHECK ((length(hash) = 32))
  UNIQUE (hash)
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  PRIMARY KEY (id)
  FOREIGN KEY (product_id) REFERENCES product(id)
  UNIQUE (public_id)
  CHECK ((purpose = ANY (ARRAY['first-administrator'::text, 'invitation'::text, 'password'::text])))

organisation
  id bigint not null generated always as identity
  public_id uuid not null
  name text not null
  created_at timestamp(3) with time zone not null
  PRIMARY KEY (id)
  UNIQUE (public_id)

overlay
  id bigint not null generated always as identity
  public_id uuid not null
  organisation_id bigint not null
  product_id bigint not null
  release_id bigint
  kind text not null
  name text not null
  document_id bigint not null
  identities text[] not null default '{}'::text[]
  created_by bigint
  created_at timestamp(3) with time zone not null
  removed_at timestamp(3) with time zone
  FOREIGN KEY (document_id) REFERENCES document(id)
  CHECK ((kind = ANY (ARRAY['identify'::text, 'locations'::text, 'settings'::text])))
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  PRIMARY KEY (id)
  FOREIGN KEY (product_id) REFERENCES product(id)
  UNIQUE (public_id)
  FOREIGN KEY (release_id) REFERENCES release(id)
  CREATE INDEX overlay_by_product ON "overlay" USING btree (product_id, id) WHERE (removed_at IS NULL)

problem
  id bigint not null generated always as identity
  organisation_id bigint
  key text collate C not null
  severity text not null
  title text not null
  detail text not null
  since timestamp(3) with time zone not null
  last_at timestamp(3) with time zone not null
  count integer not null default 1
  solved_at timestamp(3) with time zone
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  PRIMARY KEY (id)
  CHECK ((severity = ANY (ARRAY['warning'::text, 'error'::text])))
  CREATE INDEX problem_by_time ON problem USING btree (last_at)
  CREATE UNIQUE INDEX problem_once ON problem USING btree (organisation_id, key) NULLS NOT DISTINCT WHERE (solved_at IS NULL)

product
  id bigint not null generated always as identity
  public_id uuid not null
  organisation_id bigint not null
  product_line_id bigint
  name text collate C not null
  description text
  created_at timestamp(3) with time zone not null
  archived_at timestamp(3) with time zone
  revision integer not null default 1
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  UNIQUE (organisation_id, name)
  PRIMARY KEY (id)
  FOREIGN KEY (product_line_id) REFERENCES product_line(id)
  UNIQUE (public_id)
  CREATE INDEX product_by_line ON product USING btree (product_line_id)

product_counter_day
  product_id bigint not null
  day date not null
  affected integer not null
  unknown integer not null
  not_affected integer not null
  fixed integer not null
  exploited integer not null
  PRIMARY KEY (product_id, day)
  FOREIGN KEY (product_id) REFERENCES product(id)

product_line
  id bigint not null generated always as identity
  public_id uuid not null
  organisation_id bigint not null
  name text collate C not null
  description text
  created_at timestamp(3) with time zone not null
  revision integer not null default 1
  needs_second_pair boolean
  archived_at timestamp(3) with time zone
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  UNIQUE (organisation_id, name)
  PRIMARY KEY (id)
  UNIQUE (public_id)

release
  id bigint not null generated always as identity
  public_id uuid not null
  organisation_id bigint not null
  product_id bigint not null
  variant_id bigint
  version text collate C not null
  released_on date
  support_start date
  support_end date
  identities text[] not null default '{}'::text[]
  created_at timestamp(3) with time zone not null
  archived_at timestamp(3) with time zone
  revision integer not null default 1
  description text
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  PRIMARY KEY (id)
  FOREIGN KEY (product_id) REFERENCES product(id)
  UNIQUE NULLS NOT DISTINCT (product_id, variant_id, version)
  UNIQUE (public_id)
  FOREIGN KEY (variant_id) REFERENCES variant(id)
  CREATE INDEX release_by_organisation ON release USING btree (organisation_id, id)
  CREATE INDEX release_by_product ON release USING btree (product_id, id)
  CREATE INDEX release_by_support_end ON release USING btree (organisation_id, support_end, id) WHERE (support_end IS NOT NULL)

release_component
  release_id bigint not null
  document_id bigint not null
  component_id bigint not null
  replaces_id bigint not null
  is_overlaid boolean not null
  PRIMARY KEY (release_id, document_id, component_id, replaces_id)
  CREATE INDEX release_component_by_component ON release_component USING btree (component_id, release_id)
  CREATE INDEX release_component_by_replaced ON release_component USING btree (release_id, document_id, replaces_id)

release_counter
  release_id bigint not null
  affected integer not null default 0
  unknown integer not null default 0
  not_affected integer not null default 0
  fixed integer not null default 0
  exploited integer not null default 0
  critical integer not null default 0
  high integer not null default 0
  medium integer not null default 0
  low integer not null default 0
  unrated integer not null default 0
  changed_at timestamp(3) with time zone not null
  judged_at timestamp(3) with time zone
  PRIMARY KEY (release_id)
  FOREIGN KEY (release_id) REFERENCES release(id)

release_counter_day
  release_id bigint not null
  day date not null
  affected integer not null
  unknown integer not null
  not_affected integer not null
  fixed integer not null
  exploited integer not null
  critical integer not null
  high integer not null
  medium integer not null
  low integer not null
  unrated integer not null
  PRIMARY KEY (release_id, day)
  FOREIGN KEY (release_id) REFERENCES release(id)

release_document
  id bigint not null generated always as identity
  public_id uuid not null
  organisation_id bigint not null
  release_id bigint not null
  document_id bigint not null
  lane text not null
  build_id bigint
  deployment_id bigint
  name text not null
  author text
  tool text
  method text
  uploaded_by bigint
  uploaded_at timestamp(3) with time zone not null
  detached_at timestamp(3) with time zone
  FOREIGN KEY (build_id) REFERENCES build(id)
  FOREIGN KEY (deployment_id) REFERENCES deployment(id)
  FOREIGN KEY (document_id) REFERENCES document(id)
  CHECK ((lane = ANY (ARRAY['design'::text, 'source'::text, 'build'::text, 'analyzed'::text, 'deployed'::text, 'runtime'::text, 'vex'::text, 'other'::text])))
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  PRIMARY KEY (id)
  UNIQUE (public_id)
  FOREIGN KEY (release_id) REFERENCES release(id)
  CREATE INDEX release_document_by_build ON release_document USING btree (build_id) WHERE (build_id IS NOT NULL)
  CREATE INDEX release_document_by_document ON release_document USING btree (document_id, release_id)
  CREATE INDEX release_document_by_release ON release_document USING btree (release_id, id)
  CREATE UNIQUE INDEX release_document_once ON release_document USING btree (release_id, document_id, lane) WHERE (detached_at IS NULL)

release_edge
  parent_id bigint not null
  child_id bigint not null
  created_at timestamp(3) with time zone not null
  CHECK ((parent_id <> child_id))
  FOREIGN KEY (child_id) REFERENCES release(id)
  FOREIGN KEY (parent_id) REFERENCES release(id)
  PRIMARY KEY (parent_id, child_id)
  CREATE INDEX release_edge_by_child ON release_edge USING btree (child_id)

release_judgement
  release_id bigint not null
  is_plain boolean not null
  documents bigint[] not null
  judged_at timestamp(3) with time zone not null
  remarks text[] not null default '{}'::text[]
  PRIMARY KEY (release_id)
  FOREIGN KEY (release_id) REFERENCES release(id)

release_unknown
  release_id bigint not null
  rule text collate C not null
  count integer not null
  PRIMARY KEY (release_id, rule)
  FOREIGN KEY (release_id) REFERENCES release(id)

role_grant
  id bigint not null generated always as identity
  public_id uuid not null
  organisation_id bigint not null
  account_id bigint not null
  role text not null
  product_id bigint
  granted_by bigint
  granted_at timestamp(3) with time zone not null
  FOREIGN KEY (account_id) REFERENCES account(id)
  UNIQUE NULLS NOT DISTINCT (account_id, organisation_id, product_id, role)
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  PRIMARY KEY (id)
  FOREIGN KEY (product_id) REFERENCES product(id)
  UNIQUE (public_id)
  CHECK ((role = ANY (ARRAY['administrator'::text, 'manager'::text, 'analyst'::text, 'contributor'::text, 'viewer'::text, 'auditor'::text])))
  CREATE INDEX role_grant_by_organisation ON role_grant USING btree (organisation_id, account_id)

schema_migration
  number integer not null
  name text not null
  checksum text not null
  landed_at timestamp(3) with time zone not null
  PRIMARY KEY (number)

session
  id bigint not null generated always as identity
  public_id uuid not null
  hash bytea not null
  account_id bigint not null
  organisation_id bigint
  user_agent text
  address text
  created_at timestamp(3) with time zone not null
  last_seen_at timestamp(3) with time zone not null
  expires_at timestamp(3) with time zone not null
  revoked_at timestamp(3) with time zone
  FOREIGN KEY (account_id) REFERENCES account(id)
  CHECK ((length(hash) = 32))
  UNIQUE (hash)
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  PRIMARY KEY (id)
  UNIQUE (public_id)
  CREATE INDEX session_by_account ON session USING btree (account_id)
  CREATE INDEX session_by_expiry ON session USING btree (expires_at)

setting
  organisation_id bigint
  key text collate C not null
  value json not null
  changed_by bigint
  changed_at timestamp(3) with time zone not null
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  UNIQUE NULLS NOT DISTINCT (organisation_id, key)

upload
  id bigint not null generated always as identity
  public_id uuid not null
  organisation_id bigint not null
  created_by bigint
  size bigint
  received bigint not null default 0
  purpose json not null
  created_at timestamp(3) with time zone not null
  changed_at timestamp(3) with time zone not null
  state text
  release_id bigint
  result json
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  PRIMARY KEY (id)
  UNIQUE (public_id)
  FOREIGN KEY (release_id) REFERENCES release(id) ON DELETE CASCADE
  CHECK ((state = ANY (ARRAY['open'::text, 'complete'::text, 'done'::text, 'refused'::text])))
  CREATE INDEX upload_by_age ON upload USING btree (changed_at)
  CREATE INDEX upload_by_organisation ON upload USING btree (organisation_id, id)

upload_chunk
  upload_id bigint not null
  ordinal integer not null
  bytes bytea not null
  PRIMARY KEY (upload_id, ordinal)
  FOREIGN KEY (upload_id) REFERENCES upload(id) ON DELETE CASCADE

variant
  id bigint not null generated always as identity
  public_id uuid not null
  organisation_id bigint not null
  product_id bigint not null
  name text collate C not null
  description text
  created_at timestamp(3) with time zone not null
  archived_at timestamp(3) with time zone
  revision integer not null default 1
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  PRIMARY KEY (id)
  FOREIGN KEY (product_id) REFERENCES product(id)
  UNIQUE (product_id, name)
  UNIQUE (public_id)

visit
  account_id bigint not null
  organisation_id bigint not null
  seen_at timestamp(3) with time zone not null
  before_at timestamp(3) with time zone
  FOREIGN KEY (account_id) REFERENCES account(id)
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  PRIMARY KEY (account_id, organisation_id)

vulnerability
  id bigint not null generated always as identity
  name text collate C not null
  title text
  severity smallint not null default '-1'::integer
  vector text
  severity_source text
  published_at timestamp(3) with time zone
  modified_at timestamp(3) with time zone
  is_exploited boolean not null default false
  epss real
  epss_percentile real
  first_seen timestamp(3) with time zone not null
  changed_at timestamp(3) with time zone not null
  UNIQUE (name)
  PRIMARY KEY (id)
  CHECK (((severity >= '-1'::integer) AND (severity <= 100)))

vulnerability_alias
  alias text collate C not null
  vulnerability_id bigint not null
  PRIMARY KEY (alias, vulnerability_id)
  FOREIGN KEY (vulnerability_id) REFERENCES vulnerability(id)
  CREATE INDEX vulnerability_alias_by_vulnerability ON vulnerability_alias USING btree (vulnerability_id)

webhook
  id bigint not null generated always as identity
  public_id uuid not null
  organisation_id bigint not null
  product_id bigint
  name text not null
  url text not null
  secret text not null
  events text[] not null
  is_enabled boolean not null default true
  created_by bigint
  created_at timestamp(3) with time zone not null
  FOREIGN KEY (organisation_id) REFERENCES organisation(id)
  PRIMARY KEY (id)
  FOREIGN KEY (product_id) REFERENCES product(id)
  UNIQUE (public_id)
  CREATE INDEX webhook_by_organisation ON webhook USING btree (organisation_id, id)

~ count_changed_findings()
  begin
    insert into release_counter as c
      (release_id, affected, unknown, not_affected, fixed, exploited, critical, high, medium, low, unrated, changed_at)
    select release_id,
      coalesce(sum(sign) filter (where verdict = 'affected'), 0),
      coalesce(sum(sign) filter (where verdict = 'unknown'), 0),
      coalesce(sum(sign) filter (where verdict = 'not_affected'), 0),
      coalesce(sum(sign) filter (where verdict = 'fixed'), 0),
      coalesce(sum(sign) filter (where is_exploited and verdict in ('affected', 'unknown')), 0),
      coalesce(sum(sign) filter (where severity >= 90 and verdict in ('affected', 'unknown')), 0),
      coalesce(sum(sign) filter (where severity between 70 and 89 and verdict in ('affected', 'unknown')), 0),
      coalesce(sum(sign) filter (where severity between 40 and 69 and verdict in ('affected', 'unknown')), 0),
      coalesce(sum(sign) filter (where severity between 0 and 39 and verdict in ('affected', 'unknown')), 0),
      coalesce(sum(sign) filter (where severity = -1 and verdict in ('affected', 'unknown')), 0),
      max(changed_at)
    from (select 1 as sign, a.* from after a union all select -1, b.* from before b) rows
    where closed_at is null
    group by release_id
    on conflict (release_id) do update set
      affected = c.affected + excluded.affected,
      unknown = c.unknown + excluded.unknown,
      not_affected = c.not_affected + excluded.not_affected,
      fixed = c.fixed + excluded.fixed,
      exploited = c.exploited + excluded.exploited,
      critical = c.critical + excluded.critical,
      high = c.high + excluded.high,
      medium = c.medium + excluded.medium,
      low = c.low + excluded.low,
      unrated = c.unrated + excluded.unrated,
      changed_at = greatest(c.changed_at, excluded.changed_at);
    return null;
  end

~ count_changed_unknown()
  begin
    insert into release_unknown as u (release_id, rule, count)
    select release_id, rule, sum(sign) from (
      select 1 as sign, release_id, rule, verdict, closed_at from after
      union all select -1, release_id, rule, verdict, closed_at from before
    ) rows
    where verdict = 'unknown' and closed_at is null
    group by 1, 2 having sum(sign) <> 0 order by 1, 2
    on conflict (release_id, rule) do update set count = u.count + excluded.count;
    return null;
  end

~ count_new_findings()
  begin
    insert into release_counter as c
      (release_id, affected, unknown, not_affected, fixed, exploited, critical, high, medium, low, unrated, changed_at)
    select release_id,
      coalesce(sum(sign) filter (where verdict = 'affected'), 0),
      coalesce(sum(sign) filter (where verdict = 'unknown'), 0),
      coalesce(sum(sign) filter (where verdict = 'not_affected'), 0),
      coalesce(sum(sign) filter (where verdict = 'fixed'), 0),
      coalesce(sum(sign) filter (where is_exploited and verdict in ('affected', 'unknown')), 0),
      coalesce(sum(sign) filter (where severity >= 90 and verdict in ('affected', 'unknown')), 0),
      coalesce(sum(sign) filter (where severity between 70 and 89 and verdict in ('affected', 'unknown')), 0),
      coalesce(sum(sign) filter (where severity between 40 and 69 and verdict in ('affected', 'unknown')), 0),
      coalesce(sum(sign) filter (where severity between 0 and 39 and verdict in ('affected', 'unknown')), 0),
      coalesce(sum(sign) filter (where severity = -1 and verdict in ('affected', 'unknown')), 0),
      max(changed_at)
    from (select 1 as sign, a.* from after a) rows
    where closed_at is null
    group by release_id
    on conflict (release_id) do update set
      affected = c.affected + excluded.affected,
      unknown = c.unknown + excluded.unknown,
      not_affected = c.not_affected + excluded.not_affected,
      fixed = c.fixed + excluded.fixed,
      exploited = c.exploited + excluded.exploited,
      critical = c.critical + excluded.critical,
      high = c.high + excluded.high,
      medium = c.medium + excluded.medium,
      low = c.low + excluded.low,
      unrated = c.unrated + excluded.unrated,
      changed_at = greatest(c.changed_at, excluded.changed_at);
    return null;
  end

~ count_new_unknown()
  begin
    insert into release_unknown as u (release_id, rule, count)
    select release_id, rule, count(*) from after where verdict = 'unknown' and closed_at is null
    group by 1, 2 order by 1, 2
    on conflict (release_id, rule) do update set count = u.count + excluded.count;
    return null;
  end

~ refuse_change()
  begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
  end
