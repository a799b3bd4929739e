// What does a pod answer that speaks HTTP/1.1, HTTP/2, gRPC, events and WebSockets, without and with TLS?

package main

import (
	"bufio"
	"crypto/sha1"
	"crypto/tls"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"time"
)

func main() {
	routes := http.NewServeMux()
	routes.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintf(w, "%s over %s", r.URL.Path, r.Proto) })
	routes.HandleFunc("/absent", http.NotFound)
	routes.HandleFunc("/events", events)
	routes.HandleFunc("/live", webSocket)
	routes.HandleFunc("/grpc.health.v1.Health/Check", func(w http.ResponseWriter, r *http.Request) {
		if service := message(r); len(service) > 0 {
			reply(w, "5", nil)
		} else {
			reply(w, "0", []byte{0x08, 0x01})
		}
	})
	// An order's first field is what was asked for: the request itself.
	routes.HandleFunc("/orders.v1.Orders/Get", func(w http.ResponseWriter, r *http.Request) { reply(w, "0", message(r)) })

	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	protocols.SetHTTP2(true)
	protocols.SetUnencryptedHTTP2(true)
	certificate, err := tls.X509KeyPair([]byte(os.Getenv("TLS_CERT")), []byte(os.Getenv("TLS_KEY")))
	if err != nil {
		log.Fatal(err)
	}
	go silent(":8082")
	secured := &http.Server{Addr: ":8443", Handler: routes, Protocols: protocols,
		TLSConfig: &tls.Config{Certificates: []tls.Certificate{certificate}}}
	go func() { log.Fatal(secured.ListenAndServeTLS("", "")) }()
	log.Fatal((&http.Server{Addr: ":8080", Handler: routes, Protocols: protocols}).ListenAndServe())
}

// silent takes connections and never answers. What it was asked is told in the log.
func silent(address string) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	for {
		connection, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go func() {
			line, _ := bufio.NewReader(connection).ReadString('\n')
			log.Printf("asked %q", line)
			io.Copy(io.Discard, connection)
		}()
	}
}

func events(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	for id := 1; id <= 3; id++ {
		fmt.Fprintf(w, "id: %d\nevent: paid\ndata: {\"order\": \"o%d\"}\n\n", id, id)
		w.(http.Flusher).Flush()
		time.Sleep(10 * time.Millisecond)
	}
}

// webSocket sends each text back (RFC 6455); no more than 125 bytes.
func webSocket(w http.ResponseWriter, r *http.Request) {
	accept := sha1.Sum([]byte(r.Header.Get("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	connection, both, err := w.(http.Hijacker).Hijack()
	if err != nil {
		log.Print(err)
		return
	}
	defer connection.Close()
	fmt.Fprintf(both, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",
		base64.StdEncoding.EncodeToString(accept[:]))
	both.Flush()
	head := make([]byte, 6)
	for {
		if _, err := io.ReadFull(both, head); err != nil {
			return
		}
		text := make([]byte, head[1]&127)
		if _, err := io.ReadFull(both, text); err != nil {
			return
		}
		for index := range text {
			text[index] ^= head[2+index%4]
		}
		both.Write(append([]byte{head[0], byte(len(text))}, text...))
		both.Flush()
		if head[0]&15 == 8 {
			return
		}
	}
}

// message is the one of a unary call, behind the byte of its compression and its length.
func message(r *http.Request) []byte {
	body, _ := io.ReadAll(r.Body)
	if len(body) < 5 {
		return nil
	}
	return body[5:]
}

func reply(w http.ResponseWriter, code string, message []byte) {
	w.Header().Set("Content-Type", "application/grpc+proto")
	w.Header().Set("Trailer", "Grpc-Status")
	if code == "0" {
		w.Write(append(binary.BigEndian.AppendUint32([]byte{0}, uint32(len(message))), message...))
	}
	w.Header().Set("Grpc-Status", code)
}
