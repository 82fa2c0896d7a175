package extract

import (
	"regexp"
	"strings"
)

// markdown reads line by line, in time linear to the text, the part of
// Markdown that carries a document's shape: headings, lists, tables, quotes,
// code and front matter.
type markdown struct {
	out    *builder
	lines  []string
	at     int
	para   []string // lines of the open paragraph or item
	kind   Block    // what the open paragraph is
	mark   string
	lists  []int // indents of the open lists
	tables int
}

var (
	mdHeading  = regexp.MustCompile(`^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$`)
	mdUnder    = regexp.MustCompile(`^ {0,3}(=+|-+)[ \t]*$`)
	mdRule     = regexp.MustCompile(`^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$`)
	mdItem     = regexp.MustCompile(`^([ \t]*)([-–—*+•]|\d{1,9}[.)])(?:[ \t]+(.*))?$`)
	mdFence    = regexp.MustCompile("^ {0,3}(```+|~~~+)")
	mdTableCut = regexp.MustCompile(`^ {0,3}\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)
	mdLinkDef  = regexp.MustCompile(`^ {0,3}\[[^\]]+\]:[ \t]*\S`)
	mdQuote    = regexp.MustCompile(`^ {0,3}(?:>[ \t]?)+`)
	mdComment  = regexp.MustCompile(`(?s)<!--.*?-->`)
	mdMeta     = regexp.MustCompile(`^(title|lang|language)[ \t]*:[ \t]*["']?(.*?)["']?[ \t]*$`)
)

func readMarkdown(data []byte, l limits) (Text, error) {
	s, guessed, ok := decode(data)
	if !ok {
		return Text{}, refuse(junk)
	}
	if length(s) > 2*l.Characters { // marks and links take room, but not that much
		return Text{}, tooMuch(l.Characters)
	}
	s = mdComment.ReplaceAllString(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s), "")
	m := &markdown{out: newBuilder(l), lines: strings.Split(s, "\n")}
	if guessed {
		m.out.notice(guessedEncoding)
	}
	m.frontMatter()
	for ; m.at < len(m.lines) && !m.out.over; m.at++ {
		m.line(m.lines[m.at])
	}
	m.flush()
	return m.out.done()
}

// frontMatter reads the title and the language from a leading --- block.
func (m *markdown) frontMatter() {
	if strings.TrimRight(m.lines[0], " ") != "---" {
		return
	}
	for i := 1; i < min(len(m.lines), 100); i++ {
		line := strings.TrimRight(m.lines[i], " ")
		if line == "---" || line == "..." {
			m.at = i + 1
			return
		}
		switch f := mdMeta.FindStringSubmatch(line); {
		case f != nil && f[1] == "title":
			m.out.text.Title = oneLine(f[2])
		case f != nil:
			m.out.text.Language = language(f[2])
		}
	}
}

func (m *markdown) line(line string) {
	line = strings.TrimRight(mdQuote.ReplaceAllString(line, ""), "\t\r")
	next := ""
	if m.at+1 < len(m.lines) {
		next = m.lines[m.at+1]
	}
	switch h := mdHeading.FindStringSubmatch(line); {
	case strings.TrimSpace(line) == "":
		m.flush()
	case mdFence.MatchString(line):
		m.code(mdFence.FindStringSubmatch(line)[1])
	case h != nil:
		m.headingLine(len(h[1]), h[2])
	case len(m.para) > 0 && m.kind.Kind == Paragraph && mdUnder.MatchString(line):
		m.underlined(line)
	case mdRule.MatchString(line):
		m.flush()
		m.lists = nil
	case strings.Contains(line, "|") && strings.Contains(next, "-") && strings.Contains(next, "|") && mdTableCut.MatchString(next):
		m.table()
	case mdLinkDef.MatchString(line) && len(m.para) == 0:
	default:
		m.textLine(line)
	}
}

