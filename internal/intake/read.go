package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/intake/extract"
	"github.com/katto-project/katto/internal/intake/proposal"
	"github.com/katto-project/katto/internal/intake/propose"
	"github.com/katto-project/katto/stratml"
)

// The media types whose reading is not extract's.
const (
	stratmlType = "application/stratml+xml"
	kattoType   = "application/katto+json"
)

// ReadFile reads one file that a stranger sent, whole: its text, and what the
// text proposes. It writes nothing. Every refusal is a fault with a key
// "intake.X"; Katto's own JSON is one, since it is not read but taken in as it
// is. Text.Notices tells what the person should know of a reading that
// succeeded. PDF and DOCX need extract.ChildMain in the program's main.
func ReadFile(ctx context.Context, name string, data []byte) (proposal.Proposal, extract.Text, error) {
	t, err := extract.Read(ctx, name, data)
	if err != nil {
		return proposal.Proposal{}, t, err
	}
	switch t.MediaType {
	case kattoType:
		return proposal.Proposal{}, t, fault.New(fault.Invalid, "intake.kattoJSON").On("file")
	case stratmlType:
		return readStratML(t, data)
	}
	p, err := within(ctx, readTime, func() proposal.Proposal { return propose.Read(t) })
	if err != nil {
		return proposal.Proposal{}, t, err
	}
	return finish(p, t), t, nil
}

// readTime bounds the proposing, as it does the extracting before it.
const readTime = 30 * time.Second

// within gives up on a proposal that takes longer than limit, or when ctx
// ends. What was begun then runs out by itself; nothing waits for it.
func within(ctx context.Context, limit time.Duration, read func() proposal.Proposal) (proposal.Proposal, error) {
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	done, failed := make(chan proposal.Proposal, 1), make(chan error, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				failed <- fmt.Errorf("intake: panic: %v\n%s", p, debug.Stack())
			}
		}()
		done <- read()
	}()
	select {
	case p := <-done:
		return p, nil
	case err := <-failed:
		return proposal.Proposal{}, err
	case <-limited.Done():
	}
	if ctx.Err() != nil {
		return proposal.Proposal{}, ctx.Err()
	}
	return proposal.Proposal{}, fault.New(fault.Invalid, "intake.tooSlow", "Limit", int(limit.Seconds())).On("file").Because(limited.Err())
}

// finish fills what every proposal says of its source.
func finish(p proposal.Proposal, t extract.Text) proposal.Proposal {
	p.Source = proposal.Source{Name: t.Name, SHA256: t.SHA256, MediaType: t.MediaType, Characters: len([]rune(t.Plain))}
	p.Normalize()
	return p
}

// readStratML reads a StratML file: its structure tells the proposal, and the
// text is a readable rendering of it that the proposal's places point into.
func readStratML(t extract.Text, data []byte) (proposal.Proposal, extract.Text, error) {
	plan, notices, err := stratml.Read(bytes.NewReader(data))
	if err != nil {
		return proposal.Proposal{}, t, stratmlFault(err)
	}
	p, rendered := renderStratML(plan)
	rendered.Name, rendered.SHA256, rendered.MediaType = t.Name, t.SHA256, t.MediaType
	rendered.Notices = noticeKeys(notices)
	if rendered.Plain == "" {
		return proposal.Proposal{}, t, fault.New(fault.Invalid, "intake.empty").On("file")
	}
	return finish(p, rendered), rendered, nil
}

// stratmlFault says for a person why the file was refused.
func stratmlFault(err error) error {
	var syntax *stratml.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return fault.New(fault.Invalid, "intake.stratmlSyntax", "Line", syntax.Line).On("file").Because(err)
	case errors.Is(err, stratml.ErrDoctype):
		return fault.New(fault.Invalid, "intake.stratmlDoctype").On("file").Because(err)
	case errors.Is(err, stratml.ErrTooLarge):
		return fault.New(fault.TooLarge, "intake.tooLarge", "Limit", stratml.DefaultMaxBytes>>20).On("file").Because(err)
	case errors.Is(err, stratml.ErrTooDeep):
		return fault.New(fault.Invalid, "intake.stratmlDeep").On("file").Because(err)
	case errors.Is(err, stratml.ErrEncoding):
		return fault.New(fault.Invalid, "intake.stratmlEncoding").On("file").Because(err)
	}
	return fault.New(fault.Invalid, "intake.stratmlOther").On("file").Because(err)
}

// noticeOf says which text tells a person of a notice.
var noticeOf = map[stratml.NoticeCode]string{
	stratml.NoticeNamespace:        "intake.notice.stratmlOld",
	stratml.NoticeOldName:          "intake.notice.stratmlOld",
	stratml.NoticeMisplaced:        "intake.notice.stratmlOld",
	stratml.NoticeChoice:           "intake.notice.stratmlOld",
	stratml.NoticeMarkup:           "intake.notice.stratmlLeftOut",
	stratml.NoticeIgnored:          "intake.notice.stratmlLeftOut",
	stratml.NoticeIgnoredAttribute: "intake.notice.stratmlLeftOut",
	stratml.NoticeStrayText:        "intake.notice.stratmlLeftOut",
	stratml.NoticeRepeated:         "intake.notice.stratmlLeftOut",
	stratml.NoticeChoiceUnknown:    "intake.notice.stratmlLeftOut",
	stratml.NoticeMissing:          "intake.notice.stratmlMissing",
	stratml.NoticeNumber:           "intake.notice.stratmlNumber",
	stratml.NoticeDate:             "intake.notice.stratmlNumber",
	stratml.NoticeNumberAmbiguous:  "intake.notice.stratmlUnclear",
	stratml.NoticeNumberUnreadable: "intake.notice.stratmlUnclear",
	stratml.NoticeDateUnreadable:   "intake.notice.stratmlUnclear",
	stratml.NoticeInvalidID:        "intake.notice.stratmlID",
	stratml.NoticeDuplicateID:      "intake.notice.stratmlID",
}

// noticeKeys gives each text once, in the order of the file.
func noticeKeys(notices []stratml.Notice) []string {
	var keys []string
	seen := map[string]bool{}
	for _, n := range notices {
		if key := noticeOf[n.Code]; key != "" && !seen[key] {
			seen[key] = true
			keys = append(keys, key)
		}
	}
	return keys
}
