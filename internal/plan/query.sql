-- Every query takes the county; '*' asks over all of them and is used only
-- where counties are compared.

-- name: Documents :many
SELECT * FROM document WHERE (county = $1 OR CAST($1 AS TEXT) = '*') ORDER BY id;

-- name: Document :one
SELECT * FROM document WHERE county = $1 AND id = $2;

-- name: InsertDocument :exec
INSERT INTO document (id, county, kind, slug, title, created_at, version)
VALUES ($1, $2, $3, $4, $5, $6, 1);

-- name: Slots :many
SELECT * FROM slot WHERE (county = $1 OR CAST($1 AS TEXT) = '*') ORDER BY county, position, id;

-- name: InsertSlot :exec
INSERT INTO slot (id, county, kind, slug, title, note, binding, basis, decider, state, told_by, position, document_id, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1);

-- name: UpdateSlot :execrows
UPDATE slot SET kind = $4, title = $5, note = $6, binding = $7, basis = $8, decider = $9, state = $10,
    told_by = $11, position = $12, document_id = $13, version = version + 1
WHERE county = $1 AND id = $2 AND version = $3;

-- name: DeleteSlot :execrows
DELETE FROM slot WHERE county = $1 AND id = $2 AND version = $3;

-- name: Areas :many
SELECT * FROM area WHERE (county = $1 OR CAST($1 AS TEXT) = '*') ORDER BY county, position, id;

-- name: InsertArea :exec
INSERT INTO area (id, county, position, name, municipalities, told_by, version) VALUES ($1, $2, $3, $4, $5, $6, 1);

-- name: UpdateArea :execrows
UPDATE area SET name = $4, municipalities = $5, told_by = $6, version = version + 1
WHERE county = $1 AND id = $2 AND version = $3;

-- name: DeleteArea :execrows
DELETE FROM area WHERE county = $1 AND id = $2 AND version = $3;

-- name: ElementAreas :many
SELECT DISTINCT areas FROM element WHERE county = $1 ORDER BY areas;

-- name: Editions :many
SELECT * FROM edition WHERE (county = $1 OR CAST($1 AS TEXT) = '*') ORDER BY document_id, number;

-- name: Edition :one
SELECT * FROM edition WHERE county = $1 AND id = $2;

-- name: InsertEdition :exec
INSERT INTO edition (id, county, document_id, number, state, based_on, start_year, end_year, created_at, proposed_on,
    returned_on, approved_on, in_force_from, superseded_on, hash, told_by, note, public, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 1);

-- name: UpdateEdition :execrows
UPDATE edition SET state = $4, start_year = $5, end_year = $6, proposed_on = $7, returned_on = $8, approved_on = $9,
    in_force_from = $10, superseded_on = $11, hash = $12, told_by = $13, note = $14, public = $15, version = version + 1
WHERE county = $1 AND id = $2 AND version = $3;

-- name: LastEditionNumber :one
SELECT CAST(COALESCE(max(number), 0) AS BIGINT) FROM edition WHERE county = $1 AND document_id = $2;

-- name: Elements :many
SELECT * FROM element WHERE county = $1 AND edition_id = $2 ORDER BY parent_id, position, id;

-- name: Element :one
SELECT * FROM element WHERE county = $1 AND edition_id = $2 AND id = $3;

-- name: ElementEditions :many
SELECT edition_id FROM element WHERE county = $1 AND id = $2 ORDER BY edition_id;

-- name: InsertElement :exec
INSERT INTO element (edition_id, id, county, parent_id, kind, position, title, body, deeds, start_year, end_year, areas,
    source_id, source_start, source_end, told_by, version, updated_at, updated_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19);

-- name: UpdateElement :execrows
UPDATE element SET kind = $5, title = $6, body = $7, deeds = $8, start_year = $9, end_year = $10, areas = $11,
    told_by = $12, updated_at = $13, updated_by = $14, version = version + 1
WHERE county = $1 AND edition_id = $2 AND id = $3 AND version = $4;

-- name: RetellElements :exec
UPDATE element SET told_by = sqlc.arg(now), version = version + 1
WHERE county = sqlc.arg(county) AND edition_id = sqlc.arg(edition_id) AND source_id = sqlc.arg(source_id)
    AND told_by = sqlc.arg(was);

-- name: PlaceElement :execrows
UPDATE element SET parent_id = $4, position = $5 WHERE county = $1 AND edition_id = $2 AND id = $3;

-- name: DeleteElement :execrows
DELETE FROM element WHERE county = $1 AND edition_id = $2 AND id = $3 AND version = $4;

-- name: Seats :many
SELECT * FROM seat WHERE county = $1 AND document_id = $2 ORDER BY id;

-- name: InsertSeat :exec
INSERT INTO seat (id, county, document_id, post, may_edit, user_id) VALUES ($1, $2, $3, $4, $5, $6);

-- name: UpdateSeat :execrows
UPDATE seat SET post = $3, may_edit = $4, user_id = $5 WHERE county = $1 AND id = $2;

-- name: DeleteSeat :execrows
DELETE FROM seat WHERE county = $1 AND id = $2;

-- name: Comments :many
SELECT * FROM comment WHERE county = $1 AND edition_id = $2 ORDER BY id;

-- name: InsertComment :exec
INSERT INTO comment (id, county, edition_id, element_id, author_id, post, body, state, answer, carried_from, created_at, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1);

-- name: UpdateComment :execrows
UPDATE comment SET state = $4, answer = $5, version = version + 1
WHERE county = $1 AND id = $2 AND version = $3;