func (m *markdown) headingLine(level int, s string) {
	m.flush()
	m.lists = nil
	s = plainInline(s)
	if level == 1 && m.out.text.Title == "" {
		m.out.text.Title = oneLine(s)
	}
	m.out.add(Block{Kind: Heading, Level: level}, s, "")
}

// underlined makes the open paragraph a heading.
func (m *markdown) underlined(line string) {
	s := strings.Join(m.para, " ")
	m.para = nil
	level := 2
	if strings.Contains(line, "=") {
		level = 1
	}
	m.headingLine(level, s)
}

// textLine begins an item or a paragraph, or carries on the open one.
func (m *markdown) textLine(line string) {
	if f := mdItem.FindStringSubmatch(line); f != nil && (len(m.para) == 0 || m.kind.Kind == ListItem || interrupts(f)) {
		m.flush()
		m.kind, m.mark = m.itemKind(f[1], f[2]), f[2]
		if !m.kind.Ordered {
			m.mark = "•"
		}
		m.para = []string{f[3]}
		return
	}
	if len(m.para) == 0 {
		m.kind, m.mark = Block{Kind: Paragraph}, ""
		if indent(line) < 2 {
			m.lists = nil
		}
	}
	m.para = append(m.para, line)
}

// interrupts tells an item that may follow a paragraph without a blank line:
// a bullet or the number one, with text.
func interrupts(f []string) bool {
	return f[3] != "" && (strings.ContainsAny(f[2], "-–—*+•") || f[2] == "1." || f[2] == "1)")
}

// itemKind places an item among the open lists by its indent.
func (m *markdown) itemKind(space, mark string) Block {
	in := indent(space)
	for len(m.lists) > 0 && in < m.lists[len(m.lists)-1] {
		m.lists = m.lists[:len(m.lists)-1]
	}
	if len(m.lists) == 0 || in > m.lists[len(m.lists)-1]+1 {
		m.lists = append(m.lists, in)
	}
	return Block{Kind: ListItem, Level: len(m.lists), Ordered: mark[0] >= '0' && mark[0] <= '9'}
}

func indent(line string) int {
	n := 0
	for _, c := range line {
		switch c {
		case ' ':
			n++
		case '\t':
			n += 4
		default:
			return n
		}
	}
	return n
}

// flush ends the open paragraph or item.
func (m *markdown) flush() {
	if len(m.para) == 0 {
		return
	}
	raw := joinSoft(m.para)
	m.para = nil
	m.kind.Bold = allBold(raw)
	if m.mark != "" {
		m.out.add(m.kind, plainInline(raw), m.mark)
		return
	}
	m.out.flow(m.kind, plainInline(raw))
}

// code reads a fenced block as one paragraph, its lines as they are.
func (m *markdown) code(fence string) {
	m.flush()
	var lines []string
	for m.at++; m.at < len(m.lines); m.at++ {
		if strings.HasPrefix(strings.TrimSpace(m.lines[m.at]), fence) {
			break
		}
		lines = append(lines, m.lines[m.at])
	}
	m.out.add(Block{Kind: Paragraph}, strings.Join(lines, "\n"), "")
}

// table reads a pipe table; its first row is its header, the second cuts it
// from the body.
func (m *markdown) table() {
	m.flush()
	m.tables++
	m.row(m.lines[m.at], 0)
	m.at += 2
	for row := 1; m.at < len(m.lines) && strings.Contains(m.lines[m.at], "|"); m.at++ {
		m.row(m.lines[m.at], row)
		row++
	}
	m.at--
}

func (m *markdown) row(line string, row int) {
	line = strings.TrimSpace(strings.ReplaceAll(line, `\|`, "\x00"))
	line = strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|")
	for column, cell := range strings.Split(line, "|") {
		raw := strings.TrimSpace(strings.ReplaceAll(cell, "\x00", "|"))
		b := Block{Kind: Cell, Table: m.tables, Row: row, Column: column, Bold: row == 0 || allBold(raw)}
		m.out.add(b, plainInline(raw), "")
	}
}
