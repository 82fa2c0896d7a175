package extract

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

func (d *pdfDoc) noticed(key string) {
	if !slices.Contains(d.notices, key) {
		d.notices = append(d.notices, key)
	}
}

// build decides by the whole document what is a heading, what repeats on
// every page, and which hyphens only part words, and makes the text.
func (d *pdfDoc) build() (Text, error) {
	d.unspread()
	usual := d.usualSize()
	d.markMargins(usual)
	d.markContents()
	d.markHeadings(usual)
	nest(d.pieces)
	d.joinPages()
	words := d.words()
	out := newBuilder(d.limits)
	for _, p := range d.pieces {
		if usual > 0 {
			p.Size = round(p.size / usual)
		}
		text := joinLines(p.lines, p.hard, words)
		if p.mark != "" && p.Kind == ListItem {
			out.add(p.Block, text, p.mark)
			continue
		}
		out.flow(p.Block, text)
	}
	d.about(out)
	return out.done()
}

// about reads the title and the language, and tells what was not read.
func (d *pdfDoc) about(out *builder) {
	root := d.file.Dict(d.file.Trailer["Root"])
	if s, ok := d.file.Resolve(d.file.Dict(d.file.Trailer["Info"])["Title"]).(string); ok {
		if title := oneLine(pdfText(cut(s, 2000))); !emptyTitle.MatchString(title) {
			out.text.Title = title
		}
	}
	if s, ok := d.file.Resolve(root["Lang"]).(string); ok {
		out.text.Language = language(pdfText(cut(s, 100)))
	}
	if d.pictures > 0 {
		d.noticed(picturePages)
	}
	if d.failed > 0 {
		d.noticed(unreadablePages)
	}
	out.text.Notices = append(out.text.Notices, d.notices...)
}

// usualSize is the font size of most of the text.
func (d *pdfDoc) usualSize() float64 {
	sizes := map[float64]int{}
	for _, p := range d.pieces {
		sizes[p.size] += pieceLength(p)
	}
	return most(sizes)
}

func pieceLength(p pdfPiece) (n int) {
	for _, l := range p.lines {
		n += length(l)
	}
	return n
}

var (
	pageNumber = regexp.MustCompile(`(?i)^[\s\-–|]*(?:sivu|sida|page|s\.)?\s*\d{1,4}(?:\s*(?:/|\(|av|of)\s*\d{1,4}\)?)?[\s\-–|]*$`)
	dotLeader  = regexp.MustCompile(`(?:[.:·_]\s?){4,}\s*\d{1,4}$|…{2,}\s*\d{1,4}$`)
	digits     = regexp.MustCompile(`\d+`)
)

// markMargins marks page numbers, what repeats at the head or foot of pages,
// and lines of a table of contents.
func (d *pdfDoc) markMargins(usual float64) {
	repeats := map[string]map[int]bool{}
	key := func(p pdfPiece) string {
		return digits.ReplaceAllString(strings.ToLower(strings.Join(p.lines, " ")), "#")
	}
	margin := func(p pdfPiece) bool { return p.place > 0.9 || p.place < 0.1 }
	for _, p := range d.pieces {
		if p.place > 0.75 || p.place < 0.25 {
			if k := key(p); repeats[k] == nil {
				repeats[k] = map[int]bool{p.Page: true}
			} else {
				repeats[k][p.Page] = true
			}
		}
	}
	top, bottom := d.edges()
	for i := range d.pieces {
		p := &d.pieces[i]
		n := len(repeats[key(*p)])
		edge := p.place >= top[p.Page] || p.place <= bottom[p.Page]
		if n >= 3 && edge && p.size <= 1.05*usual && p.Kind != Cell && p.Kind != Heading {
			p.Block, p.mark = Block{Kind: Navigation, Page: p.Page}, ""
			continue
		}
		contents := p.Kind != Cell && len(p.lines) > 0 && dotLeader.MatchString(p.lines[len(p.lines)-1])
		if p.Kind != Cell && margin(*p) && (n >= 3 || n == 2 && len(d.pages) < 5 || pageNumber.MatchString(strings.Join(p.lines, " "))) || contents {
			p.Block, p.mark = Block{Kind: Navigation, Page: p.Page}, ""
		}
	}
}

