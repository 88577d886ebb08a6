package hostile

import (
	"runtime"
	"runtime/metrics"
	"testing"
	"time"
)

// settled waits for the goroutines of a test to be gone.
func settled(t *testing.T, before int) {
	t.Helper()
	deadline := time.Now().Add(10 * time.Second)
	for runtime.NumGoroutine() > before {
		if time.Now().After(deadline) {
			stacks := make([]byte, 1<<20)
			t.Fatalf("%d goroutines before, %d after:\n%s", before, runtime.NumGoroutine(), stacks[:runtime.Stack(stacks, true)])
		}
		runtime.Gosched()
	}
}

// TestBombs runs the rows that want to fill the memory, one at a time, and
// watches how much server and client take together. (requirement 18)
func TestBombs(t *testing.T) {
	bombBlock()
	for _, row := range chosen() {
		if !row.Bomb {
			continue
		}
		t.Run(row.Name(), func(t *testing.T) {
			peak := watchHeap(t)
			play(t, row)
			if grown := peak(); grown > 64<<20 {
				t.Errorf("the heap grew by %d MiB", grown>>20)
			}
		})
	}
}

// watchHeap looks at the heap all the time; the function it returns ends that
// and says by how much it grew.
func watchHeap(t *testing.T) func() uint64 {
	t.Helper()
	runtime.GC()
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	read := func() uint64 { metrics.Read(sample); return sample[0].Value.Uint64() }
	start := read()
	peak, stop, stopped := start, make(chan struct{}), make(chan struct{})
	go func() { // the function returned waits for it
		defer close(stopped)
		tick := time.NewTicker(time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				peak = max(peak, read())
			}
		}
	}()
	return func() uint64 {
		close(stop)
		<-stopped
		return peak - start
	}
}
