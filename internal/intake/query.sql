-- Every query takes the county. The text and the bytes of a source can be
-- large, so lists leave them out.

-- name: Sources :many
SELECT id, county, name, address, media_type, sha256, language, state, fault, edition_id, created_at, created_by, version
FROM source WHERE (county = $1 OR CAST($1 AS TEXT) = '*') ORDER BY id DESC;

-- name: Source :one
SELECT id, county, name, address, media_type, sha256, language, state, fault, edition_id, created_at, created_by, version
FROM source WHERE county = $1 AND id = $2;

-- name: SourceText :one
SELECT plain, proposal FROM source WHERE county = $1 AND id = $2;

-- name: SourceContent :one
SELECT content FROM source WHERE county = $1 AND id = $2;

-- name: SourceBySum :many
SELECT id FROM source WHERE county = $1 AND sha256 = $2 AND state <> 'refused' AND state <> 'cited' ORDER BY id;

-- name: InsertSource :exec
INSERT INTO source (id, county, name, address, media_type, sha256, language, content, plain, proposal, state, fault,
    edition_id, created_at, created_by, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1);

-- name: ReadSource :execrows
UPDATE source SET media_type = $4, language = $5, plain = $6, proposal = $7, state = 'read', fault = '', version = version + 1
WHERE county = $1 AND id = $2 AND version = $3 AND state = 'waiting';

-- name: RefuseSource :execrows
UPDATE source SET content = NULL, state = 'refused', fault = $4, version = version + 1
WHERE county = $1 AND id = $2 AND version = $3 AND state = 'waiting';

-- name: RenameSource :execrows
UPDATE source SET name = $4, address = $5, version = version + 1 WHERE county = $1 AND id = $2 AND version = $3;

-- name: TouchSource :execrows
UPDATE source SET version = version + 1 WHERE county = $1 AND id = $2 AND version = $3;

-- name: SettleSource :exec
UPDATE source SET state = $3, edition_id = $4 WHERE county = $1 AND id = $2;

-- name: DeleteSource :execrows
DELETE FROM source WHERE county = $1 AND id = $2 AND version = $3;

-- name: Findings :many
SELECT * FROM finding WHERE county = $1 AND source_id = $2 ORDER BY position, id;

-- name: AcceptedFindings :many
SELECT * FROM finding WHERE (county = $1 OR CAST($1 AS TEXT) = '*') AND state = 'accepted' ORDER BY source_id, position, id;

-- name: CountFindings :many
SELECT source_id, state, CAST(count(*) AS BIGINT) AS count FROM finding
WHERE (county = $1 OR CAST($1 AS TEXT) = '*') GROUP BY source_id, state ORDER BY source_id, state;

-- name: InsertFinding :exec
INSERT INTO finding (id, county, source_id, position, kind, words, detail, span_start, span_end, confidence, under_id,
    state, element_id, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1);

-- name: UpdateFinding :execrows
UPDATE finding SET kind = $4, words = $5, detail = $6, span_start = $7, span_end = $8, under_id = $9, state = $10,
    element_id = $11, version = version + 1
WHERE county = $1 AND id = $2 AND version = $3;

-- name: DeleteFindings :exec
DELETE FROM finding WHERE county = $1 AND source_id = $2;