// edges gives the places of the topmost and the lowest piece of each page.
func (d *pdfDoc) edges() (top, bottom map[int]float64) {
	top, bottom = map[int]float64{}, map[int]float64{}
	for _, p := range d.pieces {
		if p.Kind == Cell {
			continue
		}
		if at, ok := top[p.Page]; !ok || p.place > at {
			top[p.Page] = p.place
		}
		if at, ok := bottom[p.Page]; !ok || p.place < at {
			bottom[p.Page] = p.place
		}
	}
	return top, bottom
}

var (
	contentsTitle = regexp.MustCompile(`(?i)^(?:sisällys|sisällysluettelo|sisältö|innehåll|innehållsförteckning|contents|table of contents)$`)
	onlyNumber    = regexp.MustCompile(`^\d{1,3}$`)
	endsInNumber  = regexp.MustCompile(`\pL.*\s\d{1,3}$`)
)

// markContents marks the lines of a table of contents: those after its title
// that end in a number or have one beside them.
func (d *pdfDoc) markContents() {
	inside := false
	for i := range d.pieces {
		p := &d.pieces[i]
		text := strings.Join(p.lines, " ")
		beside := i+1 < len(d.pieces) && onlyNumber.MatchString(strings.Join(d.pieces[i+1].lines, " "))
		switch {
		case contentsTitle.MatchString(text):
			inside = true
		case inside && p.Kind != Heading && (beside || onlyNumber.MatchString(text) || endsInNumber.MatchString(text)):
			p.Block, p.mark = Block{Kind: Navigation, Page: p.Page}, ""
		case p.Kind != Navigation:
			inside = false
		}
	}
}

// markHeadings takes as headings, where the file states none, the short
// pieces that stand out by size or weight. The largest are of level one.
func (d *pdfDoc) markHeadings(usual float64) {
	bold, all := 0, 0
	for _, p := range d.pieces {
		if p.Kind == Heading {
			return
		}
		n := pieceLength(p)
		all += n
		if p.Bold {
			bold += n
		}
	}
	plain := bold*2 < all // bold stands out only where most is not
	var sizes []float64
	for i, p := range d.pieces {
		if d.standsOut(i, usual, plain) && p.size >= 1.12*usual {
			sizes = append(sizes, p.size)
		}
	}
	slices.Sort(sizes)
	sizes = slices.CompactFunc(sizes, func(a, b float64) bool { return math.Abs(b-a) < 0.6 })
	slices.Reverse(sizes)
	for i := range d.pieces {
		if p := &d.pieces[i]; d.standsOut(i, usual, plain) {
			level := 1
			for level <= len(sizes) && sizes[level-1] > p.size+0.6 {
				level++
			}
			if p.size < 1.12*usual {
				level = len(sizes) + 1
			}
			if p.Kind == ListItem {
				p.lines[0], p.mark, p.Ordered = p.mark+" "+p.lines[0], "", false
			}
			p.Kind, p.Level = Heading, min(level, 6)
		}
	}
}

// standsOut tells a piece that looks like a heading: short, not a sentence,
// larger or bolder than the text.
func (d *pdfDoc) standsOut(i int, usual float64, plain bool) bool {
	p := d.pieces[i]
	n := pieceLength(p)
	numbered := p.Kind == ListItem && p.Ordered && p.size >= 1.12*usual
	if p.Kind != Paragraph && p.Kind != Heading && !numbered || n < 2 || n > 160 || len(p.lines) > 4 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(p.lines[len(p.lines)-1])
	if strings.ContainsRune(".,;", last) || !strings.ContainsFunc(p.lines[0], unicode.IsLetter) {
		return false
	}
	return p.size >= 1.12*usual || plain && p.Bold && p.size >= 0.97*usual && n <= 120 && len(p.lines) <= 2
}

// joinPages joins a paragraph that goes on on the next page or column.
func (d *pdfDoc) joinPages() {
	out := d.pieces[:0]
	last := -1 // the last piece that is no navigation
	for _, p := range d.pieces {
		if last >= 0 && continues(out[last], p) {
			out[last].hard[len(out[last].hard)-1] = false
			out[last].lines = append(out[last].lines, p.lines...)
			out[last].hard = append(out[last].hard, p.hard...)
			continue
		}
		out = append(out, p)
		if p.Kind != Navigation {
			last = len(out) - 1
		}
	}
	d.pieces = out
}

