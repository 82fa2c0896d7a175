package extract

import (
	_ "embed"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/text"
)

//go:embed text.json
var textJSON []byte

var _ = text.Register(textJSON)

// The refusals. Each has two texts in text.json: KEY and KEY.next.
const (
	tooLarge       = "intake.tooLarge"       // {{.Limit}} megabytes
	tooManyPages   = "intake.tooManyPages"   // {{.Limit}} pages
	tooSlow        = "intake.tooSlow"        // {{.Limit}} seconds
	tooMuchMemory  = "intake.tooMuchMemory"  //
	tooMuchText    = "intake.tooMuchText"    // {{.Limit}} million characters
	encrypted      = "intake.encrypted"      //
	scanned        = "intake.scanned"        //
	bomb           = "intake.bomb"           //
	junk           = "intake.junk"           //
	wrongExtension = "intake.wrongExtension" // {{.Extension}} and {{.Found}}
	unknownFormat  = "intake.unknownFormat"  //
	oldDoc         = "intake.oldDoc"         //
	empty          = "intake.empty"          //
	broken         = "intake.broken"         //
)

// What a person is told of a reading that succeeded (Text.Notices).
const (
	guessedEncoding = "intake.notice.guessedEncoding"
	trackedChanges  = "intake.notice.trackedChanges"
	footnotes       = "intake.notice.footnotes"
	picturePages    = "intake.notice.picturePages"
	unreadablePages = "intake.notice.unreadablePages"
)

// refuse makes the fault a person reads; args are name, value pairs.
func refuse(key string, args ...any) *fault.Error {
	kind := fault.Invalid
	if key == tooLarge {
		kind = fault.TooLarge
	}
	return fault.New(kind, key, args...).On("file")
}
