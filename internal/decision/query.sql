-- name: Decisions :many
SELECT * FROM decision WHERE (county = $1 OR CAST($1 AS TEXT) = '*') ORDER BY county, held_on, id;

-- name: DecisionsOf :many
SELECT * FROM decision WHERE county = $1 AND ref_kind = $2 AND ref_id = $3 ORDER BY held_on, id;

-- name: SameDecision :one
SELECT CAST(count(*) AS BIGINT) FROM decision
WHERE county = $1 AND body = $2 AND held_on = $3 AND section = $4 AND status = 'made' AND told_by = '';

-- name: InsertDecision :exec
INSERT INTO decision (id, county, body, held_on, section, record_number, act, status, what, ref_kind, ref_id, told_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);
