package opinion

import (
	"errors"
	"io"
	"strings"
	"time"
)

// ReadComments reads comments.csv.
func ReadComments(r io.Reader, l Limits) ([]Comment, error) {
	l = l.filled()
	t, err := openTable(CommentsFile, r, l)
	if err != nil {
		return nil, err
	}
	if err := t.need("comment-id"); err != nil {
		return nil, err
	}
	var list []Comment
	var clock clock
	var times []int64
	for {
		if err := t.next(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		s, err := t.comment()
		if err != nil {
			return nil, err
		}
		times = append(times, clock.read(t.text("timestamp")))
		if list = append(list, s); len(list) > l.Statements {
			return nil, ErrTooLarge
		}
	}
	for i := range list {
		if times[i] > 0 {
			list[i].Time = time.UnixMilli(clock.milliseconds(times[i])).UTC()
		}
	}
	return list, nil
}

func (t *table) comment() (s Comment, err error) {
	s.Text = strings.Clone(t.text("comment-body"))
	s.ID, err = t.number("comment-id", false)
	for _, f := range []struct {
		to   *int
		name string
	}{
		{&s.Author, "author-id"}, {&s.Agrees, "agrees"}, {&s.Disagrees, "disagrees"}, {&s.Moderated, "moderated"},
	} {
		if err == nil {
			*f.to, err = t.number(f.name, true)
		}
	}
	return s, err
}
