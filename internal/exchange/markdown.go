package exchange

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/text"
)

// Markdown writes a house for reading, in one language: the strategy as it
// stands on the day (ISO), or the edition the house was exported with, then
// the texts of the rooms, the decisions, the facts and the sources. Texts are
// escaped: none of them can make a heading, a link or HTML. NotFound when the
// house has no strategy.
func Markdown(w io.Writer, h House, lang text.Lang, day string) error {
	c, err := newCut(h, lang, day)
	if err != nil {
		return err
	}
	m := &markdown{cut: c}
	m.head()
	m.chapters(c.tree, 2)
	m.roomTexts()
	for _, ch := range c.told() {
		m.heading(2, ch.title)
		m.bullets(ch.lines)
	}
	if c.borrowed {
		m.paragraph(c.t("languageNote"))
	}
	m.paragraph(c.t("madeBy"))
	if _, err := io.WriteString(w, strings.TrimSuffix(m.String(), "\n")); err != nil {
		return fmt.Errorf("exchange: %w", err)
	}
	return nil
}

// markdown is the text as it grows. Every block ends with an empty line.
type markdown struct {
	*cut
	strings.Builder
}

func (m *markdown) head() {
	m.heading(1, m.line(m.document.Title))
	name := m.countyName()
	if m.county.Brand != "" {
		name += " · " + m.county.Brand
	}
	m.paragraph(name)
	for _, s := range m.warnings() {
		m.WriteString("> " + escape(s) + "\n\n")
	}
	m.bullets(m.cut.about())
	m.prose(m.say(m.edition.Note))
}

// chapters writes a chapter of each run of one kind; a section is a chapter
// of its own.
func (m *markdown) chapters(tree []*plan.Node, level int) {
	for i := 0; i < len(tree); {
		if tree[i].Kind == plan.Section {
			m.point(tree[i], level)
			i++
			continue
		}
		end := i
		for end < len(tree) && tree[end].Kind == tree[i].Kind {
			end++
		}
		m.heading(level, m.t("kinds."+string(tree[i].Kind)))
		m.run(tree[i:end], level+1)
		i = end
	}
}

// run writes elements of one kind: as a list when they are bare titles, else
// under headings.
func (m *markdown) run(nodes []*plan.Node, level int) {
	var bare []string
	for _, n := range nodes {
		if len(n.Children)+len(m.under(n)) == 0 {
			bare = append(bare, m.cut.name(n))
		}
	}
	if len(bare) == len(nodes) {
		m.bullets(bare)
		return
	}
	for _, n := range nodes {
		m.point(n, level)
	}
}

// point writes an element under a heading, and what stands under it.
func (m *markdown) point(n *plan.Node, level int) {
	m.heading(level, m.cut.name(n))
	m.prose(m.body(n))
	var deeds []string
	for _, d := range n.Deeds {
		if s := m.line(textsOf(d)); s != "" {
			deeds = append(deeds, s)
		}
	}
	if len(deeds) > 0 {
		m.paragraph(m.t("deeds") + ":")
		m.bullets(deeds)
	}
	if marks := m.marks(n); len(marks) > 0 {
		m.WriteString("*" + escape(strings.Join(marks, "; ")) + "*\n\n")
	}
	m.chapters(n.Children, level+1)
}

// roomTexts writes the texts of the rooms that have one.
func (m *markdown) roomTexts() {
	for _, d := range m.house.Documents {
		e, found := m.current(d)
		if !found || d.ID == m.document.ID || len(e.Elements) == 0 {
			continue
		}
		m.heading(2, m.line(d.Title))
		room := &markdown{cut: &cut{house: m.house, county: m.county, lang: m.lang, day: m.day, document: d}}
		room.take(e)
		room.bullets(room.cut.about())
		room.prose(room.say(e.Note))
		room.chapters(room.tree, 3)
		m.WriteString(room.String())
		m.borrowed = m.borrowed || room.borrowed
	}
}

// heading writes a heading; Markdown has six levels.
func (m *markdown) heading(level int, s string) {
	m.WriteString(strings.Repeat("#", min(level, 6)) + " " + escape(s) + "\n\n")
}

func (m *markdown) paragraph(s string) {
	if s != "" {
		m.WriteString(escape(s) + "\n\n")
	}
}

// prose writes a text with its line breaks: each line is a paragraph.
func (m *markdown) prose(s string) {
	for line := range strings.Lines(s) {
		m.paragraph(strings.TrimSpace(line))
	}
}

func (m *markdown) bullets(lines []string) {
	for _, s := range lines {
		m.WriteString("- " + escape(s) + "\n")
	}
	if len(lines) > 0 {
		m.WriteByte('\n')
	}
}

var (
	special   = regexp.MustCompile("[\\\\`*_\\[\\]<>|~]")
	lineStart = regexp.MustCompile(`^(\s*)([-+#=]|\d+[.)])`)
	entity    = regexp.MustCompile(`&(#?[A-Za-z0-9]+;)`)
)

// escape makes one line of the text that means itself in Markdown.
func escape(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	s = special.ReplaceAllString(s, `\$0`)
	s = entity.ReplaceAllString(s, `&amp;$1`)
	return lineStart.ReplaceAllStringFunc(s, func(mark string) string {
		return mark[:len(mark)-1] + `\` + mark[len(mark)-1:]
	})
}
