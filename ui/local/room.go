package local

import (
	"net"
	"slices"
	"sync"
)

// maxConns is how many connections are open at once. (requirement 80)
const maxConns = 64

// room counts connections. When it is full, the oldest one that has not said
// anything makes room, so that idle connections shut nobody out.
type room struct {
	mu    sync.Mutex
	open  int        // all that are inside
	quiet []net.Conn // those of them that said nothing yet, oldest first
}

// enter lets conn in, or reports that 64 requests are being worked on.
func (r *room) enter(conn net.Conn) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.open == maxConns {
		if len(r.quiet) == 0 {
			return false
		}
		_ = r.quiet[0].Close()
		r.quiet = slices.Delete(r.quiet, 0, 1)
		r.open--
	}
	r.open++
	r.quiet = append(r.quiet, conn)
	return true
}

// spoke takes conn off the quiet ones; false when it had to make room, and is
// not inside any more.
func (r *room) spoke(conn net.Conn) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	i := slices.Index(r.quiet, conn)
	if i < 0 {
		return false
	}
	r.quiet = slices.Delete(r.quiet, i, i+1)
	return true
}

// leave is called once for each connection that spoke.
func (r *room) leave() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.open--
}
