package opinion

import (
	"encoding/json"
	"strconv"
)

// jsonWriter keeps keys in the order written: a million people make no map.
type jsonWriter struct {
	out []byte
	err error
}

func (w *jsonWriter) separate() {
	if n := len(w.out); n > 0 && w.out[n-1] != '{' && w.out[n-1] != '[' && w.out[n-1] != ':' {
		w.out = append(w.out, ',')
	}
}

func (w *jsonWriter) raw(s string) {
	w.separate()
	w.out = append(w.out, s...)
}

func (w *jsonWriter) key(name string) {
	w.raw(strconv.Quote(name))
	w.out = append(w.out, ':')
}

func (w *jsonWriter) object(body func()) {
	w.raw("{")
	body()
	w.out = append(w.out, '}')
}

func (w *jsonWriter) list(n int, item func(i int)) {
	w.raw("[")
	for i := range n {
		item(i)
	}
	w.out = append(w.out, ']')
}

func (w *jsonWriter) field(name string, v any) {
	w.key(name)
	b, err := json.Marshal(v)
	if err != nil && w.err == nil {
		w.err = err
	}
	w.out = append(w.out, b...)
}

func (w *jsonWriter) point(p [2]float64) {
	w.raw("[")
	w.out = strconv.AppendFloat(w.out, p[0], 'g', -1, 64)
	w.out = append(w.out, ',')
	w.out = strconv.AppendFloat(w.out, p[1], 'g', -1, 64)
	w.out = append(w.out, ']')
}

func (w *jsonWriter) byGroup(name string, r *Result, f func(*Group) any) {
	w.key(name)
	w.object(func() {
		for g := range r.Groups {
			w.field(strconv.Itoa(r.Groups[g].ID), f(&r.Groups[g]))
		}
	})
}

func (w *jsonWriter) cluster(c cluster, members string, id func(int) int) {
	w.object(func() {
		w.field("id", c.id)
		w.key(members)
		w.list(len(c.members), func(i int) { w.raw(strconv.Itoa(id(c.members[i]))) })
		w.key("center")
		w.point(c.center)
	})
}
