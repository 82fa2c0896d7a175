package extract

import (
	"encoding/json"
	"testing"
)

// Every refusal says in three languages what happened and what to do next,
// and every notice says what it is.
func TestTexts(t *testing.T) {
	var texts map[string]map[string]string
	if err := json.Unmarshal(textJSON, &texts); err != nil {
		t.Fatal(err)
	}
	keys := []string{guessedEncoding, trackedChanges, footnotes, picturePages, unreadablePages}
	for _, key := range []string{
		tooLarge, tooManyPages, tooSlow, tooMuchMemory, tooMuchText, encrypted, scanned, bomb, junk, wrongExtension,
		unknownFormat, oldDoc, empty, broken,
	} {
		keys = append(keys, key, key+".next")
	}
	for _, key := range keys {
		for _, lang := range []string{"fi", "sv", "en"} {
			if texts[key][lang] == "" {
				t.Errorf("%s has no text in %s", key, lang)
			}
		}
	}
	if len(texts) != len(keys) {
		t.Errorf("%d texts, %d keys", len(texts), len(keys))
	}
}
