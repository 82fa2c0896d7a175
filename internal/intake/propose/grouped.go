package propose

// grouped reads lines that stand in groups with blank lines between: a line
// alone and its lines below it, again and again, or groups whose first line is
// the head. It tells whether it read them.
func (d *doc) grouped(run []int, k kind, cue string) bool {
	heads, members := d.headsOf(run, k)
	if len(heads) < 2 {
		return false
	}
	for i, h := range heads {
		from := len(d.finds)
		p := d.pieces[h]
		if k != objective {
			d.listItem(k, p.stretch, cue, "heads of groups", 0.78)
		}
		under := clean(d.raw, p.span(0, len(p.s)))
		if len(d.finds) > from {
			under = d.finds[from].text
		}
		if k != value {
			d.membersOf(members[i], under, cue)
		}
	}
	return true
}

func (d *doc) membersOf(members []int, under, cue string) {
	for _, m := range members {
		from := len(d.finds)
		d.listItem(objective, d.pieces[m].stretch, cue, "line in a group", 0.68)
		if len(d.finds) > from {
			d.finds[from].under = under
		}
	}
}

// headsOf parts a run of lines into heads and what stands under each; none
// where the lines do not stand in such groups.
func (d *doc) headsOf(run []int, k kind) (heads []int, members [][]int) {
	groups := d.byGaps(run)
	if len(groups) >= 4 && len(groups)%2 == 0 && alternate(groups) {
		for i := 0; i < len(groups); i += 2 {
			heads = append(heads, groups[i][0])
			members = append(members, groups[i+1])
		}
		return heads, members
	}
	least := 3
	if k == value {
		least = 2
	}
	for _, g := range groups {
		if len(groups) < 2 || len(g) < least || k == value && len(d.pieces[g[0]].words()) > 3 {
			return nil, nil
		}
		heads = append(heads, g[0])
		members = append(members, g[1:])
	}
	return heads, members
}

func (d *doc) byGaps(run []int) [][]int {
	var groups [][]int
	for i, j := range run {
		if i == 0 || d.pieces[j].gap || j != run[i-1]+1 {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], j)
	}
	return groups
}

// alternate tells whether every other group is one line and the others more.
func alternate(groups [][]int) bool {
	for i, g := range groups {
		if i%2 == 0 && len(g) != 1 || i%2 == 1 && len(g) < 2 {
			return false
		}
	}
	return true
}
