package hostile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
)

// answer gives the right answer at a place, or does what the row says there.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, p Place, good string, fill []string) {
	act, _ := s.armed(p)
	s.act(w, r, act, good, fill)
}

func (s *Server) act(w http.ResponseWriter, r *http.Request, act Act, good string, fill []string) {
	patched := act.Set != nil || act.First != "" || act.Last != ""
	if patched {
		good = s.fill(patch(good, act), fill...)
	}
	fill = append(fill, "{good}", good, "{length}", strconv.Itoa(len(good)))
	switch {
	case act.Do != nil:
		act.Do(s, w, r, good)
		return
	case act.Raw != "":
		s.raw(w, s.fill(act.Raw, fill...))
		return
	case act.Body != "" || act.Status != 0 && !patched:
		good = s.fill(act.Body, fill...)
	}
	w.Header().Set("Content-Type", "application/json")
	for _, line := range act.Headers {
		name, value, _ := strings.Cut(s.fill(line, fill...), ": ")
		if w.Header().Get(name) != "" && name != "Set-Cookie" {
			w.Header().Del(name)
		}
		w.Header().Add(name, value)
	}
	if act.Status != 0 {
		w.WriteHeader(act.Status)
	}
	_, _ = w.Write([]byte(good))
}

// same is an Act that gives the right answer with headers or a status of its own.
func same(status int, headers ...string) Act {
	return Act{Status: status, Headers: headers, Body: "{good}"}
}

// patch changes members of a JSON object, keeping the order of the rest.
func patch(good string, act Act) string {
	var members map[string]json.RawMessage
	if err := json.Unmarshal([]byte(good), &members); err != nil {
		return good
	}
	for name, raw := range act.Set {
		delete(members, name)
		if raw != "-" {
			members[name] = json.RawMessage(raw)
		}
	}
	var b bytes.Buffer
	b.WriteString("{" + act.First)
	between := act.First != ""
	for _, name := range sortedKeys(members) {
		if between {
			b.WriteByte(',')
		}
		between = true
		fmt.Fprintf(&b, "%q:%s", name, members[name])
	}
	b.WriteString(act.Last + "}")
	return b.String()
}

// hijack takes the connection; nil when it is gone already.
func hijack(w http.ResponseWriter) net.Conn {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return nil
	}
	return conn
}

func (s *Server) raw(w http.ResponseWriter, text string) {
	conn := hijack(w)
	if conn == nil {
		return
	}
	defer conn.Close()
	_, _ = conn.Write([]byte(text))
}
