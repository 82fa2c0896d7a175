// Package extract turns a file a stranger sends (text, Markdown, HTML, PDF,
// DOCX, StratML) into plain text and its layout, within limits, or refuses it
// with a clear fault. It knows nothing of strategies: intake/propose reads
// what this package extracts.
package extract

// Text is the extracted text of one file. Offsets everywhere count characters
// (runes) of Plain.
type Text struct {
	Name      string // the file's base name
	SHA256    string // of the file's bytes, lower-case hex
	MediaType string // text/plain, text/markdown, text/html, application/pdf, ...
	Plain     string // valid UTF-8, NFC, newlines as \n, no control characters
	Blocks    []Block
	Title     string   // the document's own title, "" if it has none
	Language  string   // declared by the document: fi, sv, en or ""
	Notices   []string // text keys of what the person should know about the reading
}

// Kind of a block.
type Kind string

// The kinds of blocks. Plain text files have none: what is a heading there is
// for the reader of the text to guess from its lines.
const (
	Heading    Kind = "heading"   // Level 1 to 6
	Paragraph  Kind = "paragraph" // running text
	ListItem   Kind = "item"      // Level is the nesting from 1; Ordered where numbered
	Cell       Kind = "cell"      // of table Table, at Row and Column from 0; each paragraph or item in it is a block
	Navigation Kind = "nav"       // menus, footers, breadcrumbs, page numbers
)

// Block is one piece of layout in reading order: Plain[Start:End] in runes.
type Block struct {
	Kind       Kind
	Level      int // also of a list item inside a cell
	Ordered    bool
	Start, End int
	Page       int // from 1, 0 where the format has no pages
	Table      int // from 1, for cells
	Row        int
	Column     int
	Size       float64 // font size relative to the text's usual size, 0 if unknown
	Bold       bool
}
