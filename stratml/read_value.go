package stratml

import (
	"encoding/xml"
	"reflect"
)

// content is the text of an element that should have no elements inside.
func (r *reader) content(n *node) string {
	r.eachAttr(n, nil)
	if n.hasElements() {
		r.notice(NoticeMarkup, n, n.content(), "")
	}
	return n.content()
}

// line reads a short text.
func (r *reader) line(into *string) func(*node) {
	return func(n *node) {
		r.once(n, into, oneLine(r.content(n)))
	}
}

// once keeps the first of what can be there once.
func (r *reader) once(n *node, into *string, s string) {
	switch {
	case *into == "":
		*into = s
	case s != "" && s != *into:
		r.notice(NoticeRepeated, n, s, "")
	}
}

// maxJoined is how many texts are joined to others in one file.
const maxJoined = 100

// prose reads a long text. A second one is joined to it, so nothing is lost.
func (r *reader) prose(into *string) func(*node) {
	return func(n *node) {
		s := prose(r.content(n))
		switch {
		case *into == "":
			*into = s
		case s == "" || s == *into:
		case r.joined == maxJoined:
			r.notice(NoticeRepeated, n, s, "")
		default:
			r.joined++
			*into += "\n\n" + s
			r.notice(NoticeRepeated, n, s, "joined")
		}
	}
}

// id reads an identifier that collectIDs has decided.
func (r *reader) id(into *ID) func(*node) {
	return func(n *node) {
		r.content(n)
		id := r.ids[n]
		switch {
		case id.Original == "":
			return
		case *into != ID{}:
			r.notice(NoticeRepeated, n, id.Original, "")
			return
		case id.code != "":
			r.notice(id.code, n, id.Original, id.Valid)
		}
		*into = id.ID
	}
}

func (r *reader) date(into *Date) func(*node) {
	return func(n *node) {
		s := oneLine(r.content(n))
		d, how := parseDate(s)
		switch {
		case s == "":
		case how == exact || how == rewritten:
			if how == rewritten {
				r.notice(NoticeDate, n, s, string(d))
			}
			r.once(n, (*string)(into), string(d))
		default:
			r.notice(NoticeDateUnreadable, n, s, "")
		}
	}
}

func (r *reader) decimal(into *Decimal) func(*node) {
	return func(n *node) {
		s := oneLine(r.content(n))
		d, how := parseDecimal(s)
		switch {
		case s == "":
		case how == ambiguous:
			r.notice(NoticeNumberAmbiguous, n, s, "")
		case how == unreadable:
			r.notice(NoticeNumberUnreadable, n, s, "")
		default:
			if how == rewritten {
				r.notice(NoticeNumber, n, s, string(d))
			}
			r.once(n, (*string)(into), string(d))
		}
	}
}

// choice reads an attribute that has one of a few values.
func choice[T ~string](r *reader, into *T, allowed []T) func(*node, xml.Attr) {
	return func(n *node, a xml.Attr) {
		s := oneLine(a.Value)
		v := choose(s, allowed)
		switch {
		case s == "":
		case v == "":
			r.attrNotice(NoticeChoiceUnknown, n, a, "")
		case string(v) != s:
			r.attrNotice(NoticeChoice, n, a, string(v))
		}
		if *into == "" {
			*into = v
		}
	}
}

// misplaced reads an element that belongs elsewhere.
func (r *reader) misplaced(read func(*node)) func(*node) {
	return func(n *node) {
		r.notice(NoticeMisplaced, n, "", "")
		read(n)
	}
}

// many reads an element that may repeat. One with nothing in it is missing.
func many[T any](read func(*node) T, into *[]T) func(*node) {
	return func(n *node) {
		if v := read(n); !reflect.ValueOf(v).IsZero() {
			*into = append(*into, v)
		}
	}
}
