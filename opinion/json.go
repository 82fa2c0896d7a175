package opinion

import "strconv"

// MarshalJSON returns one object. Lists by statement follow "tids"; objects by
// person have ids as keys. Keys shared with other tools: pids, tids, mod_out,
// in_conv, pca {center, comps}, projection, comment_projection,
// comment_extremity, k, group_sizes, participant_group, group_votes {A, D, S},
// group_aware_consensus, comment_priorities, repness, consensus {agree,
// disagree}; in compat also base_clusters, base_iterations and
// group_clusterings. Keys of this package: mode, clear, dimensions, stability,
// candidates, group_aware_disagreement.
func (r *Result) MarshalJSON() ([]byte, error) {
	w := &jsonWriter{}
	w.object(func() {
		r.writeHead(w)
		r.writeMap(w)
		r.writeGroups(w)
		r.writeWords(w)
		if r.Mode == Compat {
			r.writeClusterings(w)
		}
	})
	return w.out, w.err
}

func (r *Result) writeHead(w *jsonWriter) {
	w.field("mode", r.Mode.String())
	w.field("n_participants", len(r.Participants))
	w.field("n_statements", len(r.Statements))
	w.field("n_votes", r.Votes)
	w.field("pids", r.Participants)
	w.field("tids", r.Statements)
	w.field("mod_out", append([]int{}, r.ModeratedOut...))
	in := make([]int, 0, len(r.OnMap))
	for i, on := range r.OnMap {
		if on {
			in = append(in, r.Participants[i])
		}
	}
	w.field("in_conv", in)
}

func (r *Result) writeMap(w *jsonWriter) {
	w.key("pca")
	w.object(func() {
		w.field("center", r.Mean)
		w.field("comps", r.Components)
		w.field("variances", r.Variances)
	})
	w.key("projection")
	w.object(func() {
		for i, p := range r.Points {
			w.key(strconv.Itoa(r.Participants[i]))
			w.point(p)
		}
	})
	across := [2][]float64{}
	for _, p := range r.StatementPoints {
		across[0], across[1] = append(across[0], p[0]), append(across[1], p[1])
	}
	w.field("comment_projection", across)
	w.field("comment_extremity", r.Extremity)
}

func (r *Result) writeGroups(w *jsonWriter) {
	w.field("k", r.K())
	w.field("clear", r.Clear)
	w.byGroup("group_sizes", r, func(g *Group) any { return g.Size })
	w.key("participant_group")
	w.object(func() {
		for i, g := range r.GroupOf {
			if g >= 0 {
				w.key(strconv.Itoa(r.Participants[i]))
				w.raw(strconv.Itoa(r.Groups[g].ID))
			}
		}
	})
	w.byGroup("group_votes", r, func(g *Group) any {
		return struct{ A, D, S []int }{g.Agrees, g.Disagrees, g.Seen}
	})
	if r.Mode == Default {
		w.field("dimensions", r.Dimensions)
		w.byGroup("stability", r, func(g *Group) any { return g.Stability })
	}
	w.key("candidates")
	w.list(len(r.Candidates), func(i int) {
		c := r.Candidates[i]
		w.object(func() {
			w.field("k", c.K)
			w.field("silhouette", c.Silhouette)
			if r.Mode == Default {
				w.field("separation", c.Separation)
				w.field("stability", c.Stability)
				w.field("smallest", c.Smallest)
			}
		})
	})
}

func (r *Result) writeWords(w *jsonWriter) {
	w.field("group_aware_consensus", r.Consensus)
	w.field("group_aware_disagreement", r.Dissensus)
	w.field("comment_priorities", r.Priorities)
	w.byGroup("repness", r, func(g *Group) any {
		list := []jsonTelling{}
		for _, t := range g.Telling {
			list = append(list, t.json())
		}
		return list
	})
	w.key("consensus")
	w.object(func() {
		w.field("agree", jsonMajorities(r.AgreedByAll))
		w.field("disagree", jsonMajorities(r.RejectedByAll))
	})
}

func (r *Result) writeClusterings(w *jsonWriter) {
	w.key("base_clusters")
	w.list(len(r.base), func(i int) {
		w.cluster(r.base[i], "members", func(m int) int { return r.Participants[m] })
	})
	w.field("base_iterations", r.baseRounds)
	w.key("group_clusterings")
	w.object(func() {
		for _, c := range r.Candidates {
			w.key(strconv.Itoa(c.K))
			w.object(func() {
				w.field("silhouette", c.Silhouette)
				w.key("clusters")
				w.list(len(c.clusters), func(i int) {
					w.cluster(c.clusters[i], "base_ids", func(b int) int { return r.base[b].id })
				})
			})
		}
	})
}

type jsonMajority struct {
	Statement int     `json:"tid"`
	Successes int     `json:"n-success"`
	Trials    int     `json:"n-trials"`
	Share     float64 `json:"p-success"`
	ShareTest float64 `json:"p-test"`
}

type jsonTelling struct {
	jsonMajority
	Ratio     float64 `json:"repness"`
	RatioTest float64 `json:"repness-test"`
	For       string  `json:"repful-for"`
	Agrees    *int    `json:"n-agree,omitempty"`
	Best      bool    `json:"best-agree,omitempty"`
}

func (t Telling) json() jsonTelling {
	j := jsonTelling{
		jsonMajority: jsonMajority{t.Statement, t.Successes, t.Trials, t.Share, t.ShareTest},
		Ratio:        t.Ratio, RatioTest: t.RatioTest, For: "disagree", Best: t.Best,
	}
	if t.Choice == Agree {
		j.For = "agree"
	}
	if t.Best {
		j.Agrees = &t.Agrees
	}
	return j
}

func jsonMajorities(list []Majority) []jsonMajority {
	out := []jsonMajority{}
	for _, m := range list {
		out = append(out, jsonMajority(m))
	}
	return out
}
