package extract

// readTxt keeps a text file's lines as they are. It has no blocks: what is a
// heading there is for the reader of the text to guess.
func readTxt(data []byte, l limits) (Text, error) {
	s, guessed, ok := decode(data)
	if !ok {
		return Text{}, refuse(junk)
	}
	s = clean(s)
	if length(s) > l.Characters {
		return Text{}, tooMuch(l.Characters)
	}
	b := newBuilder(l)
	b.write(s)
	if guessed {
		b.notice(guessedEncoding)
	}
	return b.done()
}
