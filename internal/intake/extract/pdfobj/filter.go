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
