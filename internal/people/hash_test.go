package people

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/katto-project/katto/internal/fault"
)

func TestHash(t *testing.T) {
	ctx := context.Background()
	h, err := newHasher(current)
	if err != nil {
		t.Fatal(err)
	}
	phc, err := h.hash(ctx, "mansikka\u0308 ja mustikka")
	if err != nil || !strings.HasPrefix(phc, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatalf("%q, %v", phc, err)
	}
	for password, want := range map[string]bool{
		"mansikk\u00e4 ja mustikka":  true, // composed another way
		"mansikka\u0308 ja mustikka": true,
		"mansikka ja mustikka":       false,
		"":                           false,
	} {
		if right, err := h.check(ctx, password, phc); right != want || err != nil {
			t.Errorf("%q: %t, %v", password, right, err)
		}
	}
	if h.stale(phc) {
		t.Error("a new hash is stale")
	}
}

// The vector is the reference implementation's own (phc-winner-argon2,
// src/test.c): "password" with the salt "somesalt", t=2, 256 KiB, p=1.
func TestHashReadsOthersHashes(t *testing.T) {
	h, err := newHasher(cheap)
	if err != nil {
		t.Fatal(err)
	}
	const vector = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
	if right, err := h.check(context.Background(), "password", vector); !right || err != nil {
		t.Errorf("%t, %v", right, err)
	}
	if !h.stale(vector) {
		t.Error("other parameters are not stale")
	}
}

func TestBrokenHashIsNobodys(t *testing.T) {
	h, err := newHasher(cheap)
	if err != nil {
		t.Fatal(err)
	}
	for _, phc := range []string{
		"", "$", "$argon2id$v=19$m=64,t=1,p=1$$", "plain text",
		"$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
		"$argon2id$v=19$m=4000000000,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
		"$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR",
	} {
		for _, password := range []string{"", "password"} {
			if right, err := h.check(context.Background(), password, phc); right || err != nil {
				t.Errorf("%q: %t, %v", phc, right, err)
			}
		}
		if !h.stale(phc) {
			t.Errorf("%q is not stale", phc)
		}
	}
}

func TestHashingIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, err := newHasher(cheap)
		if err != nil {
			t.Fatal(err)
		}
		for range atOnce {
			h.turns <- struct{}{}
		}
		if _, err := h.hash(t.Context(), goodKey); !fault.Is(err, fault.Unavailable) {
			t.Errorf("with every turn taken: %v", err)
		}
		<-h.turns
		if _, err := h.hash(t.Context(), goodKey); err != nil {
			t.Errorf("with a turn free: %v", err)
		}
	})
}
