package process

import (
	"os"
	"runtime"
	"testing"
	"time"
)

func TestOurselves(t *testing.T) {
	before, err := CPU(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	for began := time.Now(); time.Since(began) < 50*time.Millisecond; { // of a core
	}
	for after := before; after <= before; {
		if after, err = CPU(os.Getpid()); err != nil {
			t.Fatal(err)
		}
	}
	idle, err := Memory(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	held := make([]byte, 64<<20)
	for i := range held {
		held[i] = 1
	}
	busy, err := Memory(os.Getpid())
	if runtime.KeepAlive(held); err != nil || busy-idle < 60<<10 {
		t.Errorf("64 MiB more are %d KiB, %v", busy-idle, err)
	}
}

func TestNobody(t *testing.T) {
	const none = 1 << 30 // more than Linux gives
	if _, err := CPU(none); err == nil {
		t.Error("a process that is not there used time")
	}
	if _, err := Memory(none); err == nil {
		t.Error("a process that is not there has memory")
	}
}
