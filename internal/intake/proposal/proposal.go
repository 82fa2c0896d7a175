// Package proposal is what a reading of a strategy text proposes: the JSON
// that `katto import --json` prints and the review page shows. It holds types
// only; intake/propose fills them.
package proposal

// Proposal is one text, read. A missing single field is null, a missing list
// is [] (see Normalize).
type Proposal struct {
	Source         Source          `json:"source"`
	Language       string          `json:"language"` // fi, sv or en
	County         *County         `json:"county"`
	Period         *Period         `json:"period"`
	Promise        *Item           `json:"promise"`
	Vision         *Item           `json:"vision"`
	Mission        *Item           `json:"mission"`
	Values         []Item          `json:"values"`
	Principles     []Item          `json:"principles"`
	Strengths      []Item          `json:"strengths"`
	Priorities     []Item          `json:"priorities"`
	Objectives     []Item          `json:"objectives"`
	SuccessFactors []Item          `json:"success_factors"`
	Actions        []Item          `json:"actions"`
	Indicators     []Item          `json:"indicators"`
	Programmes     []Item          `json:"programmes"`
	Decisions      []Decision      `json:"decisions"`
	Participation  []Participation `json:"participation"`
	Euros          []Euro          `json:"euros"`
	Laws           []Item          `json:"laws"`
}

// Source is the file that was read.
type Source struct {
	Name       string `json:"name"`
	SHA256     string `json:"sha256"` // of the file's bytes, hex
	MediaType  string `json:"media_type"`
	Characters int    `json:"characters"` // of the extracted text
}

// County is the county the text speaks for: its name in base form, and its
// official two-digit code where the name is known.
type County struct {
	Text string `json:"text"`
	Code string `json:"code"`
}

// Period is the strategy's own period, not a phase inside it.
type Period struct {
	Text      string `json:"text"` // like 2022–2025
	StartYear int    `json:"start_year"`
	EndYear   int    `json:"end_year"`
}

// Item is one thing read from the text. Start and End are character (rune)
// offsets into the extracted text; Under is the text of the priority it
// belongs to, where the layout tells.
type Item struct {
	Text       string  `json:"text"`
	Start      int     `json:"start"`
	End        int     `json:"end"`
	Confidence float64 `json:"confidence"` // 0 to 1
	Under      *string `json:"under"`
}

// Decision is what a body did or is due to do. Body is lower case in Finnish
// (aluevaltuusto, aluehallitus, ...); Date is ISO (2022-06-13, or 2022-12
// where only the month is told), nil where the text tells none; Status is
// made, planned, proposal or heard.
type Decision struct {
	Body   string  `json:"body"`
	Date   *string `json:"date"`
	What   string  `json:"what"`
	Status string  `json:"status"`
	Start  int     `json:"start"`
	End    int     `json:"end"`
}

// Participation is one way people took part. Count counts people, answers or
// events, as the text says; nil for a range or where no number is told.
type Participation struct {
	What  string `json:"what"`
	Count *int   `json:"count"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Euro is a sum of money the text names, in euros.
type Euro struct {
	AmountEUR float64 `json:"amount_eur"`
	What      string  `json:"what"`
	Start     int     `json:"start"`
	End       int     `json:"end"`
}

// Normalize replaces nil lists with empty ones, so that JSON says [].
func (p *Proposal) Normalize() {
	for _, l := range []*[]Item{
		&p.Values, &p.Principles, &p.Strengths, &p.Priorities, &p.Objectives,
		&p.SuccessFactors, &p.Actions, &p.Indicators, &p.Programmes, &p.Laws,
	} {
		if *l == nil {
			*l = []Item{}
		}
	}
	if p.Decisions == nil {
		p.Decisions = []Decision{}
	}
	if p.Participation == nil {
		p.Participation = []Participation{}
	}
	if p.Euros == nil {
		p.Euros = []Euro{}
	}
}
