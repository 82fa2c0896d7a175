package extract

import (
	"strings"

	"github.com/katto-project/katto/internal/fault"
)

// builder grows a Text block by block and keeps the offsets right.
type builder struct {
	text  Text
	plain strings.Builder
	count int // characters written
	limit limits
	over  bool // a limit was met: the rest is not kept
}

func newBuilder(l limits) *builder { return &builder{limit: l} }

// add writes s as one block; b says what it is. Text that is only white space
// is no block. The mark ("•", "3.") stands before the block, outside of it.
func (t *builder) add(b Block, s, mark string) {
	s = running(s)
	if b.Kind == Heading || b.Kind == Navigation {
		s = strings.ReplaceAll(s, "\n", " ")
	}
	if s == "" || t.over {
		return
	}
	n := length(s)
	if t.count+n > t.limit.Characters || len(t.text.Blocks) >= t.limit.Blocks {
		t.over = true
		return
	}
	t.write(t.gap(b))
	if b.Kind == ListItem && mark != "" {
		t.write(strings.Repeat("  ", max(0, min(b.Level, 9)-1)) + mark + " ")
	}
	b.Start, b.End = t.count, t.count+n
	t.write(s)
	t.text.Blocks = append(t.text.Blocks, b)
}

func (t *builder) write(s string) {
	t.plain.WriteString(s)
	t.count += length(s)
}

// gap is what stands between the last block and the next: a blank line,
// except inside a list, a table row and a run of navigation.
func (t *builder) gap(next Block) string {
	if len(t.text.Blocks) == 0 {
		return ""
	}
	last := t.text.Blocks[len(t.text.Blocks)-1]
	switch {
	case last.Kind != next.Kind:
		return "\n\n"
	case next.Kind == ListItem, next.Kind == Navigation:
		return "\n"
	case next.Kind == Cell && last.Table == next.Table && last.Row == next.Row:
		return "\n"
	}
	return "\n\n"
}

// flow adds running text, in which lines that begin with a bullet are items.
func (t *builder) flow(b Block, s string) {
	if b.Kind != Paragraph {
		t.add(b, s, "")
		return
	}
	var part []string
	for line := range strings.SplitSeq(running(s), "\n") {
		if mark, rest, ok := bullet(line); ok && !speech(mark, rest) {
			t.add(b, strings.Join(part, "\n"), "")
			part = nil
			item := b
			item.Kind, item.Level = ListItem, 1
			t.add(item, rest, "•")
			continue
		}
		part = append(part, line)
	}
	t.add(b, strings.Join(part, "\n"), "")
}

// notice tells the person something once.
func (t *builder) notice(key string) {
	for _, n := range t.text.Notices {
		if n == key {
			return
		}
	}
	t.text.Notices = append(t.text.Notices, key)
}

// done gives the text, or the fault that it is too long or empty.
func (t *builder) done() (Text, error) {
	if t.over {
		return Text{}, tooMuch(t.limit.Characters)
	}
	t.text.Plain = t.plain.String()
	if strings.TrimSpace(t.text.Plain) == "" {
		return Text{}, refuse(empty)
	}
	return t.text, nil
}

func tooMuch(limit int) *fault.Error {
	return refuse(tooMuchText, "Limit", max(1, limit/1_000_000))
}

// speech tells a line of speech, which Finnish and Swedish begin with a dash:
// it is one or more sentences.
func speech(mark, rest string) bool {
	return (mark == "–" || mark == "—") && (length(rest) > 120 || strings.HasSuffix(rest, ".") || strings.Contains(rest, ". "))
}

// bullets begin a list item when a space follows; a dash may also be a line
// of speech or a range, so a letter must come after it.
const bullets = "•◦▪▫●○■□►▶➢➤❖✓✔‣⁃∙·*◆◇"

// bullet splits a line that begins with a bullet into the bullet and the rest.
func bullet(line string) (mark, rest string, ok bool) {
	line = strings.TrimLeft(line, " ")
	for i, r := range line {
		if i > 0 {
			mark, rest = line[:i], line[i:]
			break
		}
		if !strings.ContainsRune(bullets+"-–—", r) {
			return "", line, false
		}
	}
	dash := strings.ContainsAny(mark, "-–—*·")
	if rest == "" || dash && !strings.HasPrefix(rest, " ") {
		return "", line, false
	}
	rest = strings.TrimLeft(rest, " ")
	return mark, rest, rest != ""
}
