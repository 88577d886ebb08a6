package hostile

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// What cannot be written as text: silence, floods, broken connections.

func stall(s *Server, _ http.ResponseWriter, r *http.Request, _ string) {
	select {
	case <-s.closing:
	case <-r.Context().Done():
	}
}

// stallAfter sends a part of the right answer, as said, and then nothing.
func stallAfter(head string) func(*Server, http.ResponseWriter, *http.Request, string) {
	return func(s *Server, w http.ResponseWriter, _ *http.Request, good string) {
		conn := hijack(w)
		if conn == nil {
			return
		}
		defer conn.Close()
		_, _ = io.WriteString(conn, head+good[:min(len(good), 40)])
		<-s.closing
	}
}

// slow sends the right answer, but not at once.
func slow(s *Server, w http.ResponseWriter, _ *http.Request, good string) {
	timer := time.NewTimer(300 * time.Millisecond)
	defer timer.Stop()
	select {
	case <-s.closing:
	case <-timer.C:
		_, _ = io.WriteString(w, good)
	}
}

// trickle sends one byte now and then.
func trickle(head string) func(*Server, http.ResponseWriter, *http.Request, string) {
	return func(s *Server, w http.ResponseWriter, _ *http.Request, _ string) {
		conn := hijack(w)
		if conn == nil {
			return
		}
		defer conn.Close()
		_, _ = io.WriteString(conn, head)
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-s.closing:
				return
			case <-tick.C:
				if _, err := io.WriteString(conn, "x"); err != nil {
					return
				}
			}
		}
	}
}

// flood writes head, and then the text for ever.
func flood(head, text string) func(*Server, http.ResponseWriter, *http.Request, string) {
	block := []byte(text)
	return func(s *Server, w http.ResponseWriter, _ *http.Request, _ string) {
		conn := hijack(w)
		if conn == nil {
			return
		}
		defer conn.Close()
		_, err := io.WriteString(conn, head)
		for err == nil {
			_, err = conn.Write(block)
		}
	}
}

// breakOff resets the connection after a part of the answer.
func breakOff(head string) func(*Server, http.ResponseWriter, *http.Request, string) {
	return func(_ *Server, w http.ResponseWriter, _ *http.Request, good string) {
		conn := hijack(w)
		if conn == nil {
			return
		}
		_, _ = io.WriteString(conn, strings.ReplaceAll(head, "{half}", good[:len(good)/2]))
		reset(conn)
	}
}

// abort breaks off in the middle of the answer: over HTTP/2 by a reset of the
// stream, with the connection left as it is. (RFC 9113 5.4.2)
func abort(_ *Server, w http.ResponseWriter, _ *http.Request, good string) {
	_, _ = io.WriteString(w, good[:len(good)/2])
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}

// chunks sends the right answer in chunks of size bytes, as they are written on
// the wire: ext stands behind each length, end in place of the last chunk.
func chunks(size int, ext, end string) func(*Server, http.ResponseWriter, *http.Request, string) {
	return func(_ *Server, w http.ResponseWriter, _ *http.Request, good string) {
		conn := hijack(w)
		if conn == nil {
			return
		}
		defer conn.Close()
		var b strings.Builder
		b.WriteString(okHead + "Transfer-Encoding: chunked\r\n\r\n")
		for chunk := range slices.Chunk([]byte(good), size) {
			fmt.Fprintf(&b, "%x%s\r\n%s\r\n", len(chunk), ext, chunk)
		}
		_, _ = io.WriteString(conn, b.String()+end)
	}
}

const okHead = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

var bombBlock = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	_, _ = z.Write(bytes.Repeat([]byte(" "), 8<<20))
	_ = z.Close()
	return b.Bytes()
})

// gzipBomb unpacks to 4 GiB.
func gzipBomb(_ *Server, w http.ResponseWriter, _ *http.Request, _ string) {
	w.Header().Set("Content-Encoding", "gzip")
	w.Header().Set("Content-Type", "application/json")
	for range 512 {
		if _, err := w.Write(bombBlock()); err != nil {
			return
		}
	}
}

// zipped sends the right answer, packed; keep says how much of it, in percent.
func zipped(keep int) func(*Server, http.ResponseWriter, *http.Request, string) {
	return packed("gzip", keep, "")
}

// packed calls the packing as it likes, and puts more behind it.
func packed(coding string, keep int, more string) func(*Server, http.ResponseWriter, *http.Request, string) {
	return func(_ *Server, w http.ResponseWriter, _ *http.Request, good string) {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = io.WriteString(z, good)
		_ = z.Close()
		w.Header().Set("Content-Encoding", coding)
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(append(b.Bytes()[:b.Len()*keep/100], more...))
	}
}
