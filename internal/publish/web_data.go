package publish

import (
	"bytes"
	"net/http"

	"github.com/katto-project/katto/internal/exchange"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/web"
)

// dataFiles are the forms a county's house can be fetched in, by file name.
var dataFiles = []struct {
	name, mediaType string
	format          exchange.Format
}{
	{"house.json", "application/json; charset=utf-8", exchange.KattoJSON},
	{"strategy.stratml1.xml", "application/xml; charset=utf-8", exchange.StratMLPart1},
	{"strategy.stratml2.xml", "application/xml; charset=utf-8", exchange.StratMLPart2},
	{"strategy.md", "text/markdown; charset=utf-8", exchange.MarkdownFormat},
}

// data tells what can be fetched and on what terms.
func (s *Site) data(w http.ResponseWriter, r *web.Request) error {
	v, err := s.voiceOf(r)
	if err != nil {
		return err
	}
	glances, err := s.glances(r.Context(), v.day)
	if err != nil {
		return err
	}
	f := siteFrame(r, v, "data", v.t("data.title"), v.t("data.description"))
	return web.Render(w, r, http.StatusOK, dataPage(f, v, buildData(glances, v)))
}

// dataFile is what the county has made public, as a file in the language of
// the address; house.json holds every language.
func (s *Site) dataFile(w http.ResponseWriter, r *web.Request) error {
	p, err := s.visit(r)
	if err != nil {
		return err
	}
	for _, file := range dataFiles {
		if file.name != r.PathValue("file") {
			continue
		}
		h, err := s.rooms.Export(r.Context(), p.sh.county.Code)
		if err != nil {
			return err
		}
		var out bytes.Buffer
		if err := exchange.WriteAs(&out, h, file.format, p.v.lang); err != nil {
			return err
		}
		w.Header().Set("Content-Type", file.mediaType)
		_, err = w.Write(out.Bytes())
		return err
	}
	return fault.New(fault.NotFound, "web.notFound")
}

// DataRow is one county's files.
type DataRow struct {
	County Link
	Files  []Link
}

// buildData lists the counties that have a house, with their files.
func buildData(glances []glance, v *voice) []DataRow {
	var rows []DataRow
	for _, g := range glances {
		if !g.roofed {
			continue
		}
		path := countyPath(v.lang, g.county)
		row := DataRow{County: Link{Text: v.called(g.county), Href: path}}
		for _, file := range dataFiles {
			row.Files = append(row.Files, Link{Text: v.t("data.file." + string(file.format)), Href: path + "/data/" + file.name})
		}
		rows = append(rows, row)
	}
	return rows
}
