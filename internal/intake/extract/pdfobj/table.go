package pdfobj

import (
	"bytes"
	"regexp"
	"strconv"
)

// readTables reads the file's own tables of objects, newest first.
func (f *File) readTables() error {
	end := bytes.LastIndex(f.data, []byte("startxref"))
	if end < 0 {
		return ErrBroken
	}
	at, _ := (&Lexer{b: f.data, pos: end + len("startxref")}).Next()
	seen := map[int]bool{}
	for next := []Obj{at}; len(next) > 0; {
		n, ok := next[0].(float64)
		next = next[1:]
		if offset := int(n); ok && !seen[offset] {
			if offset < 0 || offset >= len(f.data) || len(seen) > 1000 {
				return ErrBroken
			}
			seen[offset] = true
			trailer, err := f.readTable(offset)
			if err != nil {
				return err
			}
			if f.Trailer == nil {
				f.Trailer = trailer
			}
			next = append(next, trailer["XRefStm"], trailer["Prev"])
		}
	}
	if f.Trailer == nil {
		return ErrBroken
	}
	return nil
}

// readTable reads one table, of either kind, and gives its trailer.
func (f *File) readTable(offset int) (Dict, error) {
	l := &Lexer{b: f.data, pos: offset, refs: true}
	l.space()
	if !bytes.HasPrefix(f.data[l.pos:], []byte("xref")) {
		return f.tableStream(l.pos)
	}
	l.pos += len("xref")
	for {
		o, ok := l.Next()
		if o == Op("trailer") {
			d, _ := l.Next()
			trailer, ok := d.(Dict)
			if !ok {
				return nil, ErrBroken
			}
			return trailer, nil
		}
		start, isNum := o.(float64)
		count, _ := l.Next()
		n, isNum2 := count.(float64)
		if !ok || !isNum || !isNum2 {
			return nil, ErrBroken
		}
		if err := f.tableRows(l, int(start), int(n)); err != nil {
			return nil, err
		}
	}
}

func (f *File) tableRows(l *Lexer, start, n int) error {
	for i := range n {
		off, _ := l.Next()
		_, _ = l.Next()
		use, ok := l.Next()
		offset, isNum := off.(float64)
		if !ok || !isNum {
			return ErrBroken
		}
		if use == Op("n") {
			if err := f.list(start+i, entry{offset: int(offset)}); err != nil {
				return err
			}
		}
	}
	return nil
}

// list adds an object, unless a newer table has it.
func (f *File) list(num int, e entry) error {
	if _, ok := f.table[num]; ok {
		return nil
	}
	if len(f.table) >= maxObjects {
		return ErrBroken
	}
	f.table[num] = e
	return nil
}

// tableStream reads a table that is a stream.
func (f *File) tableStream(offset int) (Dict, error) {
	num, _ := (&Lexer{b: f.data, pos: offset}).Next()
	n, _ := num.(float64)
	o, _ := f.readAt(offset, int(n))
	s, ok := o.(*Stream)
	if !ok || f.Name(s.Dict["Type"]) != "XRef" {
		return nil, ErrBroken
	}
	data, err := f.Data(s)
	if err != nil {
		return nil, err
	}
	var widths [3]int
	for i, w := range f.Array(s.Dict["W"]) {
		if i < 3 {
			widths[i] = min(max(f.Int(w), 0), 8)
		}
	}
	index := f.Array(s.Dict["Index"])
	if len(index) < 2 {
		index = Array{0.0, s.Dict["Size"]}
	}
	size := widths[0] + widths[1] + widths[2]
	for ; len(index) >= 2 && size > 0; index = index[2:] {
		start, count := f.Int(index[0]), f.Int(index[1])
		for i := 0; i < count && len(data) >= size; i++ {
			if err := f.tableEntry(start+i, data[:size], widths); err != nil {
				return nil, err
			}
			data = data[size:]
		}
	}
	return s.Dict, nil
}

func (f *File) tableEntry(num int, row []byte, w [3]int) error {
	kind := 1
	if w[0] > 0 {
		kind = bigEndian(row[:w[0]])
	}
	switch v := bigEndian(row[w[0] : w[0]+w[1]]); kind {
	case 1:
		return f.list(num, entry{offset: v})
	case 2:
		return f.list(num, entry{pack: v})
	}
	return nil
}

func bigEndian(b []byte) int {
	v := 0
	for _, c := range b {
		v = v<<8 | int(c)
	}
	return v
}

var objStart = regexp.MustCompile(`(\d{1,9})[ \t\r\n\f\x00]+\d{1,5}[ \t\r\n\f\x00]+obj\b`)

// rebuild lists the objects by looking through the bytes: the last of each
// number counts.
func (f *File) rebuild() error {
	f.rebuilt = true
	f.forget()
	var packs []int
	for _, m := range objStart.FindAllSubmatchIndex(f.data, maxObjects) {
		num, err := strconv.Atoi(string(f.data[m[2]:m[3]]))
		if err != nil {
			continue
		}
		f.table[num] = entry{offset: m[0]}
		if bytes.Contains(f.data[m[1]:min(m[1]+400, len(f.data))], []byte("/ObjStm")) {
			packs = append(packs, num)
		}
	}
	f.Trailer = f.findTrailer()
	if f.Trailer["Encrypt"] != nil {
		return ErrEncrypted
	}
	for _, num := range packs {
		if p := f.openPack(num); p != nil {
			f.packs[num] = p
			for inner := range p.at {
				if _, ok := f.table[inner]; !ok && len(f.table) < maxObjects {
					f.table[inner] = entry{pack: num}
				}
			}
		}
	}
	if f.Trailer["Root"] == nil || f.Dict(f.Trailer["Root"]) == nil {
		f.Trailer["Root"] = f.findCatalog()
	}
	if f.Dict(f.Trailer["Root"]) == nil {
		return ErrBroken
	}
	return nil
}

// findTrailer looks for the last trailer that names the root, also in the
// tables that are streams.
func (f *File) findTrailer() Dict {
	found := Dict{}
	for rest, at := f.data, 0; ; {
		i := bytes.Index(rest, []byte("trailer"))
		if i < 0 {
			break
		}
		at += i + len("trailer")
		rest = f.data[at:]
		o, _ := (&Lexer{b: f.data[at:min(at+1<<16, len(f.data))], refs: true}).Next()
		if d, ok := o.(Dict); ok && d["Root"] != nil {
			found = d
		}
	}
	if found["Root"] != nil {
		return found
	}
	newest := -1
	for num, e := range f.table {
		if e.pack != 0 || e.offset < newest || !bytes.Contains(f.data[e.offset:min(e.offset+400, len(f.data))], []byte("/XRef")) {
			continue
		}
		if o, ok := f.readAt(e.offset, num); ok && f.Dict(o)["Root"] != nil {
			found, newest = f.Dict(o), e.offset
		}
	}
	return found
}

func (f *File) findCatalog() Obj {
	best := -1
	for num := range f.table {
		if d, ok := f.object(num).(Dict); ok && num > best && f.Name(d["Type"]) == "Catalog" && d["Pages"] != nil {
			best = num
		}
	}
	if best < 0 {
		return nil
	}
	return Ref{Num: best}
}
