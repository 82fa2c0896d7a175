package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// counts are the machine's metrics. Those a cached page touches are plain
// counters, found once.
type counts struct {
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	hits     prometheus.Counter
	same     prometheus.Counter
	misses   prometheus.Counter
}

func newCounts(to prometheus.Registerer, c *cache) *counts {
	cached := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "katto_http_cache_total", Help: "Public pages by how the cache answered: hit, not_modified, miss.",
	}, []string{"result"})
	m := &counts{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "katto_http_requests_total", Help: "Requests not answered by the cache, by door and status.",
		}, []string{"access", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "katto_http_request_seconds", Help: "Time to answer requests the cache did not.",
			Buckets: []float64{.001, .005, .02, .1, .5, 2, 10},
		}, []string{"access"}),
		hits: cached.WithLabelValues("hit"), same: cached.WithLabelValues("not_modified"), misses: cached.WithLabelValues("miss"),
	}
	if to != nil {
		to.MustRegister(cached, m.requests, m.seconds, cacheSize(c))
	}
	return m
}

func cacheSize(c *cache) prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "katto_http_cache_bytes", Help: "Memory the cached public pages take.",
	}, func() float64 {
		g := c.live.Load()
		if g == nil {
			return 0
		}
		return float64(g.plain.bytes.Load() + g.queried.bytes.Load())
	})
}

func (m *counts) hit(status int) {
	if status == http.StatusNotModified {
		m.same.Inc()
		return
	}
	m.hits.Inc()
}

func (m *counts) miss() { m.misses.Inc() }

func (m *counts) rendered(out *response, took time.Duration) {
	m.requests.WithLabelValues(string(out.access), strconv.Itoa(out.status)).Inc()
	m.seconds.WithLabelValues(string(out.access)).Observe(took.Seconds())
}
