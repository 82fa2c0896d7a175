package opinion

// source is a small fixed-seed generator, so that a result depends on nothing
// but the votes. Source: Steele, Lea, Flood, "Fast splittable pseudorandom
// number generators", OOPSLA 2014 (SplitMix64).
type source uint64

func (s *source) next() uint64 {
	*s += 0x9e3779b97f4a7c15
	return mix(uint64(*s))
}

func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// float is in [0, 1).
func (s *source) float() float64 { return float64(s.next()>>11) / (1 << 53) }

// below is in [0, n).
func (s *source) below(n int) int { return int(s.float() * float64(n)) }

// sign is -1 or 1.
func (s *source) sign() float64 {
	if s.next()>>63 == 0 {
		return -1
	}
	return 1
}
