package stratml

import (
	"strconv"
	"strings"
)

// nameStart are the characters an XML name can begin with (XML 1.0, fifth
// edition), without the colon, which an xsd:ID must not have.
var nameStart = [][2]rune{
	{'A', 'Z'},
	{'_', '_'},
	{'a', 'z'},
	{0xC0, 0xD6},
	{0xD8, 0xF6},
	{0xF8, 0x2FF},
	{0x370, 0x37D},
	{0x37F, 0x1FFF},
	{0x200C, 0x200D},
	{0x2070, 0x218F},
	{0x2C00, 0x2FEF},
	{0x3001, 0xD7FF},
	{0xF900, 0xFDCF},
	{0xFDF0, 0xFFFD},
	{0x10000, 0xEFFFF},
}

// nameRest are those that can follow besides.
var nameRest = [][2]rune{
	{'-', '.'}, {'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040},
}

func within(r rune, ranges [][2]rune) bool {
	for _, lim := range ranges {
		if lim[0] <= r && r <= lim[1] {
			return true
		}
	}
	return false
}

func isNameStart(r rune) bool { return within(r, nameStart) }

func isNameRune(r rune) bool { return isNameStart(r) || within(r, nameRest) }

// isID tells if s can be an xsd:ID.
func isID(s string) bool {
	for i, r := range s {
		if !isNameRune(r) || (i == 0 && !isNameStart(r)) {
			return false
		}
	}
	return s != ""
}

// makeID turns s, which is not empty, into something isID holds for: "_" before
// a digit, "_" in place of what a name cannot have.
func makeID(s string) string {
	s = strings.Map(func(r rune) rune {
		if !isNameRune(r) {
			return '_'
		}
		return r
	}, s)
	if !isID(s) {
		s = "_" + s
	}
	return s
}

// uniqueIDs gives each wanted identifier a valid one that no other has; "" stays
// "". Those that are valid already keep theirs, the first of them if they are
// many, so a repaired identifier never pushes a good one aside. The same input
// always gives the same output.
func uniqueIDs(wanted []string) []string {
	out := make([]string, len(wanted))
	used := map[string]bool{}
	for i, s := range wanted {
		if isID(s) && !used[s] {
			out[i], used[s] = s, true
		}
	}
	next := map[string]int{}
	for i, s := range wanted {
		if s != "" && out[i] == "" {
			out[i] = freeID(makeID(s), used, next)
			used[out[i]] = true
		}
	}
	return out
}

// freeID is base, or base_2, base_3 and so on. next remembers where to go on, so
// that a file with one identifier a hundred thousand times is quick to read.
func freeID(base string, used map[string]bool, next map[string]int) string {
	if !used[base] {
		return base
	}
	for n := max(next[base], 2); ; n++ {
		if id := base + "_" + strconv.Itoa(n); !used[id] {
			next[base] = n + 1
			return id
		}
	}
}

// identifiers are all the identifiers of a plan, in the order of the file.
func identifiers(p *Plan) []*ID {
	var ids []*ID
	for i := range p.Organizations {
		ids = append(ids, &p.Organizations[i].ID)
	}
	ids = append(ids, &p.Vision.ID, &p.Mission.ID)
	for i := range p.Goals {
		g := &p.Goals[i]
		ids = append(ids, &g.ID)
		for j := range g.Objectives {
			ids = append(ids, objectiveIDs(&g.Objectives[j])...)
		}
	}
	return append(ids, &p.Administrative.ID, &p.Submitter.ID)
}

func objectiveIDs(o *Objective) []*ID {
	ids := []*ID{&o.ID}
	for i := range o.Indicators {
		ind := &o.Indicators[i]
		ids = append(ids, &ind.ID)
		for j := range ind.Relationships {
			ids = append(ids, &ind.Relationships[j].ID)
		}
	}
	return ids
}

// exports is how a plan's identifiers are written.
type exports struct {
	ids  map[*ID]string    // of each element
	refs map[string]string // of what a Referent can say
}

// exportIDs decides the identifiers Write uses. It looks at the whole plan, also
// at what part 1 leaves out, so both parts have the same identifiers.
func exportIDs(p *Plan) exports {
	all := identifiers(p)
	wanted := make([]string, len(all))
	for i, id := range all {
		if wanted[i] = oneLine(id.Valid); wanted[i] == "" {
			wanted[i] = oneLine(id.Original)
		}
	}
	e := exports{ids: map[*ID]string{}, refs: map[string]string{}}
	valid := uniqueIDs(wanted)
	for i, id := range all {
		e.ids[id] = valid[i]
		e.refer(oneLine(id.Original), valid[i])
	}
	for i, id := range all {
		e.refer(oneLine(id.Valid), valid[i])
	}
	return e
}

// refer lets a reference to name lead to id; the first to have the name keeps it.
func (e exports) refer(name, id string) {
	if _, taken := e.refs[name]; name != "" && !taken {
		e.refs[name] = id
	}
}

// referent is how a reference is written: as the identifier it leads to, or as
// it is when it leads out of the file.
func (e exports) referent(ref string) string {
	ref = oneLine(ref)
	if id, ok := e.refs[ref]; ok {
		return id
	}
	return ref
}
