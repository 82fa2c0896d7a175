package stratml

import (
	"cmp"
	"encoding/xml"
	"io"
	"slices"
)

// Read reads a StratML file of either part, in UTF-8, UTF-16 with a byte order
// mark, ISO 8859-1 or -15, or Windows-1252.
//
// The notices, in the order of the file, say what was not as the schema has it.
// A file Write made has none, unless the plan lacked what the schema requires.
//
// The error is a [*SyntaxError] with the line if the file is not well-formed,
// [ErrDoctype], [ErrNotStratML], [ErrTooLarge], [ErrTooDeep] or [ErrEncoding], or
// wraps the reader's own. The plan is then nil.
func Read(r io.Reader, opts ...Option) (*Plan, []Notice, error) {
	root, err := parse(r, opts)
	if err != nil {
		return nil, nil, err
	}
	rd := &reader{space: root.space, ids: map[*node]decidedID{}}
	rd.namespace(root)
	rd.collectIDs(root)
	plan := rd.plan(root)
	slices.SortStableFunc(rd.notices, func(a, b Notice) int { return cmp.Compare(a.Line, b.Line) })
	return plan, rd.notices, nil
}

// reader turns a tree into a plan.
type reader struct {
	space   string // of the root
	ids     map[*node]decidedID
	notices []Notice
	joined  int
}

// decidedID is an identifier, and the notice it deserves or "".
type decidedID struct {
	ID
	code NoticeCode
}

func (r *reader) notice(code NoticeCode, n *node, value, became string) {
	r.notices = append(r.notices, Notice{
		Code: code, Element: excerpt(n.name), Line: n.line, Value: excerpt(value), Became: became,
	})
}

func (r *reader) attrNotice(code NoticeCode, n *node, a xml.Attr, became string) {
	r.notices = append(r.notices, Notice{
		Code: code, Element: excerpt(n.name + "@" + a.Name.Local), Line: n.line, Value: excerpt(a.Value), Became: became,
	})
}

func (r *reader) namespace(root *node) {
	if want := partOf(root.name).Namespace(); root.space != want {
		r.notice(NoticeNamespace, root, root.space, want)
	}
}

// oldNamespaces are those of the editions before ISO.
var oldNamespaces = []string{
	"http://www.stratml.net",
	"http://www.stratml.net/PerformancePlanOrReport",
}

// ours tells if an element is StratML: in the root's namespace, in none or in a
// known one. Another namespace's Name is not the goal's name.
func (r *reader) ours(n *node) bool {
	return n.space == r.space || n.space == "" || n.space == Namespace1 || n.space == Namespace2 ||
		slices.Contains(oldNamespaces, n.space)
}

// oldNames are elements and attributes that have been renamed since.
var oldNames = map[string]string{
	"FirstName":       "GivenName",
	"LastName":        "Surname",
	"IndicatorType":   "PerformanceIndicatorType",
	"StakeholderType": "StakeholderTypeType",
}

// collectIDs decides the exported identifiers before anything is read, in the
// order of the file, because the first to have an identifier keeps it.
func (r *reader) collectIDs(root *node) {
	nodes := r.identifierNodes(root, nil)
	wanted := make([]string, len(nodes))
	for i, n := range nodes {
		wanted[i] = oneLine(n.content())
	}
	seen := map[string]bool{}
	for i, valid := range uniqueIDs(wanted) {
		id := decidedID{ID: ID{Original: wanted[i], Valid: valid}}
		switch {
		case seen[wanted[i]]:
			id.code = NoticeDuplicateID
		case valid != wanted[i]:
			id.code = NoticeInvalidID
		}
		seen[wanted[i]] = true
		r.ids[nodes[i]] = id
	}
}

func (r *reader) identifierNodes(n *node, into []*node) []*node {
	for _, kid := range n.kids {
		switch {
		case kid.isText() || !r.ours(kid):
		case kid.name == "Identifier":
			into = append(into, kid)
		default:
			into = r.identifierNodes(kid, into)
		}
	}
	return into
}

// fields says how the children of an element are read, by name.
type fields map[string]func(*node)

// attrs says how its attributes are read, by name.
type attrs map[string]func(*node, xml.Attr)

// each reads the children and attributes of an element, in whatever order they
// are, and notes those nobody asked for.
func (r *reader) each(n *node, as attrs, fs fields) {
	r.eachAttr(n, as)
	for _, kid := range n.kids {
		switch {
		case kid.isText() && kid.isBlank():
		case kid.isText():
			r.notice(NoticeStrayText, n, string(kid.text), "")
		default:
			r.field(kid, fs)
		}
	}
}

func (r *reader) field(n *node, fs fields) {
	read, known := fs[n.name]
	if now, old := oldNames[n.name]; !known && old {
		if read, known = fs[now]; known && r.ours(n) {
			r.notice(NoticeOldName, n, n.name, now)
		}
	}
	if !known || !r.ours(n) {
		r.notice(NoticeIgnored, n, n.content(), "")
		return
	}
	read(n)
}

func (r *reader) eachAttr(n *node, as attrs) {
	for _, a := range n.attrs {
		if isPlumbing(a.Name) {
			continue
		}
		read, known := as[a.Name.Local]
		if now, old := oldNames[a.Name.Local]; !known && old {
			if read, known = as[now]; known {
				r.attrNotice(NoticeOldName, n, a, now)
			}
		}
		if !known || a.Name.Space != "" {
			r.attrNotice(NoticeIgnoredAttribute, n, a, "")
			continue
		}
		read(n, a)
	}
}

const (
	xmlSpace = "http://www.w3.org/XML/1998/namespace"
	xsiSpace = "http://www.w3.org/2001/XMLSchema-instance"
)

// isPlumbing tells if an attribute is XML's own: namespaces, schema hints,
// language.
func isPlumbing(name xml.Name) bool {
	return name.Space == "xmlns" || (name.Space == "" && name.Local == "xmlns") ||
		name.Space == xsiSpace || name.Space == xmlSpace
}
