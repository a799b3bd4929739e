// How is a request answered?
package main

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	longestSlowAnswer = 60
	// What nginx calls a client that closed its connection before the answer.
	statusClientGone = 499
)

// newHandler puts the version on every answer, and counts, logs and spoils those of the API;
// probes and scrapes stay out of it, so that an error rate is one of users' requests.
func newHandler(settings settings, health *health, logger *slog.Logger) http.Handler {
	api := http.NewServeMux()
	new(orderBook).register(api)
	api.HandleFunc("GET /slow", slow)
	api.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, map[string]string{"service": "orders", "version": settings.version})
	})
	api.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		writeProblem(w, http.StatusNotFound, fmt.Sprintf("There is nothing at %s.", r.URL.Path))
	})

	metrics := newMetrics(settings.version)
	root := http.NewServeMux()
	health.register(root)
	root.Handle("GET /metrics", metrics)
	root.Handle("/", observe(settings.faults.spoil(api), api, metrics, logger))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Deployment-Version", settings.version)
		if health.draining.Load() {
			// The client asks its next question on a new connection, which no longer comes here.
			w.Header().Set("Connection", "close")
		}
		root.ServeHTTP(w, r)
	})
}

// observe counts and logs each answer of next, under the route that api has for it.
func observe(next http.Handler, api *http.ServeMux, metrics *metrics, logger *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		recorder := &statusRecorder{ResponseWriter: w, status: http.StatusOK}
		route, started := routeOf(api, r), time.Now()
		metrics.begin()
		defer func() {
			took := time.Since(started)
			metrics.end(r.Method, route, recorder.status, took)
			logger.Info("request answered", "method", r.Method, "path", r.URL.Path, "status", recorder.status,
				"milliseconds", float64(took.Microseconds())/1000)
		}()
		next.ServeHTTP(recorder, r)
	})
}

// routeOf is the path of the pattern that the request matches: `/orders/{id}`, or `/` for anything unknown.
func routeOf(api *http.ServeMux, r *http.Request) string {
	_, pattern := api.Handler(r)
	_, path, found := strings.Cut(pattern, " ")
	if !found {
		path = pattern
	}
	return strings.TrimSuffix(path, "{$}")
}

type statusRecorder struct {
	http.ResponseWriter
	status int
}

func (s *statusRecorder) WriteHeader(status int) {
	s.status = status
	s.ResponseWriter.WriteHeader(status)
}

// slow answers after as many seconds as it is asked for: a request to have in flight.
func slow(w http.ResponseWriter, r *http.Request) {
	seconds, err := strconv.ParseFloat(r.URL.Query().Get("seconds"), 64)
	if err != nil || !(seconds >= 0 && seconds <= longestSlowAnswer) {
		writeProblem(w, http.StatusBadRequest, fmt.Sprintf("seconds must be a number between 0 and %d.", longestSlowAnswer))
		return
	}
	select {
	case <-time.After(time.Duration(seconds * float64(time.Second))):
		writeJSON(w, http.StatusOK, map[string]float64{"seconds": seconds})
	case <-r.Context().Done():
		w.WriteHeader(statusClientGone) // Nobody reads it; the metrics must not count a success.
	}
}

func methodNotAllowed(allowed string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Allow", allowed)
		writeProblem(w, http.StatusMethodNotAllowed, fmt.Sprintf("%s is not allowed here: %s.", r.Method, allowed))
	}
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // The client has gone: nobody is left to tell.
}

// writeProblem answers as RFC 9457 asks.
func writeProblem(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{
		"type": "about:blank", "title": http.StatusText(status), "status": status, "detail": detail,
	})
}
