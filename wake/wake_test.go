package wake

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

func TestChangesInQuickSuccessionAreTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		changes, told := make(chan struct{}, 1), 0
		done := make(chan struct{})
		go func() { defer close(done); gather(ctx, changes, func() { told++ }) }() // ends with ctx
		time.Sleep(time.Hour)
		for range 20 {
			changes <- struct{}{}
			time.Sleep(10 * time.Millisecond)
		}
		time.Sleep(time.Minute)
		changes <- struct{}{}
		time.Sleep(2 * time.Second)
		cancel()
		<-done
		if told != 2 {
			t.Errorf("told %d times of two changes", told)
		}
	})
}

func TestWatchEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	Watch(ctx, func() { t.Error("told of nothing") })
}