// continues tells a paragraph that begins in the middle of a sentence which
// the piece before left open.
func continues(a, b pdfPiece) bool {
	if a.Kind != Paragraph && a.Kind != ListItem || b.Kind != Paragraph || b.mark != "" || a.size != b.size || len(a.lines) == 0 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(b.lines[0])
	end := a.lines[len(a.lines)-1]
	lastRune, _ := utf8.DecodeLastRuneInString(end)
	long := length(end) > 25
	return long && unicode.IsLower(first) && (unicode.IsLower(lastRune) || lastRune == ',' || hyphenEnd(end)) && (a.Page != b.Page || hyphenEnd(end) || b.x0 > a.x0+60)
}

// unspread joins letters that were spaced out for looks: "A R V O T".
func (d *pdfDoc) unspread() {
	for i := range d.pieces {
		for k, l := range d.pieces[i].lines {
			parts := strings.Fields(l)
			single := !slices.ContainsFunc(parts, func(s string) bool {
				r, n := utf8.DecodeRuneInString(s)
				return n != len(s) || !unicode.IsLetter(r)
			})
			if len(parts) >= 4 && single {
				d.pieces[i].lines[k] = strings.Join(parts, "")
			}
		}
	}
}

var wordPattern = regexp.MustCompile(`[\p{L}\d]+(?:-[\p{L}\d]+)*`)

// words are the words that stand whole on some line: they tell whether a
// hyphen at the end of a line belongs to the word.
func (d *pdfDoc) words() map[string]bool {
	words := map[string]bool{}
	for _, p := range d.pieces {
		for _, l := range p.lines {
			for _, w := range wordPattern.FindAllString(l, -1) {
				if len(words) < 300_000 {
					words[strings.ToLower(w)] = true
				}
			}
		}
	}
	return words
}

// joinLines makes running text of lines: a space between them, \n where a
// line ends on purpose, and nothing where a hyphen parts a word.
func joinLines(lines []string, hard []bool, words map[string]bool) string {
	var b strings.Builder
	for i, l := range lines {
		if i == len(lines)-1 {
			b.WriteString(l)
			break
		}
		next := lines[i+1]
		switch {
		case i < len(hard) && hard[i]:
			b.WriteString(l + "\n")
		case hyphenEnd(l):
			b.WriteString(joinHyphen(l, next, words))
		default:
			b.WriteString(l + " ")
		}
	}
	return strings.ReplaceAll(b.String(), "\u00ad", "")
}

// joiners follow a hyphen that stands for the rest of a word: "sosiaali- ja".
var joiners = map[string]bool{
	"ja": true, "tai": true, "sekä": true, "eli": true, "och": true, "eller": true, "samt": true, "and": true, "or": true, "että": true,
}

// joinHyphen gives the line as it goes on to the next: without its hyphen
// where that only parts the word.
func joinHyphen(l, next string, words map[string]bool) string {
	if s, ok := strings.CutSuffix(l, "\u00ad"); ok {
		return s
	}
	_, n := utf8.DecodeLastRuneInString(l)
	stem := l[:len(l)-n]
	head := lastMatch(stem)
	tail := strings.ToLower(wordPattern.FindString(next))
	first, _ := utf8.DecodeRuneInString(next)
	before, _ := utf8.DecodeLastRuneInString(stem)
	switch {
	case joiners[tail]:
		return stem + "- "
	case !unicode.IsLetter(first):
		return stem + "-"
	case words[strings.ToLower(head)+tail]:
		return stem
	case words[strings.ToLower(head)+"-"+tail], unicode.IsUpper(first), unicode.IsUpper(before), unicode.IsDigit(before):
		return stem + "-"
	case before == first && strings.ContainsRune("aeiouyäöå", first): // linja-auto
		return stem + "-"
	}
	return stem
}

func lastMatch(s string) string {
	all := wordPattern.FindAllString(s, -1)
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1]
}
