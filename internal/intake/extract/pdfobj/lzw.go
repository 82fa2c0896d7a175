package pdfobj

import (
	"io"
)

// lzw unpacks the LZW of TIFF and PDF, whose codes grow one code earlier than
// those of GIF.
type lzw struct {
	b      []byte
	early  bool
	bits   uint32
	have   uint
	prefix [4096]uint16
	suffix [4096]byte
	next   int
	width  uint
	last   int
	out    []byte
	begun  bool
}

// Read is io.Reader.
func (z *lzw) Read(p []byte) (int, error) {
	if !z.begun {
		z.begun = true
		z.reset()
	}
	for len(z.out) == 0 {
		if !z.step() {
			return 0, io.EOF
		}
	}
	n := copy(p, z.out)
	z.out = z.out[n:]
	return n, nil
}

func (z *lzw) reset() { z.next, z.width, z.last = 258, 9, -1 }

func (z *lzw) code() int {
	for z.have < z.width {
		if len(z.b) == 0 {
			return 257
		}
		z.bits = z.bits<<8 | uint32(z.b[0])
		z.b = z.b[1:]
		z.have += 8
	}
	z.have -= z.width
	return int(z.bits >> z.have & (1<<z.width - 1))
}

// step reads one code into z.out; it is false at the end.
func (z *lzw) step() bool {
	c := z.code()
	switch {
	case c == 257:
		return false
	case c == 256:
		z.reset()
		return true
	case c > z.next || c == z.next && z.last < 0:
		return false
	}
	word := z.spell(c)
	if c == z.next {
		word = z.spell(z.last)
		word = append(word, word[0])
	}
	if z.last >= 0 && z.next < 4096 {
		z.prefix[z.next], z.suffix[z.next] = uint16(z.last), word[0]
		z.next++
	}
	z.last, z.out = c, word
	grow := z.next
	if z.early {
		grow++
	}
	switch {
	case grow >= 2048:
		z.width = 12
	case grow >= 1024:
		z.width = 11
	case grow >= 512:
		z.width = 10
	}
	return true
}

// spell gives the bytes that a code stands for.
func (z *lzw) spell(c int) []byte {
	var back []byte
	for c >= 258 && c < z.next && len(back) < 4096 {
		back = append(back, z.suffix[c])
		c = int(z.prefix[c])
	}
	out := make([]byte, 0, len(back)+2)
	out = append(out, byte(c))
	for i := len(back) - 1; i >= 0; i-- {
		out = append(out, back[i])
	}
	return out
}
