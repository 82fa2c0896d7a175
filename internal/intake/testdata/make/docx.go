package main

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"os"
	"regexp"
	"strings"
)

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordNS  = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
)

var (
	heading  = regexp.MustCompile(`^(#{1,3}) (.*)$`)
	numbered = regexp.MustCompile(`^\d+\. (.*)$`)
)

// writeDOCX writes a Word document from lines: "# " to "### " are headings,
// "- " and "1. " list items, "| a | b |" table rows, anything else a
// paragraph. A first line "style: Otsikko" names the heading styles as the
// Word of that language does (Heading, Otsikko, Rubrik).
func writeDOCX(path, text string) error {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	style := "Heading"
	if s, ok := strings.CutPrefix(lines[0], "style: "); ok {
		style, lines = s, lines[1:]
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	z := zip.NewWriter(f)
	parts := []struct{ name, body string }{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRels},
		{"word/_rels/document.xml.rels", documentRels},
		{"word/styles.xml", styles(style)},
		{"word/numbering.xml", numbering},
		{"word/document.xml", document(lines, style)},
	}
	for _, p := range parts {
		w, err := z.Create(p.name)
		if err != nil {
			return err
		}
		if _, err := w.Write([]byte(xmlHead + p.body)); err != nil {
			return err
		}
	}
	return z.Close()
}

func document(lines []string, style string) string {
	var b strings.Builder
	b.WriteString(`<w:document ` + wordNS + `><w:body>`)
	inTable := false
	for _, line := range lines {
		row := strings.HasPrefix(line, "|")
		if row && !inTable {
			b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>`)
		}
		if !row && inTable {
			b.WriteString(`</w:tbl>`)
		}
		inTable = row
		if row {
			b.WriteString(tableRow(line))
		} else {
			b.WriteString(block(line, style))
		}
	}
	if inTable {
		b.WriteString(`</w:tbl><w:p/>`)
	}
	b.WriteString(`<w:sectPr/></w:body></w:document>`)
	return b.String()
}

func block(line, style string) string {
	if m := heading.FindStringSubmatch(line); m != nil {
		return paragraph(fmt.Sprintf(`<w:pStyle w:val="%s%d"/>`, style, len(m[1])), m[2])
	}
	if item, ok := strings.CutPrefix(line, "- "); ok {
		return paragraph(listItem(1), item)
	}
	if m := numbered.FindStringSubmatch(line); m != nil {
		return paragraph(listItem(2), m[1])
	}
	return paragraph("", line)
}

func listItem(list int) string {
	return fmt.Sprintf(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="%d"/></w:numPr>`, list)
}

// paragraph splits a long line into two runs, as Word does after an edit.
func paragraph(props, text string) string {
	if props != "" {
		props = "<w:pPr>" + props + "</w:pPr>"
	}
	words := strings.SplitAfter(text, " ")
	cut := len(words)
	if cut > 6 {
		cut /= 2
	}
	out := textRun(strings.Join(words[:cut], ""))
	if cut < len(words) {
		out += textRun(strings.Join(words[cut:], ""))
	}
	return "<w:p>" + props + out + "</w:p>"
}

func textRun(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder never fails
	return `<w:r><w:t xml:space="preserve">` + b.String() + `</w:t></w:r>`
}

func tableRow(line string) string {
	var b strings.Builder
	for cell := range strings.SplitSeq(strings.Trim(line, "| "), "|") {
		b.WriteString(`<w:tc>` + paragraph("", strings.TrimSpace(cell)) + `</w:tc>`)
	}
	return `<w:tr>` + b.String() + `</w:tr>`
}
