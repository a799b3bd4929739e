package main

import (
	"bufio"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The test binary is the service, too, where it is asked to be: the process itself is what is tested here.
func TestMain(m *testing.M) {
	if os.Getenv("ORDERS_TEST_AS_SERVICE") != "" {
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

type process struct {
	*exec.Cmd
	address string
}

func start(t *testing.T, variables ...string) process {
	t.Helper()
	command := exec.Command(os.Args[0])
	command.Env = append(append(os.Environ(), "ORDERS_TEST_AS_SERVICE=1", "ORDERS_HTTP_PORT=0"), variables...)
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = command.Process.Kill() })
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		var line struct{ Msg, Address string }
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.Msg == "service listens" {
			_, port, _ := net.SplitHostPort(line.Address)
			go func() {
				for lines.Scan() { // Keeps the pipe empty.
				}
			}()
			return process{command, "127.0.0.1:" + port}
		}
	}
	return process{command, ""}
}

func (p process) exitCode() int {
	_ = p.Wait()
	return p.ProcessState.ExitCode()
}

func TestARequestInFlightIsAnsweredAndTheProcessEndsWithZero(t *testing.T) {
	service := start(t, "ORDERS_DRAIN=300ms")
	answer := make(chan string, 1)
	go func() {
		response, err := http.Get("http://" + service.address + "/slow?seconds=1")
		if err != nil {
			answer <- err.Error()
			return
		}
		response.Body.Close()
		answer <- response.Status
	}()
	waitFor(t, service.address, `http_requests_in_progress 1`)
	_ = service.Process.Signal(syscall.SIGTERM)

	waitForStatus(t, service.address, "/health/ready", 503)
	if response, err := http.Get("http://" + service.address + "/orders"); err != nil || response.StatusCode != 200 {
		t.Errorf("a new request while draining: %v", err)
	}
	if got := <-answer; got != "200 OK" {
		t.Errorf("the request in flight ended with %s", got)
	}
	if code := service.exitCode(); code != 0 {
		t.Errorf("the process ended with %d", code)
	}
}

func TestRequestsThatOutliveTheLimitEndTheProcessWithOne(t *testing.T) {
	service := start(t, "ORDERS_DRAIN=1ms", "ORDERS_SHUTDOWN_LIMIT=10ms")
	go func() { _, _ = http.Get("http://" + service.address + "/slow?seconds=20") }()
	waitFor(t, service.address, `http_requests_in_progress 1`)
	_ = service.Process.Signal(syscall.SIGTERM)
	if code := service.exitCode(); code != 1 {
		t.Errorf("the process ended with %d", code)
	}
}

func TestFaultsThatEndTheProcess(t *testing.T) {
	for variable, code := range map[string]int{"ORDERS_EXIT_AT_ONCE=true": 1, "ORDERS_CRASH_AFTER_SECONDS=1": 1, "ORDERS_ERROR_SHARE=2": 2} {
		if got := start(t, variable).exitCode(); got != code {
			t.Errorf("%s: the process ended with %d, not %d", variable, got, code)
		}
	}
}

func TestHealthcheckTellsALiveProcessFromNone(t *testing.T) {
	service := start(t)
	if err := checkHealth(service.address); err != nil {
		t.Error(err)
	}
	_ = service.Process.Kill()
	_ = service.Wait()
	if err := checkHealth(service.address); err == nil {
		t.Error("no process, and yet healthy")
	}
}

func waitFor(t *testing.T, address, metric string) {
	t.Helper()
	waitUntil(t, func() bool {
		response, err := http.Get("http://" + address + "/metrics")
		if err != nil {
			return false
		}
		defer response.Body.Close()
		for lines := bufio.NewScanner(response.Body); lines.Scan(); {
			if strings.HasPrefix(lines.Text(), metric) {
				return true
			}
		}
		return false
	})
}

func waitForStatus(t *testing.T, address, path string, status int) {
	t.Helper()
	waitUntil(t, func() bool {
		response, err := http.Get("http://" + address + path)
		if err != nil {
			return false
		}
		defer response.Body.Close()
		return response.StatusCode == status
	})
}

func waitUntil(t *testing.T, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if holds() {
			return
		}
	}
	t.Fatal("waited 10 s in vain")
}
