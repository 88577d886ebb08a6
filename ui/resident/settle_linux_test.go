package resident

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCleanMappings(t *testing.T) {
	var smaps strings.Builder
	for _, m := range []struct{ header, anonymous string }{
		{"00400000-009dd000 r-xp 00000000 00:1e 5  /opt/my programs/authfob", "0"},
		{"009dd000-01044000 r--p 00000000 00:1e 5  /opt/my programs/authfob", "0"},
		{"01044000-01050000 r--p 00000000 00:1e 5  /opt/my programs/authfob", "8"}, // relocated
		{"01050000-010a9000 rw-p 00000000 00:1e 5  /opt/my programs/authfob", "0"},
		{"7f0000000000-7f0000001000 r-xp 00000000 00:1e 6  /lib/authfob", "0"},
		{"7f0000002000-7f0000003000 r--p 00000000 00:00 0", "0"},
	} {
		fmt.Fprintf(&smaps, "%s\nRss:  12 kB\nAnonymous:  %s kB\nVmFlags: rd ex\n", m.header, m.anonymous)
	}
	want := pages{{0x400000, 0x9dd000}, {0x9dd000, 0x1044000}}
	if d := cmp.Diff(want, clean(strings.NewReader(smaps.String()), "/opt/my programs/authfob"), cmp.AllowUnexported(span{})); d != "" {
		t.Error(d)
	}
}

// TestProgramIsGivenBack: this program goes on without its pages.
func TestProgramIsGivenBack(t *testing.T) {
	before := mappedOfFiles(t)
	programPages().giveBack()
	if after := mappedOfFiles(t); after > before/2 {
		t.Errorf("%d kB of files are mapped, before %d", after, before)
	}
}

// mappedOfFiles is what this process has of files in its memory, in kB.
func mappedOfFiles(t *testing.T) (kB int) {
	t.Helper()
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(b), "RssFile:")
	if _, err := fmt.Sscan(rest, &kB); err != nil {
		t.Fatal(err)
	}
	return kB
}
