package intake

import (
	"mime"
	"net/http"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/job"
	"github.com/katto-project/katto/internal/web"
)

// listPage is the county's sources and the form that brings one in.
type listPage struct {
	web.Frame
	place
	Rows   []Listed
	May    bool
	Faults []*fault.Error
}

func (p pages) list(w http.ResponseWriter, r *web.Request) error {
	return p.showList(w, r, nil)
}

func (p pages) showList(w http.ResponseWriter, r *web.Request, f *fault.Error) error {
	at, err := placeOf(r)
	if err != nil {
		return err
	}
	rows, err := p.s.Sources(r.Context(), at.Code)
	if err != nil {
		return err
	}
	frame := at.frame(r, r.Lang.T("intake.title"))
	return web.Render(w, r, status(f), sourcesPage(listPage{frame, at, rows, MayReview(r.Actor, at.Code), faults(f)}))
}

// upload takes a file in. What it answers is the page of the source, where
// its reading can be followed.
func (p pages) upload(w http.ResponseWriter, r *web.Request) error {
	at, err := placeOf(r)
	if err != nil {
		return err
	}
	if err := allowed(MayReview(r.Actor, at.Code)); err != nil {
		return err
	}
	name, data, err := r.File("file")
	if err == nil {
		var x Source
		var known bool
		if x, known, err = p.s.Upload(r.Context(), r.Actor, at.Code, name, data); err == nil {
			if known {
				r.Flash("intake.same", "Name", x.Name)
			}
			return web.Redirect(w, r, at.List+"/"+x.ID)
		}
	}
	if f, ok := shown(err); ok {
		return p.showList(w, r, f)
	}
	return err
}

// waitingPage is a source whose reading is under way, or failed.
type waitingPage struct {
	web.Frame
	place
	X       Source
	Percent int
	Failed  *fault.Error
	May     bool
}

// seconds is how often a waiting page asks again.
const seconds = "2"

// waiting shows how the reading is. The page asks again by itself, and can be
// left: the reading goes on.
func (p pages) waiting(w http.ResponseWriter, r *web.Request, at place, x Source) error {
	st, err := p.s.Progress(r.Context(), x)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	page := waitingPage{at.frame(r, x.Name), at, x, st.Progress, nil, MayReview(r.Actor, at.Code)}
	if err != nil || st.State == job.Failed {
		page.Failed = st.Fault
		if page.Failed == nil {
			page.Failed = fault.New(fault.Internal, "intake.notReadYet")
		}
	} else {
		w.Header().Set("Refresh", seconds)
	}
	return web.Render(w, r, http.StatusOK, waitingSourcePage(page))
}

// refusedPage is a source that could not be read.
type refusedPage struct {
	web.Frame
	place
	X   Source
	Why *fault.Error
	May bool
}

func (p pages) refused(w http.ResponseWriter, r *web.Request, at place, x Source) error {
	why := &fault.Error{Kind: fault.Invalid, Key: x.Fault, Args: x.FaultArgs}
	return web.Render(w, r, http.StatusOK, refusedSourcePage(refusedPage{at.frame(r, x.Name), at, x, why, MayReview(r.Actor, at.Code)}))
}

func (p pages) again(w http.ResponseWriter, r *web.Request) error {
	at, err := placeOf(r)
	if err != nil {
		return err
	}
	if err := p.s.Again(r.Context(), r.Actor, at.Code, r.PathValue("source"), version(r, "version")); err != nil {
		return err
	}
	return web.Redirect(w, r, at.Source)
}

func (p pages) remove(w http.ResponseWriter, r *web.Request) error {
	at, err := placeOf(r)
	if err != nil {
		return err
	}
	if err := p.s.Remove(r.Context(), r.Actor, at.Code, r.PathValue("source"), version(r, "version")); err != nil {
		return err
	}
	r.Flash("intake.removed")
	return web.Redirect(w, r, at.List)
}

func (p pages) rename(w http.ResponseWriter, r *web.Request) error {
	at, err := placeOf(r)
	if err != nil {
		return err
	}
	if err := allowed(MayReview(r.Actor, at.Code)); err != nil {
		return err
	}
	name, address, v := r.Text("name", MaxName), r.Text("address", MaxAddress), version(r, "version")
	if err = r.Fault(); err == nil {
		err = p.s.Rename(r.Context(), r.Actor, at.Code, r.PathValue("source"), v, name, address)
	}
	if err == nil {
		r.Flash("intake.renamed")
		return web.Redirect(w, r, at.Source)
	}
	if f, ok := shown(err); ok {
		return p.showSource(w, r, f)
	}
	return err
}

// file sends the file as it came. A browser keeps it and never opens it: it
// is a stranger's.
func (p pages) file(w http.ResponseWriter, r *web.Request) error {
	at, err := placeOf(r)
	if err != nil {
		return err
	}
	x, data, err := p.s.Content(r.Context(), r.Actor, at.Code, r.PathValue("source"))
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": x.Name}))
	_, err = w.Write(data)
	return err
}
