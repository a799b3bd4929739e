// What does the environment say about how the service runs?
package main

import (
	"errors"
	"fmt"
	"strconv"
	"time"
)

type settings struct {
	port    string
	version string
	// How long the service says "not ready" and still takes new requests, after SIGTERM.
	drain time.Duration
	// How long it then waits for requests in flight. The pod's terminationGracePeriodSeconds must be
	// longer than its preStop hook, drain and this together.
	shutdownLimit time.Duration
	// How long after its start the service becomes ready, as one that warms a cache would.
	startup time.Duration
	faults  faults
}

func readSettings(lookUp func(string) (string, bool)) (settings, error) {
	reader := environment{lookUp: lookUp}
	result := settings{
		port:          reader.text("ORDERS_HTTP_PORT", "8080"),
		version:       reader.text("ORDERS_VERSION", version),
		drain:         reader.duration("ORDERS_DRAIN", 3*time.Second),
		shutdownLimit: reader.duration("ORDERS_SHUTDOWN_LIMIT", 20*time.Second),
		startup:       reader.duration("ORDERS_STARTUP", 0),
		faults: faults{
			neverReady:   reader.flag("ORDERS_NEVER_READY"),
			exitAtOnce:   reader.flag("ORDERS_EXIT_AT_ONCE"),
			crashAfter:   reader.seconds("ORDERS_CRASH_AFTER_SECONDS"),
			errorShare:   reader.share("ORDERS_ERROR_SHARE"),
			addedLatency: reader.duration("ORDERS_ADDED_LATENCY", 0),
			printAtStart: reader.text("ORDERS_PRINT_AT_START", ""),
			holdMemory:   reader.mebibytes("ORDERS_HOLD_MEMORY_MB"),
		},
	}
	return result, errors.Join(reader.problems...)
}

// environment reads variables and keeps what is wrong with them, so that all of it is told at once.
// An empty variable is one that is not set: an image may carry it empty.
type environment struct {
	lookUp   func(string) (string, bool)
	problems []error
}

func (e *environment) text(name, otherwise string) string {
	if value, ok := e.lookUp(name); ok && value != "" {
		return value
	}
	return otherwise
}

func (e *environment) flag(name string) bool {
	value, err := strconv.ParseBool(e.text(name, "false"))
	e.note(name, "true or false", err)
	return value
}

func (e *environment) duration(name string, otherwise time.Duration) time.Duration {
	value, err := time.ParseDuration(e.text(name, otherwise.String()))
	if err == nil && value < 0 {
		err = errors.New("it is negative")
	}
	e.note(name, "a duration such as 300ms or 5s", err)
	return value
}

func (e *environment) seconds(name string) time.Duration {
	value, err := strconv.ParseUint(e.text(name, "0"), 10, 31)
	e.note(name, "a whole number of seconds", err)
	return time.Duration(value) * time.Second
}

func (e *environment) mebibytes(name string) int {
	value, err := strconv.ParseUint(e.text(name, "0"), 10, 16)
	e.note(name, "a whole number of MiB below 65536", err)
	return int(value)
}

func (e *environment) share(name string) float64 {
	value, err := strconv.ParseFloat(e.text(name, "0"), 64)
	if err == nil && !(value >= 0 && value <= 1) {
		err = errors.New("it is out of range")
	}
	e.note(name, "a share between 0 and 1", err)
	return value
}

func (e *environment) note(name, expected string, err error) {
	if err != nil {
		e.problems = append(e.problems, fmt.Errorf("%s must be %s: %w", name, expected, err))
	}
}
