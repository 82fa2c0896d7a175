package extract

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/katto-project/katto/internal/fault"
)

// Read extracts the text of one file that a stranger sent. The name tells
// the format the sender means, and the bytes must agree. PDF and DOCX are
// read in a child process with limits of its own, so the program's main must
// call ChildMain first. Every refusal is a fault with a key "intake.X".
//
// StratML and Katto's own JSON are only recognised: the Text then has a
// MediaType and no Plain, and the caller reads the bytes by other means.
func Read(ctx context.Context, name string, data []byte) (Text, error) {
	return read(ctx, name, data, standard, true)
}

// Inline is Read without the child process: for use inside one, and for
// tests. It meets every limit except memory, and stops between pages when
// ctx ends.
func Inline(ctx context.Context, name string, data []byte) (Text, error) {
	return read(ctx, name, data, standard, false)
}

func read(ctx context.Context, name string, data []byte, l limits, apart bool) (Text, error) {
	name = baseName(name)
	if len(data) > l.Bytes {
		return Text{}, refuse(tooLarge, "Limit", l.Bytes>>20)
	}
	media, err := sniff(name, data)
	if err != nil {
		return Text{}, err
	}
	var t Text
	if apart && (media == pdfType || media == docxType) {
		t, err = readApart(ctx, name, data, l)
	} else {
		t, err = readHere(ctx, media, data, l)
	}
	if err != nil {
		return Text{}, err
	}
	sum := sha256.Sum256(data)
	t.Name, t.SHA256, t.MediaType = name, hex.EncodeToString(sum[:]), media
	return t, nil
}

// readHere reads in this process. A panic of a parser is a broken file.
func readHere(ctx context.Context, media string, data []byte, l limits) (t Text, err error) {
	defer func() {
		if r := recover(); r != nil {
			t, err = Text{}, refuse(broken).Because(fmt.Errorf("panic: %v", r))
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, l.Time)
	defer cancel()
	t, err = readAs(ctx, media, data, l)
	return t, ended(ctx, err, l)
}

// readAs reads by the media type. StratML and Katto's JSON give nothing.
func readAs(ctx context.Context, media string, data []byte, l limits) (Text, error) {
	switch media {
	case plainType:
		return readTxt(data, l)
	case markdownType:
		return readMarkdown(data, l)
	case htmlType:
		return readHTML(data, l)
	case docxType:
		return readDocx(ctx, data, l)
	case pdfType:
		return readPDF(ctx, data, l)
	}
	return Text{}, nil
}

// ended turns the end of the context into a fault, or the caller's own end.
func ended(ctx context.Context, err error, l limits) error {
	var f *fault.Error
	switch {
	case err == nil, errors.As(err, &f) && ctx.Err() == nil:
		return err
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return refuse(tooSlow, "Limit", int(l.Time.Seconds())).Because(err)
	case ctx.Err() != nil:
		return ctx.Err()
	}
	return refuse(broken).Because(err)
}

// baseName is the last part of a name, whichever way its slashes lean.
func baseName(name string) string {
	name = path.Base(strings.ReplaceAll(clean(name), `\`, "/"))
	if name == "." || name == "/" {
		return ""
	}
	return oneLine(cut(name, 255))
}
