// What has the service answered, and how fast, as Prometheus reads it?
package main

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// The upper bounds, in seconds, of the histogram's buckets: Prometheus' own defaults.
var bucketBounds = []float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10}

type requestKey struct {
	method, path, status string
}

type seriesKey struct {
	method, path string
}

type histogram struct {
	buckets []uint64 // one per bound, not cumulative; what exceeds the last is only in count
	count   uint64
	sum     float64
}

type metrics struct {
	version    string
	mutex      sync.Mutex
	requests   map[requestKey]uint64
	durations  map[seriesKey]*histogram
	inProgress int
}

func newMetrics(version string) *metrics {
	return &metrics{version: version, requests: map[requestKey]uint64{}, durations: map[seriesKey]*histogram{}}
}

func (m *metrics) begin() {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.inProgress++
}

// end counts one answered request. path is the route (`/orders/{id}`), never the URL: labels must stay few.
func (m *metrics) end(method, path string, status int, took time.Duration) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.inProgress--
	method = knownMethod(method)
	m.requests[requestKey{method, path, strconv.Itoa(status)}]++
	series := m.durations[seriesKey{method, path}]
	if series == nil {
		series = &histogram{buckets: make([]uint64, len(bucketBounds))}
		m.durations[seriesKey{method, path}] = series
	}
	series.observe(took.Seconds())
}

func (h *histogram) observe(seconds float64) {
	h.count++
	h.sum += seconds
	if place, _ := slices.BinarySearch(bucketBounds, seconds); place < len(h.buckets) {
		h.buckets[place]++
	}
}

func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	default:
		return "other"
	}
}

func (m *metrics) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	m.write(w)
}

// write renders the text format: https://prometheus.io/docs/instrumenting/exposition_formats/
func (m *metrics) write(w io.Writer) {
	m.mutex.Lock()
	defer m.mutex.Unlock()

	heading(w, "orders_build_info", "gauge", "The version that runs.")
	fmt.Fprintf(w, "orders_build_info{version=%s} 1\n", quote(m.version))

	heading(w, "http_requests_in_progress", "gauge", "Requests that are being answered.")
	fmt.Fprintf(w, "http_requests_in_progress %d\n", m.inProgress)

	heading(w, "http_requests_total", "counter", "Requests that were answered; probes and scrapes are not counted.")
	for _, key := range sortedKeys(m.requests, func(k requestKey) string { return k.path + " " + k.method + " " + k.status }) {
		fmt.Fprintf(w, "http_requests_total{method=%q,path=%s,status=%q} %d\n", key.method, quote(key.path), key.status, m.requests[key])
	}

	heading(w, "http_request_duration_seconds", "histogram", "How long answers took.")
	for _, key := range sortedKeys(m.durations, func(k seriesKey) string { return k.path + " " + k.method }) {
		m.durations[key].write(w, fmt.Sprintf("method=%q,path=%s", key.method, quote(key.path)))
	}
}

func (h *histogram) write(w io.Writer, labels string) {
	const name = "http_request_duration_seconds"
	var cumulative uint64
	for place, bound := range bucketBounds {
		cumulative += h.buckets[place]
		fmt.Fprintf(w, "%s_bucket{%s,le=\"%g\"} %d\n", name, labels, bound, cumulative)
	}
	fmt.Fprintf(w, "%s_bucket{%s,le=\"+Inf\"} %d\n", name, labels, h.count)
	fmt.Fprintf(w, "%s_sum{%s} %g\n", name, labels, h.sum)
	fmt.Fprintf(w, "%s_count{%s} %d\n", name, labels, h.count)
}

func heading(w io.Writer, name, kind, help string) {
	fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}

// quote escapes a label's value as the text format asks: backslash, quote and line feed, nothing else.
func quote(value string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(value) + `"`
}

func sortedKeys[K comparable, V any](values map[K]V, order func(K) string) []K {
	keys := make([]K, 0, len(values))
	for key := range values {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b K) int { return strings.Compare(order(a), order(b)) })
	return keys
}
