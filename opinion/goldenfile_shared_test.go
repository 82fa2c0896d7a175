//go:build shared

package opinion

type goldenCluster struct {
	ID      int        `json:"id"`
	Members []int      `json:"members"`
	BaseIDs []int      `json:"base_ids"`
	Center  [2]float64 `json:"center"`
}

type goldenTelling struct {
	Statement int     `json:"tid"`
	Successes int     `json:"n-success"`
	Trials    int     `json:"n-trials"`
	Share     float64 `json:"p-success"`
	ShareTest float64 `json:"p-test"`
	Ratio     float64 `json:"repness"`
	RatioTest float64 `json:"repness-test"`
	For       string  `json:"repful-for"`
	Agrees    int     `json:"n-agree"`
	Best      bool    `json:"best-agree"`
}

type golden struct {
	Participants int   `json:"n_participants"`
	Statements   int   `json:"n_statements"`
	Votes        int   `json:"n_votes"`
	PIDs         []int `json:"pids"`
	TIDs         []int `json:"tids"`
	ModOut       []int `json:"mod_out"`
	InConv       []int `json:"in_conv"`
	PCA          struct {
		Center []float64    `json:"center"`
		Comps  [2][]float64 `json:"comps"`
		Exact  [][]float64  `json:"comps_exact"`
		AbsCos []float64    `json:"abs_cos_power_vs_exact"`
		Values []float64    `json:"eigenvalues_exact_top5"`
		MaxRel float64      `json:"max_rel_projection_diff_power_vs_exact"`
	} `json:"pca"`
	Projection map[string][2]float64 `json:"projection"`
	Points     [2][]float64          `json:"comment_projection"`
	Extremity  []float64             `json:"comment_extremity"`
	Base       []goldenCluster       `json:"base_clusters"`
	BaseRounds int                   `json:"base_iterations"`
	Clusters   map[string]struct {
		Silhouette float64         `json:"silhouette"`
		Clusters   []goldenCluster `json:"clusters"`
	} `json:"group_clusterings"`
	K          int                                `json:"k"`
	Sizes      map[string]int                     `json:"group_sizes"`
	GroupOf    map[string]int                     `json:"participant_group"`
	GroupVotes map[string]struct{ A, D, S []int } `json:"group_votes"`
	GAC        []float64                          `json:"group_aware_consensus"`
	Priorities []float64                          `json:"comment_priorities"`
	Repness    map[string][]goldenTelling         `json:"repness"`
	Consensus  map[string][]goldenTelling         `json:"consensus"`
	All        map[string]map[string][]float64    `json:"repness_all"`
}
