package pdfobj

import (
	"bytes"
)

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
