package exchange

import (
	"io"
	"time"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/stratml"
)

// Format is a form a house can be written in.
type Format string

// The formats.
const (
	KattoJSON      Format = "katto"
	StratMLPart1   Format = "stratml1"
	StratMLPart2   Format = "stratml2"
	MarkdownFormat Format = "md"
)

// WriteAs writes the house in the format, as it stands today. Only Katto's
// own JSON holds all of it, in every language; the others are of one language
// and cannot be read back.
func WriteAs(w io.Writer, h House, f Format, lang text.Lang) error {
	today := time.Now().In(text.Zone).Format(time.DateOnly)
	switch f {
	case KattoJSON:
		return Encode(w, h)
	case StratMLPart1:
		return writeStratML(w, h, lang, stratml.Part1, today)
	case StratMLPart2:
		return writeStratML(w, h, lang, stratml.Part2, today)
	case MarkdownFormat:
		return Markdown(w, h, lang, today)
	}
	return fault.New(fault.Invalid, "exchange.badFormat", "Format", text.Plain(string(f), 20), "Allowed", "katto, stratml1, stratml2, md")
}

func writeStratML(w io.Writer, h House, lang text.Lang, part stratml.Part, day string) error {
	p, err := StratML(h, lang, part, day)
	if err != nil {
		return err
	}
	return stratml.Write(w, p, part)
}
