package main

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func testHandler(t *testing.T, variables map[string]string) (http.Handler, *health) {
	t.Helper()
	settings, err := readSettings(func(name string) (string, bool) {
		value, ok := variables[name]
		return value, ok
	})
	if err != nil {
		t.Fatal(err)
	}
	health := newHealth(settings)
	return newHandler(settings, health, slog.New(slog.NewJSONHandler(io.Discard, nil))), health
}

func ask(handler http.Handler, method, path, body string) *httptest.ResponseRecorder {
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, httptest.NewRequest(method, path, strings.NewReader(body)))
	return recorder
}

func TestAnOrderIsCreatedAndFound(t *testing.T) {
	handler, _ := testHandler(t, nil)
	created := ask(handler, "POST", "/orders", `{"customer":"ada","items":[{"sku":"pen","quantity":3,"unitPriceCents":120}]}`)
	if created.Code != http.StatusCreated {
		t.Fatalf("POST answered %d: %s", created.Code, created.Body)
	}
	found := ask(handler, "GET", created.Header().Get("Location"), "")
	var order order
	if err := json.Unmarshal(found.Body.Bytes(), &order); err != nil || order.TotalCents != 360 {
		t.Fatalf("GET answered %d: %s", found.Code, found.Body)
	}
	if list := ask(handler, "GET", "/orders", ""); !strings.Contains(list.Body.String(), order.ID) {
		t.Fatalf("the list lacks the order: %s", list.Body)
	}
}

func TestWhatIsWrongIsAnsweredAsAProblem(t *testing.T) {
	handler, _ := testHandler(t, nil)
	for _, each := range []struct {
		name, method, path, body string
		status                   int
	}{
		{"no JSON", "POST", "/orders", "pen", 400},
		{"unknown field", "POST", "/orders", `{"client":"ada"}`, 400},
		{"two orders", "POST", "/orders", `{} {}`, 400},
		{"no items", "POST", "/orders", `{"customer":"ada","items":[]}`, 422},
		{"quantity 0", "POST", "/orders", `{"customer":"ada","items":[{"sku":"pen","quantity":0}]}`, 422},
		{"too large", "POST", "/orders", `{"customer":"` + strings.Repeat("a", mostBodyBytes) + `"}`, 413},
		{"unknown order", "GET", "/orders/nope", "", 404},
		{"unknown path", "GET", "/nope", "", 404},
		{"method", "DELETE", "/orders", "", 405},
		{"slow for how long?", "GET", "/slow?seconds=NaN", "", 400},
	} {
		t.Run(each.name, func(t *testing.T) {
			response := ask(handler, each.method, each.path, each.body)
			if response.Code != each.status || response.Header().Get("Content-Type") != "application/problem+json" {
				t.Errorf("answered %d %s: %s", response.Code, response.Header().Get("Content-Type"), response.Body)
			}
		})
	}
}

func TestEveryAnswerCarriesTheVersion(t *testing.T) {
	handler, _ := testHandler(t, map[string]string{"ORDERS_VERSION": "1.4.0"})
	for _, path := range []string{"/", "/orders", "/nope", "/metrics", "/health/live", "/health/ready", "/health/startup"} {
		if got := ask(handler, "GET", path, "").Header().Get("X-Deployment-Version"); got != "1.4.0" {
			t.Errorf("%s carries version %q", path, got)
		}
	}
}

func TestHealthKeepsItsThreeQuestionsApart(t *testing.T) {
	for _, each := range []struct {
		name                 string
		variables            map[string]string
		draining             bool
		live, started, ready int
	}{
		{"healthy", nil, false, 200, 200, 200},
		{"starting", map[string]string{"ORDERS_STARTUP": "1h"}, false, 200, 503, 503},
		{"never ready", map[string]string{"ORDERS_NEVER_READY": "true"}, false, 200, 200, 503},
		{"draining", nil, true, 200, 200, 503},
	} {
		t.Run(each.name, func(t *testing.T) {
			handler, health := testHandler(t, each.variables)
			if each.draining {
				health.startDraining()
			}
			for path, status := range map[string]int{"live": each.live, "startup": each.started, "ready": each.ready} {
				if got := ask(handler, "GET", "/health/"+path, "").Code; got != status {
					t.Errorf("/health/%s answered %d, not %d", path, got, status)
				}
			}
		})
	}
}

