package hostile

import (
	"context"
	"errors"
	"flag"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"

	"github.com/authfob/authfob/auth"
)

var soak = flag.Bool("soak", false, "renew 10,000 times and cancel 1,000 sign-ins, instead of a few")

// TestSoak renews and cancels sign-ins again and again: goroutines, descriptors
// and memory stay as they are. (requirement 101)
func TestSoak(t *testing.T) {
	renewals, signIns := 100, 20
	if *soak {
		renewals, signIns = 10_000, 1_000
	}
	s := newStage(t, Row{})
	s.begin()
	round := func(renewals, signIns int) {
		for range renewals {
			if _, err := s.renew(); err != nil {
				t.Fatal(err)
			}
		}
		for range signIns {
			ctx, cancel := context.WithCancel(t.Context())
			err := s.agent.SignIn(ctx, s.id, auth.Prompt{OpenURL: func(string) error { cancel(); return nil }})
			if cancel(); !errors.Is(err, context.Canceled) {
				t.Fatalf("a sign-in that was cancelled: %v", err)
			}
		}
		s.shown = nil
	}
	round(20, 5) // what is made once
	goroutines, files, heap := standing(t)
	round(renewals, signIns)
	settled(t, goroutines+5)
	_, filesNow, heapNow := standing(t)
	if filesNow > files+5 || heapNow > heap+20<<20 {
		t.Errorf("%d descriptors and %d KiB before, %d and %d KiB after", files, heap>>10, filesNow, heapNow>>10)
	}
}

// standing counts goroutines, open files and the bytes of the heap in use.
func standing(t *testing.T) (goroutines, files int, heap uint64) {
	t.Helper()
	open, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	debug.FreeOSMemory()
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return runtime.NumGoroutine(), len(open), sample[0].Value.Uint64()
}
