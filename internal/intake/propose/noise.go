package propose

import (
	"regexp"
	"strings"
)

var (
	boilerplate = regexp.MustCompile(`(?i)^(siirry |hyppää |suoraan sisältöön|hoppa |gå (över )?till |till innehållet|skip to|sök på|hae sivu|haku$|search|navigointivalikko|murupolku|breadcrumb|jaa$|jaa sivu|dela |dela$|share this|lue lisää|läs mer|read more|katso myös|se även|lisätietoja|lisätiedot|ytterligare information|mer information|yhteystiedot|yhteyshenkilöt|kontakt|avainsanat|nyckelord|linkit|länkar|liitteet|bilagor|edellinen|seuraava asia|föregående|nästa|takaisin|palaa |tulosta|skriv ut|seuraa meitä|följ oss|tilaa |beställ|uutiskirje|nyhetsbrev|saavutettavuus(seloste)?$|tillgänglighet(sutlåtande)?$|tietosuoja|dataskydd|evästeet|kakor|cookie|käytämme evästeitä|vi använder kakor|salli |hyväksy (kaikki )?evästeet|godkänn alla|©|copyright|etusivu|startsida|hem$|palaute|feedback|respons$|asioi|anna palautetta|rss|puh\.?:?|tel\.?:?|sivukartta|kieli:|språk:|suomeksi|på svenska|in english|tietoja julkaisijasta|yhteyshenkilö|muita tiedotteita|julkaistu:?$|tutustu |bekanta dig|kuvateksti|kuva:|bild:|sisältöjulkaisija|ajankohtaista( aiheesta)?$|aktuellt$|uutiset$|nyheter$|tiedote$|meddelande$|sivun sisältö|klikkaa|lataa |ladda ner|avaa |näytä |stäng |sulje)`)
	contactLine = regexp.MustCompile(`(?i)@|https?://|www\.|\+358|puh\.|\b0\d{1,2}[ -]\d{3}|»|›| > `)
)

// mark finds what is not content: menus, links, contacts, tables of contents,
// page numbers. It stays in the list so that offsets and order hold.
func mark(ps []piece) []piece {
	for i := range ps {
		if ps[i].role != noise && ps[i].role != cell && isNoise(ps[i]) {
			ps[i].role = noise
		}
	}
	markMenus(ps)
	markContents(ps)
	markRunning(ps)
	return ps
}

var runningWords = regexp.MustCompile(`(?i)strategi|hyvinvointialue|välfärdsområde|\b20\d\d\b`)

// markRunning finds the line that stands on every page: the document's name,
// three times or more. The first stays.
func markRunning(ps []piece) {
	at := map[string][]int{}
	for i, p := range ps {
		if p.role == noise || p.role == cell || len(p.s) > 120 || !runningWords.MatchString(p.s) {
			continue
		}
		key := strings.ToLower(strings.Trim(p.s, " .:0123456789"))
		at[key] = append(at[key], i)
	}
	for _, places := range at {
		if len(places) < 3 {
			continue
		}
		for _, i := range places[1:] {
			ps[i].role = noise
		}
	}
}

var contentsHead = regexp.MustCompile(`(?i)^(sivun sisältö|sisällys|sisällysluettelo|sisältö|tällä sivulla|innehåll|innehållsförteckning|på denna sida|contents|table of contents)\s*:?$`)

// markContents takes the list below "Sisällys" for a table of contents.
func markContents(ps []piece) {
	for i := range ps {
		if !contentsHead.MatchString(strings.TrimSpace(ps[i].s)) {
			continue
		}
		ps[i].role = noise
		for j := i + 1; j < len(ps) && (ps[j].role == item || ps[j].role == noise || ps[j].role == heading && !ps[j].gap); j++ {
			ps[j].role = noise
		}
	}
}

func isNoise(p piece) bool {
	if onlySymbols.MatchString(p.s) || leaders.MatchString(p.s) {
		return true
	}
	if p.role == heading || p.role == item {
		if pageTail.MatchString(p.s) {
			return true
		}
	}
	n := len([]rune(p.s))
	return n < 90 && boilerplate.MatchString(strings.TrimSpace(p.s)) || n < 160 && contactLine.MatchString(p.s)
}

// markMenus finds runs of bare links: three or more short lines in a row that
// all come back later in the text as headings of their own.
func markMenus(ps []piece) {
	later := map[string][]int{}
	for i, p := range ps {
		key := strings.ToLower(strings.Trim(p.s, " .:0123456789"))
		later[key] = append(later[key], i)
	}
	repeats := func(i int) bool {
		at := later[strings.ToLower(strings.Trim(ps[i].s, " .:0123456789"))]
		return (ps[i].role == item || ps[i].role == heading) && len(at) > 1 && at[0] == i && !(endsInDigit(ps[i].s) && endsInDigit(ps[at[1]].s))
	}
	for i := 0; i < len(ps); i++ {
		j := i
		for j < len(ps) && repeats(j) {
			j++
		}
		if j-i >= 3 {
			for ; i < j; i++ {
				ps[i].role = noise
			}
		}
	}
}