func TestADrainingServiceAnswersAndEndsItsConnections(t *testing.T) {
	handler, health := testHandler(t, nil)
	health.startDraining()
	response := ask(handler, "GET", "/orders", "")
	if response.Code != 200 || response.Header().Get("Connection") != "close" {
		t.Fatalf("answered %d with Connection %q", response.Code, response.Header().Get("Connection"))
	}
}

func TestTheShareOfErrorsIsExact(t *testing.T) {
	handler, _ := testHandler(t, map[string]string{"ORDERS_ERROR_SHARE": "0.1"})
	failed := 0
	for range 100 {
		if ask(handler, "GET", "/orders", "").Code == 500 {
			failed++
		}
	}
	if failed != 10 {
		t.Fatalf("%d of 100 failed", failed)
	}
	if code := ask(handler, "GET", "/health/ready", "").Code; code != 200 {
		t.Fatalf("the probe answered %d", code)
	}
}

func TestLatencyIsAdded(t *testing.T) {
	handler, _ := testHandler(t, map[string]string{"ORDERS_ADDED_LATENCY": "20ms"})
	started := time.Now()
	ask(handler, "GET", "/orders", "")
	if took := time.Since(started); took < 20*time.Millisecond {
		t.Fatalf("answered after %s", took)
	}
}

func TestMetricsCountRequestsByRouteAndStatus(t *testing.T) {
	handler, _ := testHandler(t, map[string]string{"ORDERS_VERSION": `1"0`})
	ask(handler, "GET", "/orders", "")
	ask(handler, "GET", "/orders/a", "")
	ask(handler, "GET", "/orders/b", "")
	ask(handler, "BREW", "/orders", "")
	ask(handler, "GET", "/health/ready", "")
	text := ask(handler, "GET", "/metrics", "").Body.String()
	for _, line := range []string{
		`orders_build_info{version="1\"0"} 1`,
		`http_requests_in_progress 0`,
		`http_requests_total{method="GET",path="/orders",status="200"} 1`,
		`http_requests_total{method="GET",path="/orders/{id}",status="404"} 2`,
		`http_requests_total{method="other",path="/orders",status="405"} 1`,
		`http_request_duration_seconds_bucket{method="GET",path="/orders/{id}",le="+Inf"} 2`,
		`http_request_duration_seconds_count{method="GET",path="/orders/{id}"} 2`,
	} {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("lacks %s", line)
		}
	}
	if strings.Contains(text, "/health") {
		t.Error("counts probes")
	}
	if t.Failed() {
		t.Log(text)
	}
}

func TestAHistogramIsCumulative(t *testing.T) {
	series := histogram{buckets: make([]uint64, len(bucketBounds))}
	for _, seconds := range []float64{0.001, 0.005, 0.3, 60} {
		series.observe(seconds)
	}
	var text strings.Builder
	series.write(&text, `path="/"`)
	for _, line := range []string{
		`_bucket{path="/",le="0.005"} 2`, `_bucket{path="/",le="0.5"} 3`, `_bucket{path="/",le="10"} 3`, `_bucket{path="/",le="+Inf"} 4`,
	} {
		if !strings.Contains(text.String(), line+"\n") {
			t.Errorf("lacks %s:\n%s", line, text.String())
		}
	}
}

func TestWrongSettingsAreAllTold(t *testing.T) {
	variables := map[string]string{"ORDERS_ERROR_SHARE": "2", "ORDERS_DRAIN": "-1s", "ORDERS_NEVER_READY": "perhaps", "ORDERS_CRASH_AFTER_SECONDS": ""}
	_, err := readSettings(func(name string) (string, bool) {
		value, ok := variables[name]
		return value, ok
	})
	for _, name := range []string{"ORDERS_ERROR_SHARE", "ORDERS_DRAIN", "ORDERS_NEVER_READY"} {
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s is not told: %v", name, err)
		}
	}
	if err != nil && strings.Contains(err.Error(), "CRASH") {
		t.Errorf("an empty variable is told: %v", err)
	}
}
