package decision

import (
	"github.com/katto-project/katto/internal/text"
	"github.com/katto-project/katto/internal/web"
)

func bodyOptions(l text.Lang) []web.Option {
	var list []web.Option
	for _, b := range Bodies {
		list = append(list, web.Option{Value: b, Text: BodyName(l, b)})
	}
	return list
}

func actOptions(l text.Lang) []web.Option {
	var list []web.Option
	for _, a := range Acts {
		list = append(list, web.Option{Value: string(a), Text: l.T("decision.act." + string(a))})
	}
	return list
}

func statusOptions(l text.Lang) []web.Option {
	return []web.Option{
		{Value: string(Made), Text: l.T("decision.status.made")},
		{Value: string(Planned), Text: l.T("decision.status.planned")},
	}
}
