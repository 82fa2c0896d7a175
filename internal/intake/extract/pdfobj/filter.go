package pdfobj

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"encoding/ascii85"
	"io"
)

// Data unpacks a stream, within the limits. A stream that breaks in the
// middle gives what came before.
func (f *File) Data(s *Stream) ([]byte, error) {
	filters, params := f.list1(s.Dict["Filter"], s.Dict["F"]), f.list1(s.Dict["DecodeParms"], s.Dict["DP"])
	if len(filters) > 8 {
		return nil, ErrBroken
	}
	data := s.Raw
	for i, name := range filters {
		var p Dict
		if i < len(params) {
			p = f.Dict(params[i])
		}
		out, err := f.unpack(data, f.Name(name), p)
		if err != nil {
			return nil, err
		}
		data = out
	}
	return data, nil
}

// list1 is one object or an array of them.
func (f *File) list1(o, short Obj) Array {
	if o == nil {
		o = short
	}
	switch v := f.Resolve(o).(type) {
	case nil:
		return nil
	case Array:
		return v
	default:
		return Array{v}
	}
}

func (f *File) unpack(data []byte, filter Name, p Dict) ([]byte, error) {
	var out []byte
	var err error
	switch filter {
	case "FlateDecode", "Fl":
		out, err = f.flate(data)
	case "LZWDecode", "LZW":
		early := p["EarlyChange"] == nil || f.Int(p["EarlyChange"]) != 0
		out, err = f.within(&lzw{b: data, early: early})
	case "ASCIIHexDecode", "AHx":
		out = []byte((&Lexer{b: data}).hex())
	case "ASCII85Decode", "A85":
		out, err = f.ascii85(data)
	case "RunLengthDecode", "RL":
		out, err = f.runs(data)
	case "Crypt":
		out = data
	default:
		return nil, ErrFilter
	}
	if err != nil {
		return nil, err
	}
	return f.predict(out, p)
}

// within reads all, or fails when a limit is met. Errors of the data end it.
func (f *File) within(r io.Reader) ([]byte, error) {
	most := min(f.limits.Stream, f.left)
	var b bytes.Buffer
	n, _ := io.Copy(&b, io.LimitReader(r, most+1))
	if n > most {
		return nil, ErrBomb
	}
	f.left -= n
	return b.Bytes(), nil
}

func (f *File) flate(data []byte) ([]byte, error) {
	z, err := zlib.NewReader(bytes.NewReader(data))
	if err == nil {
		return f.within(z)
	}
	if len(data) < 3 {
		return nil, nil
	}
	return f.within(flate.NewReader(bytes.NewReader(data[2:])))
}

func (f *File) ascii85(data []byte) ([]byte, error) {
	data = bytes.TrimPrefix(bytes.TrimSpace(data), []byte("<~"))
	if i := bytes.IndexByte(data, '~'); i >= 0 {
		data = data[:i]
	}
	return f.within(ascii85.NewDecoder(bytes.NewReader(data)))
}

func (f *File) runs(data []byte) ([]byte, error) {
	var out []byte
	for len(data) > 1 && data[0] != 128 {
		n := int(data[0])
		if n < 128 {
			n = min(n+1, len(data)-1)
			out = append(out, data[1:1+n]...)
			data = data[1+n:]
		} else {
			out = append(out, bytes.Repeat(data[1:2], 257-n)...)
			data = data[2:]
		}
		if int64(len(out)) > min(f.limits.Stream, f.left) {
			return nil, ErrBomb
		}
	}
	f.left -= int64(len(out))
	return out, nil
}

// predict undoes the differences that a predictor made between rows.
func (f *File) predict(data []byte, p Dict) ([]byte, error) {
	kind := f.Int(p["Predictor"])
	if kind < 2 {
		return data, nil
	}
	colors, bits, columns := orOne(f.Int(p["Colors"])), f.Int(p["BitsPerComponent"]), orOne(f.Int(p["Columns"]))
	if bits <= 0 {
		bits = 8
	}
	if colors > 64 || bits > 32 || columns > 1<<16 {
		return nil, ErrBroken
	}
	pixel, row := max(1, colors*bits/8), (colors*bits*columns+7)/8
	if kind == 2 {
		return tiffRows(data, pixel, row, bits), nil
	}
	return pngRows(data, pixel, row), nil
}

func orOne(n int) int {
	if n <= 0 {
		return 1
	}
	return n
}

func tiffRows(data []byte, pixel, row, bits int) []byte {
	if bits != 8 {
		return data
	}
	out := bytes.Clone(data)
	for start := 0; start < len(out); start += row {
		line := out[start:min(start+row, len(out))]
		for i := pixel; i < len(line); i++ {
			line[i] += line[i-pixel]
		}
	}
	return out
}

func pngRows(data []byte, pixel, row int) []byte {
	out := make([]byte, 0, len(data))
	above := make([]byte, row)
	for len(data) > 1 {
		kind := data[0]
		line := make([]byte, row)
		n := copy(line, data[1:])
		data = data[1+n:]
		for i := range n {
			var left, corner byte
			if i >= pixel {
				left, corner = line[i-pixel], above[i-pixel]
			}
			switch kind {
			case 1:
				line[i] += left
			case 2:
				line[i] += above[i]
			case 3:
				line[i] += byte((int(left) + int(above[i])) / 2)
			case 4:
				line[i] += paeth(left, above[i], corner)
			}
		}
		out = append(out, line[:n]...)
		above = line
	}
	return out
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	pa, pb, pc := abs(p-int(a)), abs(p-int(b)), abs(p-int(c))
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

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
