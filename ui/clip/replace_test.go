package clip

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/authfob/authfob/auth"
)

func TestReplaceKeepsTheTimeAndTellsNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &board{}
		c := with(b.open)
		defer c.Close()
		s := mustCopy(t, c, "ACCESS_1", Options{ClearAfter: time.Hour})
		changed, gone := c.Changed(), c.Gone(s.Number)
		time.Sleep(59 * time.Minute)
		if !c.Replace(t.Context(), s.Number, auth.NewSecret("ACCESS_2")) || b.content() != "ACCESS_2" || c.State() != s {
			t.Errorf("holds %q, %+v", b.content(), c.State())
		}
		select {
		case <-changed:
			t.Error("somebody was told")
		case <-gone:
			t.Error("gone too early")
		default:
		}
		time.Sleep(time.Minute)
		<-gone
		if b.content() != "" || c.Replace(t.Context(), s.Number, auth.NewSecret("ACCESS_3")) || b.content() != "" {
			t.Errorf("after its time: %q", b.content())
		}
	})
}

func TestReplaceLeavesWhatIsNotThatCopy(t *testing.T) {
	b := &board{}
	c := with(b.open)
	first := mustCopy(t, c, "ACCESS_1", Options{})
	second := mustCopy(t, c, "OTHER_1", Options{})
	<-c.Gone(first.Number)
	replace := func(number int) bool { return c.Replace(t.Context(), number, auth.NewSecret("ACCESS_2")) }
	if replace(first.Number) || b.content() != "OTHER_1" {
		t.Errorf("an earlier copy: %q", b.content())
	}
	b.take(&piece{b: b, value: "theirs"})
	if replace(second.Number) || b.content() != "theirs" {
		t.Errorf("another program's: %q", b.content())
	}
	c.Close()
	if replace(second.Number) {
		t.Error("replaced after the end")
	}
}
