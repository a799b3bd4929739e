// How does the service start, and how does it end?
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"
)

// version is what the build put in: -ldflags "-X main.version=1.4.0". ORDERS_VERSION overrides it.
var version = "dev"

func main() {
	logger := slog.New(slog.NewJSONHandler(os.Stdout, nil))
	settings, err := readSettings(os.LookupEnv)
	if err != nil {
		logger.Error("settings are wrong", "error", err.Error())
		os.Exit(2)
	}
	if len(os.Args) > 1 {
		os.Exit(runCommand(os.Args[1], settings))
	}
	logger = logger.With("version", settings.version)
	if err := serve(settings, logger); err != nil {
		logger.Error("service ended", "error", err.Error())
		os.Exit(1)
	}
	logger.Info("service ended")
}

// runCommand is what `orders healthcheck` and `orders version` do; the image has no shell and no curl.
func runCommand(name string, settings settings) int {
	switch name {
	case "healthcheck":
		if err := checkHealth(net.JoinHostPort("127.0.0.1", settings.port)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		return 0
	case "version":
		fmt.Println(settings.version)
		return 0
	default:
		fmt.Fprintf(os.Stderr, "unknown command %q: orders [healthcheck|version]\n", name)
		return 2
	}
}

// serve answers until SIGTERM or SIGINT, then leaves in an order that drops no request.
func serve(settings settings, logger *slog.Logger) error {
	if settings.faults.printAtStart != "" {
		fmt.Println(settings.faults.printAtStart)
	}
	defer runtime.KeepAlive(settings.faults.hold())
	if settings.faults.exitAtOnce {
		return errors.New("ORDERS_EXIT_AT_ONCE is set")
	}

	// The requests must not inherit this context: it ends with the signal, they may not.
	signalled, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()

	health := newHealth(settings)
	server := &http.Server{
		Handler:           newHandler(settings, health, logger),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		IdleTimeout:       60 * time.Second,
		ErrorLog:          slog.NewLogLogger(logger.Handler(), slog.LevelWarn),
	}
	listener, err := net.Listen("tcp", net.JoinHostPort("", settings.port))
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	logger.Info("service listens", "address", listener.Addr().String())

	select {
	case err := <-ended:
		return fmt.Errorf("serving: %w", err)
	case <-settings.faults.crash():
		return errors.New("ORDERS_CRASH_AFTER_SECONDS has passed")
	case <-signalled.Done():
		stop() // A second signal ends the process at once.
	}
	return leave(server, health, settings, logger)
}

// leave says "not ready" first and keeps answering, for as long as load balancers need to notice;
// only then it stops listening and waits for the requests that are still in flight.
func leave(server *http.Server, health *health, settings settings, logger *slog.Logger) error {
	health.startDraining()
	logger.Info("service drains", "for", settings.drain.String())
	time.Sleep(settings.drain)

	deadline, cancel := context.WithTimeout(context.Background(), settings.shutdownLimit)
	defer cancel()
	if err := server.Shutdown(deadline); err != nil {
		return fmt.Errorf("requests were still in flight after %s: %w", settings.shutdownLimit, err)
	}
	return nil
}
