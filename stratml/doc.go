// Package stratml reads, writes and checks StratML, the Strategy Markup
// Language: part 1 (ISO 17469-1, a strategic plan) and part 2 (ANSI/AIIM 22, a
// performance plan or report). One Go model, [Plan], holds both parts.
//
// The three functions differ in how strict they are:
//
//   - [Read] is lenient. Files in the wild have elements out of order, old
//     namespaces and names, identifiers that begin with a digit, numbers written
//     for people. Read takes what can be understood and says in typed [Notice]
//     values what it changed or left out. It refuses only what is not XML, not
//     StratML, or dangerous: DTDs and entities, too deep, too large.
//   - [Write] is strict. What it writes has the element order, the required
//     parts and the identifiers of the published schemas, and the same plan
//     gives the same bytes every time.
//   - [Check] is strict too: it holds a file against the content model of the
//     schemas and lists every [Problem].
//
// Whatever Read accepts Write can write, and Check finds nothing wrong with it.
//
// # Missing is not zero
//
// An empty text, [Date] or [Decimal] is missing: the file does not say. A target
// of zero is the Decimal "0". An element with nothing in it is missing as well:
// Read leaves it out of the plan and Write out of the file, unless the schema
// requires it.
//
// # Safety
//
// Texts are plain text. They may contain anything a stranger typed, HTML and
// scripts included, and must be escaped where they are shown. A Source may be
// any string and need not be a safe link.
//
// One file holds one language. What StratML has no place for belongs in
// OtherInformation, as text a person can read.
package stratml
