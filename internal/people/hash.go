package people

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"golang.org/x/crypto/argon2"

	"github.com/katto-project/katto/internal/fault"
)

// cost is argon2id's parameters.
type cost struct {
	time, kib uint32
	lanes     uint8
}

// current is what new hashes are made with: OWASP's minimum for argon2id,
// about 50 ms on a small server.
var current = cost{time: 2, kib: 19 * 1024, lanes: 1}

// most is what a stored hash may ask for, so that a damaged row cannot take
// the machine's memory.
var most = cost{time: 10, kib: 256 * 1024, lanes: 8}

const (
	saltBytes = 16
	keyBytes  = 32
	// atOnce bounds the memory of hashing: atOnce times 19 MiB.
	atOnce = 4
	// hashWait is how long a sign-in waits for its turn.
	hashWait = 10 * time.Second
)

// hasher makes and checks password hashes, a few at a time.
type hasher struct {
	cost  cost
	turns chan struct{}
	decoy string // of no password; checked when there is no user
}

func newHasher(c cost) (*hasher, error) {
	h := &hasher{cost: c, turns: make(chan struct{}, atOnce)}
	decoy, err := h.hash(context.Background(), "a decoy: no account has this hash")
	h.decoy = decoy
	return h, err
}

// hash gives the PHC string $argon2id$v=19$m=...,t=...,p=...$salt$key.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltBytes)
	if _, err := rand.Read(salt); err != nil {
		return "", fmt.Errorf("people: salt: %w", err)
	}
	key, err := h.derive(ctx, password, salt, h.cost, keyBytes)
	if err != nil {
		return "", err
	}
	return encode(h.cost, salt, key), nil
}

// check tells whether the password is the hash's. An unreadable hash is
// nobody's password, and takes as long.
func (h *hasher) check(ctx context.Context, password, phc string) (bool, error) {
	c, salt, want, ok := decode(phc)
	if !ok {
		c, salt, want, _ = decode(h.decoy)
	}
	got, err := h.derive(ctx, password, salt, c, uint32(len(want)))
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1 && ok, nil
}

// stale tells whether the hash was made with other parameters than today's.
func (h *hasher) stale(phc string) bool {
	c, salt, key, ok := decode(phc)
	return !ok || c != h.cost || len(salt) != saltBytes || len(key) != keyBytes
}

func (h *hasher) derive(ctx context.Context, password string, salt []byte, c cost, size uint32) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, hashWait)
	defer cancel()
	select {
	case h.turns <- struct{}{}:
		defer func() { <-h.turns }()
	case <-ctx.Done():
		return nil, fault.New(fault.Unavailable, "people.busy").Because(ctx.Err())
	}
	return argon2.IDKey([]byte(normal(password)), salt, c.time, c.kib, c.lanes, size), nil
}

func encode(c cost, salt, key []byte) string {
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.kib, c.time, c.lanes, b64(salt), b64(key))
}

func decode(phc string) (c cost, salt, key []byte, ok bool) {
	part := strings.Split(phc, "$")
	if len(part) != 6 || part[1] != "argon2id" || part[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, false
	}
	if _, err := fmt.Sscanf(part[3], "m=%d,t=%d,p=%d", &c.kib, &c.time, &c.lanes); err != nil {
		return c, nil, nil, false
	}
	salt, saltErr := base64.RawStdEncoding.DecodeString(part[4])
	key, keyErr := base64.RawStdEncoding.DecodeString(part[5])
	ok = saltErr == nil && keyErr == nil && len(salt) >= 8 && len(key) >= 16 && len(key) <= 64 &&
		c.time >= 1 && c.lanes >= 1 && c.time <= most.time && c.kib <= most.kib && c.lanes <= most.lanes
	return c, salt, key, ok
}
