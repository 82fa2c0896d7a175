package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

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
