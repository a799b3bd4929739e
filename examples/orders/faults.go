// How is the service made bad on purpose, to show what a release does about it?
package main

import (
	"net/http"
	"sync"
	"time"
)

type faults struct {
	neverReady   bool
	exitAtOnce   bool
	crashAfter   time.Duration
	errorShare   float64
	addedLatency time.Duration
	printAtStart string
	holdMemory   int
}

// hold takes so many MiB and never gives them back: with a limit below that, the kernel ends the process.
func (f faults) hold() []byte {
	held := make([]byte, f.holdMemory<<20)
	// Untouched pages take no memory.
	for at := 0; at < len(held); at += 4096 {
		held[at] = 1
	}
	return held
}

// crash fires once crashAfter has passed, and never where it is zero.
func (f faults) crash() <-chan time.Time {
	if f.crashAfter == 0 {
		return nil
	}
	return time.After(f.crashAfter)
}

// spoil delays every answer and turns the chosen share of them into a 500.
func (f faults) spoil(next http.Handler) http.Handler {
	if f.errorShare == 0 && f.addedLatency == 0 {
		return next
	}
	share := shareCounter{share: f.errorShare}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(f.addedLatency)
		if share.hits() {
			writeProblem(w, http.StatusInternalServerError, "ORDERS_ERROR_SHARE chose this request.")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// shareCounter hits exactly the share of its calls, evenly spread: a test of one request in five sees
// one in five, not about one in five.
type shareCounter struct {
	share float64
	mutex sync.Mutex
	due   float64
}

func (s *shareCounter) hits() bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.due += s.share
	// 1 minus a little: ten times 0.1 is a little less than 1.
	if s.due < 1-1e-9 {
		return false
	}
	s.due--
	return true
}
