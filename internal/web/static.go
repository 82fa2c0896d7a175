package web

// Static is the URL of a built asset, with its content hash: "katto.css" ->
// "/static/katto.0f3a9c21.css". A name that was not built keeps its plain
// form, which answers 404.
func Static(name string) string { return "/static/" + name }
