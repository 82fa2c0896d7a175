package pdfobj

import (
	"bytes"
	"errors"
	"math"
)

// File is an open PDF file.
type File struct {
	Trailer Dict
	data    []byte
	limits  Limits
	left    int64 // bytes that may still be unpacked
	table   map[int]entry
	known   map[int]Obj
	packs   map[int]*pack
	reading map[int]bool // objects being read, against circles
	rebuilt bool
}

// entry says where an object is: at an offset, or in a pack of objects.
type entry struct {
	offset int
	pack   int // the number of the stream that holds it, 0 none
}

// Open finds the file's objects. ErrEncrypted and ErrBroken say why not.
func Open(data []byte, limits Limits) (*File, error) {
	if i := bytes.Index(data[:min(1024, len(data))], []byte("%PDF-")); i > 0 {
		data = data[i:]
	}
	f := &File{data: data, limits: limits, left: limits.Total, reading: map[int]bool{}}
	f.forget()
	err := f.readTables()
	if err != nil || f.Dict(f.Dict(f.Trailer["Root"])["Pages"]) == nil {
		if errors.Is(err, ErrBomb) {
			return nil, err
		}
		if err := f.rebuild(); err != nil {
			return nil, err
		}
	}
	if f.Trailer["Encrypt"] != nil {
		return nil, ErrEncrypted
	}
	if f.Dict(f.Trailer["Root"]) == nil {
		return nil, ErrBroken
	}
	return f, nil
}

func (f *File) forget() {
	f.table, f.known, f.packs = map[int]entry{}, map[int]Obj{}, map[int]*pack{}
}

// Resolve follows a reference to its object; what is not there is nil.
func (f *File) Resolve(o Obj) Obj {
	for range 32 {
		ref, ok := o.(Ref)
		if !ok {
			return o
		}
		o = f.object(ref.Num)
	}
	return nil
}

// Dict gives the dictionary that o is or points at, also a stream's; else nil.
func (f *File) Dict(o Obj) Dict {
	switch d := f.Resolve(o).(type) {
	case Dict:
		return d
	case *Stream:
		return d.Dict
	}
	return nil
}

// Array gives the array that o is or points at.
func (f *File) Array(o Obj) Array {
	a, _ := f.Resolve(o).(Array)
	return a
}

// Name gives the name that o is or points at.
func (f *File) Name(o Obj) Name {
	n, _ := f.Resolve(o).(Name)
	return n
}

// Num gives the number that o is or points at, 0 for anything else.
func (f *File) Num(o Obj) float64 {
	n, _ := f.Resolve(o).(float64)
	return n
}

// Int is Num for counts: whole, and within what an int holds everywhere.
func (f *File) Int(o Obj) int {
	n := f.Num(o)
	if math.IsNaN(n) || n > math.MaxInt32 || n < math.MinInt32 {
		return 0
	}
	return int(n)
}

// object reads an indirect object and remembers it.
func (f *File) object(num int) Obj {
	if o, ok := f.known[num]; ok {
		return o
	}
	e, ok := f.table[num]
	if !ok || f.reading[num] {
		return nil
	}
	f.reading[num] = true
	defer delete(f.reading, num)
	var o Obj
	if e.pack != 0 {
		o, ok = f.packed(e.pack, num)
	} else {
		o, ok = f.readAt(e.offset, num)
	}
	if !ok && !f.rebuilt && len(f.reading) == 1 {
		delete(f.reading, num)
		trailer := f.Trailer
		if f.rebuild() == nil {
			return f.object(num)
		}
		f.Trailer = trailer
	}
	if len(f.known) < maxObjects/4 {
		f.known[num] = o
	}
	return o
}

// readAt reads "num gen obj ..." at an offset; ok tells that it is there.
func (f *File) readAt(offset, num int) (o Obj, ok bool) {
	if offset < 0 || offset >= len(f.data) {
		return nil, false
	}
	l := &Lexer{b: f.data, pos: offset, refs: true}
	n, _ := l.Next()
	_, _ = l.Next()
	word, _ := l.Next()
	if n != float64(num) || word != Op("obj") {
		return nil, false
	}
	o, _ = l.Next()
	d, isDict := o.(Dict)
	if !isDict {
		if _, isOp := o.(Op); isOp {
			o = nil
		}
		return o, true
	}
	l.space()
	if bytes.HasPrefix(f.data[l.pos:], []byte("stream")) {
		return &Stream{Dict: d, Raw: f.streamBytes(l.pos+len("stream"), d)}, true
	}
	return o, true
}

// streamBytes finds where a stream ends: where its length says, or where the
// word is.
func (f *File) streamBytes(start int, d Dict) []byte {
	if start < len(f.data) && f.data[start] == '\r' {
		start++
	}
	if start < len(f.data) && f.data[start] == '\n' {
		start++
	}
	rest := f.data[min(start, len(f.data)):]
	if n := f.Int(d["Length"]); n >= 0 && n <= len(rest) {
		after := bytes.TrimLeft(rest[n:min(n+32, len(rest))], "\r\n \t\x00")
		if bytes.HasPrefix(after, []byte("endstream")) || bytes.HasPrefix(after, []byte("endobj")) {
			return rest[:n]
		}
	}
	if n := bytes.Index(rest, []byte("endstream")); n >= 0 {
		return rest[:n]
	}
	return rest
}

// pack is a stream of objects, unpacked.
type pack struct {
	data []byte
	at   map[int]int
}

// packed reads an object out of a pack.
func (f *File) packed(stream, num int) (Obj, bool) {
	p := f.packs[stream]
	if p == nil {
		if p = f.openPack(stream); p == nil {
			return nil, false
		}
		if len(f.packs) > 500 {
			clear(f.packs)
		}
		f.packs[stream] = p
	}
	at, ok := p.at[num]
	if !ok || at >= len(p.data) {
		return nil, false
	}
	o, _ := (&Lexer{b: p.data, pos: at, refs: true}).Next()
	return o, true
}

func (f *File) openPack(stream int) *pack {
	s, ok := f.object(stream).(*Stream)
	if !ok || f.Name(s.Dict["Type"]) != "ObjStm" {
		return nil
	}
	data, err := f.Data(s)
	if err != nil {
		return nil
	}
	first := f.Int(s.Dict["First"])
	p := &pack{data: data, at: map[int]int{}}
	l := &Lexer{b: data}
	for range min(f.Int(s.Dict["N"]), len(data)/2) {
		num, ok := l.Next()
		at, ok2 := l.Next()
		n, isNum := num.(float64)
		a, isAt := at.(float64)
		if !ok || !ok2 || !isNum || !isAt || a < 0 || int(a)+first < 0 {
			break
		}
		p.at[int(n)] = first + int(a)
	}
	return p
}
