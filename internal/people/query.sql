-- The room's only SQL; it runs on both engines.

-- name: InsertUser :exec
INSERT INTO app_user (id, email, email_key, name, language, password_hash, active, created_at, version)
VALUES ($1, $2, $3, $4, $5, $6, TRUE, $7, 1);

-- name: UserByID :one
SELECT * FROM app_user WHERE id = $1;

-- name: UserByEmail :one
SELECT * FROM app_user WHERE email_key = $1;

-- name: UsersOf :many
SELECT * FROM app_user
WHERE CAST(sqlc.arg(county) AS TEXT) = '*'
   OR id IN (SELECT user_id FROM role_grant WHERE role_grant.county = CAST(sqlc.arg(county) AS TEXT))
ORDER BY id;

-- name: GrantsOf :many
SELECT * FROM role_grant WHERE user_id = $1 ORDER BY county;

-- name: GrantsOfUsersOf :many
SELECT * FROM role_grant
WHERE CAST(sqlc.arg(county) AS TEXT) = '*'
   OR user_id IN (SELECT g.user_id FROM role_grant g WHERE g.county = CAST(sqlc.arg(county) AS TEXT))
ORDER BY user_id, county;

-- name: UpdateUser :execrows
UPDATE app_user SET name = $1, language = $2, active = $3, version = version + 1
WHERE id = $4 AND version = $5;

-- name: ReplacePassword :execrows
UPDATE app_user SET password_hash = sqlc.arg(fresh), version = version + 1
WHERE id = sqlc.arg(id) AND password_hash = sqlc.arg(stale);

-- name: PutGrant :exec
INSERT INTO role_grant (user_id, county, role) VALUES ($1, $2, $3)
ON CONFLICT (user_id, county) DO UPDATE SET role = excluded.role;

-- name: DeleteGrant :exec
DELETE FROM role_grant WHERE user_id = $1 AND county = $2;

-- name: CountAdministrators :one
SELECT count(*) FROM role_grant g JOIN app_user u ON u.id = g.user_id
WHERE g.role = 'administrator' AND u.active;

-- name: PutSession :exec
INSERT INTO session (token_hash, data, expires_at) VALUES ($1, $2, $3)
ON CONFLICT (token_hash) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at;

-- name: SessionData :one
SELECT data FROM session WHERE token_hash = $1 AND expires_at > $2;

-- name: DeleteSession :exec
DELETE FROM session WHERE token_hash = $1;

-- name: DeleteSessionsBefore :execrows
DELETE FROM session WHERE expires_at <= $1;
