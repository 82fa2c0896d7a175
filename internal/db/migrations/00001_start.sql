-- +goose Up
-- One text for both engines. Ids are made in Go, moments and dates are ISO
-- text, texts in several languages are JSON {"fi": ..., "sv": ..., "en": ...}.

-- who changed what, in the same transaction as the change
CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    county TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    act TEXT NOT NULL,
    ref_kind TEXT NOT NULL,
    ref_id TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX audit_county ON audit (county, id);
CREATE INDEX audit_ref ON audit (ref_kind, ref_id, id);
-- every process asks several times a second what has changed (audit.Revision),
-- and failed sign-ins are many
CREATE INDEX audit_change ON audit (id) WHERE act NOT LIKE 'user.%';

-- durable queue
CREATE TABLE job (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL,
    run_at TEXT NOT NULL,
    lease_until TEXT NOT NULL,
    tries BIGINT NOT NULL,
    progress BIGINT NOT NULL,
    error TEXT NOT NULL,
    created_at TEXT NOT NULL,
    finished_at TEXT NOT NULL
);
CREATE INDEX job_ready ON job (state, run_at);

-- people
CREATE TABLE app_user (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    created_at TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE TABLE role_grant (
    user_id TEXT NOT NULL REFERENCES app_user (id),
    county TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (user_id, county)
);
CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    data TEXT NOT NULL,
    expires_at TEXT NOT NULL
);
CREATE INDEX session_expiry ON session (expires_at);

-- plan: documents and their rooms
CREATE TABLE document (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    kind TEXT NOT NULL,
    slug TEXT NOT NULL,
    title TEXT NOT NULL,
    created_at TEXT NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (county, slug)
);
CREATE TABLE slot (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    kind TEXT NOT NULL,
    slug TEXT NOT NULL,
    title TEXT NOT NULL,
    note TEXT NOT NULL,
    binding TEXT NOT NULL,
    basis TEXT NOT NULL,
    decider TEXT NOT NULL,
    state TEXT NOT NULL,
    told_by TEXT NOT NULL,
    position BIGINT NOT NULL,
    document_id TEXT REFERENCES document (id),
    version BIGINT NOT NULL,
    UNIQUE (county, slug)
);
CREATE TABLE area (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    municipalities TEXT NOT NULL,
    told_by TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX area_county ON area (county, position);

-- plan: editions and their elements
CREATE TABLE edition (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES document (id),
    number BIGINT NOT NULL,
    state TEXT NOT NULL,
    based_on TEXT NOT NULL,
    start_year BIGINT NOT NULL,
    end_year BIGINT NOT NULL,
    created_at TEXT NOT NULL,
    proposed_on TEXT NOT NULL,
    returned_on TEXT NOT NULL,
    approved_on TEXT NOT NULL,
    in_force_from TEXT NOT NULL,
    superseded_on TEXT NOT NULL,
    hash TEXT NOT NULL,
    told_by TEXT NOT NULL,
    note TEXT NOT NULL,
    public BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (document_id, number)
);
CREATE INDEX edition_county ON edition (county);
CREATE TABLE element (
    edition_id TEXT NOT NULL REFERENCES edition (id),
    id TEXT NOT NULL,
    county TEXT NOT NULL,
    parent_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    deeds TEXT NOT NULL,
    start_year BIGINT NOT NULL,
    end_year BIGINT NOT NULL,
    areas TEXT NOT NULL,
    source_id TEXT NOT NULL,
    source_start BIGINT NOT NULL,
    source_end BIGINT NOT NULL,
    told_by TEXT NOT NULL,
    version BIGINT NOT NULL,
    updated_at TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    PRIMARY KEY (edition_id, id)
);
CREATE INDEX element_tree ON element (edition_id, parent_id, position);

-- plan: working drafts
CREATE TABLE seat (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES document (id),
    post TEXT NOT NULL,
    may_edit BOOLEAN NOT NULL,
    user_id TEXT NOT NULL
);
CREATE INDEX seat_document ON seat (document_id);
CREATE TABLE comment (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    edition_id TEXT NOT NULL REFERENCES edition (id),
    element_id TEXT NOT NULL,
    author_id TEXT NOT NULL,
    post TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    answer TEXT NOT NULL,
    carried_from TEXT NOT NULL,
    created_at TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX comment_edition ON comment (edition_id, element_id, id);

-- decision: who decided what, when
CREATE TABLE decision (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    body TEXT NOT NULL,
    held_on TEXT NOT NULL,
    section TEXT NOT NULL,
    record_number TEXT NOT NULL,
    act TEXT NOT NULL,
    status TEXT NOT NULL,
    what TEXT NOT NULL,
    ref_kind TEXT NOT NULL,
    ref_id TEXT NOT NULL,
    told_by TEXT NOT NULL,
    created_at TEXT NOT NULL
);
CREATE INDEX decision_county ON decision (county, held_on);
CREATE INDEX decision_ref ON decision (ref_kind, ref_id);

-- intake: sources and what was read from them
CREATE TABLE source (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    media_type TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    language TEXT NOT NULL,
    content BYTEA,
    plain TEXT NOT NULL,
    proposal TEXT NOT NULL,
    state TEXT NOT NULL,
    fault TEXT NOT NULL,
    edition_id TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX source_county ON source (county, id);
CREATE TABLE finding (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    source_id TEXT NOT NULL REFERENCES source (id),
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    words TEXT NOT NULL,
    detail TEXT NOT NULL,
    span_start BIGINT NOT NULL,
    span_end BIGINT NOT NULL,
    confidence DOUBLE PRECISION NOT NULL,
    under_id TEXT NOT NULL,
    state TEXT NOT NULL,
    element_id TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX finding_source ON finding (source_id, position);

-- +goose Down
DROP TABLE finding;
DROP TABLE source;
DROP TABLE decision;
DROP TABLE comment;
DROP TABLE seat;
DROP TABLE element;
DROP TABLE edition;
DROP TABLE area;
DROP TABLE slot;
DROP TABLE document;
DROP TABLE session;
DROP TABLE role_grant;
DROP TABLE app_user;
DROP TABLE job;
DROP TABLE audit;
