// Is the process alive, has it started, and may it get traffic?
package main

import (
	"fmt"
	"net/http"
	"sync/atomic"
	"time"
)

type health struct {
	startsAt   time.Time
	neverReady bool
	draining   atomic.Bool
}

func newHealth(settings settings) *health {
	return &health{startsAt: time.Now().Add(settings.startup), neverReady: settings.faults.neverReady}
}

func (h *health) startDraining() { h.draining.Store(true) }

// register keeps three questions apart: a process that drains is alive and has started, but is not ready.
func (h *health) register(mux *http.ServeMux) {
	mux.HandleFunc("GET /health/live", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, healthAnswer{Status: "alive"})
	})
	mux.HandleFunc("GET /health/startup", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, "started", h.whyNotStarted())
	})
	mux.HandleFunc("GET /health/ready", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, "ready", h.whyNotReady())
	})
}

func (h *health) whyNotStarted() string {
	if time.Now().Before(h.startsAt) {
		return "it is still starting"
	}
	return ""
}

func (h *health) whyNotReady() string {
	switch {
	case h.draining.Load():
		return "it is draining"
	case h.neverReady:
		return "ORDERS_NEVER_READY is set"
	default:
		return h.whyNotStarted()
	}
}

type healthAnswer struct {
	Status string `json:"status"`
	Reason string `json:"reason,omitempty"`
}

func answer(w http.ResponseWriter, good, whyNot string) {
	if whyNot != "" {
		writeJSON(w, http.StatusServiceUnavailable, healthAnswer{Status: "not " + good, Reason: whyNot})
		return
	}
	writeJSON(w, http.StatusOK, healthAnswer{Status: good})
}

// checkHealth is the other side: what `orders healthcheck` asks of the running process.
func checkHealth(address string) error {
	client := http.Client{Timeout: 2 * time.Second}
	response, err := client.Get("http://" + address + "/health/live")
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("/health/live answered %s", response.Status)
	}
	return nil
}
