// Package examples holds the demonstration houses: the four counties whose
// public texts were read, and Mallila, which is invented. They are files in
// Katto's own JSON (internal/exchange), which a person can read and edit;
// README.md tells what they rest on.
package examples

import "embed"

// FS holds one file for each of Names, such as kainuu.json.
//
//go:embed *.json
var FS embed.FS

// Names lists the houses in the order they are loaded.
var Names = []string{"kainuu", "keski-pohjanmaa", "pohjois-pohjanmaa", "kymenlaakso", "mallila"}
