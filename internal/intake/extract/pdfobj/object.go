// Package pdfobj reads the objects of a PDF file: numbers, names, strings,
// arrays, dictionaries and streams, and finds them by reference. It knows
// nothing of pages or text.
//
// It is made for files from strangers: it bounds what it unpacks, how deep it
// goes and how much it remembers; it never loops on a file that refers to
// itself; and when the file's table of objects is wrong it finds the objects
// by looking through the bytes, as viewers do.
package pdfobj

import "errors"

// Obj is nil, bool, float64 (every number), string (raw bytes), Name, Array,
// Dict, *Stream, Ref, or Op in a content stream.
type Obj any

// Name is a name without its slash.
type Name string

// Array is an array.
type Array []Obj

// Dict is a dictionary.
type Dict map[Name]Obj

// Ref points at an indirect object.
type Ref struct{ Num, Gen int }

// Stream is a dictionary with bytes, packed as its Filter says.
type Stream struct {
	Dict Dict
	Raw  []byte
}

// Op is a word that is no object: an operator of a content stream.
type Op string

// Why a file is not read.
var (
	ErrBroken    = errors.New("pdfobj: the file is broken")
	ErrEncrypted = errors.New("pdfobj: the file is encrypted")
	ErrBomb      = errors.New("pdfobj: the file unpacks to too much")
	ErrFilter    = errors.New("pdfobj: the stream holds no text data") // a picture's compression, or an unknown one
)

// Limits bound what one file may cost.
type Limits struct {
	Stream int64 // bytes that one stream may unpack to
	Total  int64 // bytes that all reading may unpack
}

// maxObjects is how many objects a file may list.
const maxObjects = 2_000_000

// maxDepth is how deep arrays and dictionaries may nest.
const maxDepth = 64
