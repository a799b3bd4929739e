// Which orders are there?
package main

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

const (
	// Orders live in memory; the oldest make room.
	mostOrders    = 1000
	mostBodyBytes = 64 << 10
)

type item struct {
	SKU            string `json:"sku"`
	Quantity       int    `json:"quantity"`
	UnitPriceCents int    `json:"unitPriceCents"`
}

type newOrder struct {
	Customer string `json:"customer"`
	Items    []item `json:"items"`
}

type order struct {
	ID         string    `json:"id"`
	Customer   string    `json:"customer"`
	Items      []item    `json:"items"`
	TotalCents int       `json:"totalCents"`
	CreatedAt  time.Time `json:"createdAt"`
}

type orderBook struct {
	mutex  sync.RWMutex
	orders []order // oldest first
}

func (b *orderBook) register(mux *http.ServeMux) {
	mux.HandleFunc("GET /orders", b.list)
	mux.HandleFunc("POST /orders", b.create)
	mux.HandleFunc("GET /orders/{id}", b.get)
	mux.HandleFunc("/orders", methodNotAllowed("GET, HEAD, POST"))
	mux.HandleFunc("/orders/{id}", methodNotAllowed("GET, HEAD"))
}

func (b *orderBook) list(w http.ResponseWriter, _ *http.Request) {
	b.mutex.RLock()
	defer b.mutex.RUnlock()
	writeJSON(w, http.StatusOK, map[string]any{"orders": append([]order{}, b.orders...)})
}

func (b *orderBook) create(w http.ResponseWriter, r *http.Request) {
	wanted, err := readOrder(http.MaxBytesReader(w, r.Body, mostBodyBytes))
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
		writeProblem(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("An order has at most %d bytes.", mostBodyBytes))
		return
	}
	if err != nil {
		writeProblem(w, http.StatusBadRequest, err.Error())
		return
	}
	if problem := wanted.problem(); problem != "" {
		writeProblem(w, http.StatusUnprocessableEntity, problem)
		return
	}
	created := b.add(wanted)
	w.Header().Set("Location", "/orders/"+created.ID)
	writeJSON(w, http.StatusCreated, created)
}

func (b *orderBook) get(w http.ResponseWriter, r *http.Request) {
	b.mutex.RLock()
	defer b.mutex.RUnlock()
	for _, candidate := range b.orders {
		if candidate.ID == r.PathValue("id") {
			writeJSON(w, http.StatusOK, candidate)
			return
		}
	}
	writeProblem(w, http.StatusNotFound, fmt.Sprintf("There is no order %q.", r.PathValue("id")))
}

func (b *orderBook) add(wanted newOrder) order {
	created := order{
		ID:        strings.ToLower(rand.Text()),
		Customer:  wanted.Customer,
		Items:     wanted.Items,
		CreatedAt: time.Now().UTC(),
	}
	for _, each := range wanted.Items {
		created.TotalCents += each.Quantity * each.UnitPriceCents
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.orders = append(b.orders, created)
	if len(b.orders) > mostOrders {
		b.orders = b.orders[1:]
	}
	return created
}

func readOrder(body io.Reader) (newOrder, error) {
	var wanted newOrder
	decoder := json.NewDecoder(body)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&wanted); err != nil {
		return newOrder{}, fmt.Errorf("the body is not an order: %w", err)
	}
	if decoder.More() {
		return newOrder{}, errors.New("the body holds more than one order")
	}
	return wanted, nil
}

func (o newOrder) problem() string {
	switch {
	case o.Customer == "":
		return "customer is missing."
	case len(o.Items) == 0:
		return "items is empty."
	}
	for place, each := range o.Items {
		switch {
		case each.SKU == "":
			return fmt.Sprintf("items[%d].sku is missing.", place)
		case each.Quantity < 1 || each.Quantity > 1000:
			return fmt.Sprintf("items[%d].quantity must be between 1 and 1000.", place)
		case each.UnitPriceCents < 0 || each.UnitPriceCents > 100_000_000:
			return fmt.Sprintf("items[%d].unitPriceCents must be between 0 and 100000000.", place)
		}
	}
	return ""
}
