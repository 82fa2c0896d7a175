package stratml

import "fmt"

// NoticeCode says what [Read] found, or what [LeftOut] would lose.
type NoticeCode string

// What Read reports. Value is what the file said and Became what it was read as;
// both can be empty. Elements in another order than the schema's are read without
// a word, since nothing changes.
const (
	// NoticeNamespace: the root is in no namespace, an old one or an unknown one.
	NoticeNamespace NoticeCode = "namespace"
	// NoticeOldName: a name of an old edition was read as Became.
	NoticeOldName NoticeCode = "old_name"
	// NoticeMisplaced: the element was read, though it belongs elsewhere.
	NoticeMisplaced NoticeCode = "misplaced"
	// NoticeIgnored: an element StratML does not have here was left out. Value is its text.
	NoticeIgnored NoticeCode = "ignored"
	// NoticeIgnoredAttribute: likewise an attribute; Element is "Element@attribute".
	NoticeIgnoredAttribute NoticeCode = "ignored_attribute"
	// NoticeStrayText: text between elements was left out.
	NoticeStrayText NoticeCode = "stray_text"
	// NoticeMarkup: a text had elements in it; their text was kept.
	NoticeMarkup NoticeCode = "markup"
	// NoticeRepeated: what can be there once was there again. Long texts are
	// joined (Became is "joined") up to a hundred times; else the first was kept.
	NoticeRepeated NoticeCode = "repeated"
	// NoticeMissing: what the schema requires is not there.
	NoticeMissing NoticeCode = "missing"
	// NoticeNumber: a number written for people was read as Became.
	NoticeNumber NoticeCode = "number"
	// NoticeNumberAmbiguous: "1,234" can mean two numbers and was left out.
	NoticeNumberAmbiguous NoticeCode = "number_ambiguous"
	// NoticeNumberUnreadable: not a number; left out.
	NoticeNumberUnreadable NoticeCode = "number_unreadable"
	// NoticeDate: a day written another way was read as Became.
	NoticeDate NoticeCode = "date"
	// NoticeDateUnreadable: not a day; left out.
	NoticeDateUnreadable NoticeCode = "date_unreadable"
	// NoticeChoice: a value spelled another way was read as Became.
	NoticeChoice NoticeCode = "choice"
	// NoticeChoiceUnknown: not one of the allowed values; left out.
	NoticeChoiceUnknown NoticeCode = "choice_unknown"
	// NoticeInvalidID: the identifier is kept, and exported as Became.
	NoticeInvalidID NoticeCode = "id_invalid"
	// NoticeDuplicateID: another element has the identifier; this one is exported as Became.
	NoticeDuplicateID NoticeCode = "id_duplicate"
	// NoticeLeftOut: the part has no place for it; only LeftOut says this.
	NoticeLeftOut NoticeCode = "left_out"
)

// Notice is one thing in a file that is not as the schema has it, and what was
// done about it. It is for a program to translate and for a person to judge.
type Notice struct {
	Code    NoticeCode
	Element string // element, "Element@attribute" for an attribute
	Line    int    // 1 is the first; 0 if the notice is about no line
	Value   string // the first 200 characters
	Became  string
}

// String is the notice in English, for a log.
func (n Notice) String() string {
	s := fmt.Sprintf("line %d: %s: %s", n.Line, n.Element, n.Code)
	if n.Value != "" {
		s += fmt.Sprintf(" %q", n.Value)
	}
	if n.Became != "" {
		s += fmt.Sprintf(" -> %q", n.Became)
	}
	return s
}
