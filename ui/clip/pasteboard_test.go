//go:build unix

package clip

import (
	"os"
	"strings"
	"testing"
	"time"
)

// fakeOsascript is a program in osascript's place: it notes its arguments and
// what it gets on stdin, and answers the set script with a change count.
const fakeOsascript = `#!/bin/sh
dir=$(dirname "$0")
[ "$1 $2 $3" = "-l JavaScript -e" ] || { echo "called as: $*" >>"$dir/wrong"; exit 1; }
case "$4" in
*readDataToEndOfFile*) cat >"$dir/stdin"; printf '%s\n' "$@" >>"$dir/args"; echo 41 ;;
*clearContents*) [ $# = 5 ] && printf '%s' "$5" >"$dir/cleared" ;;
*) echo "unknown script" >>"$dir/wrong"; exit 1 ;;
esac
`

func TestPasteboard(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/osascript", []byte(fakeOsascript), 0o700); err != nil {
		t.Fatal(err)
	}
	c := opened(t, func() (backend, error) { return pasteboard{dir + "/osascript"}, nil })
	mustCopy(t, c, "ACCESS_1 ü", Options{ClearAfter: 50 * time.Millisecond})
	awaitPhase(t, c, Cleared)
	read := func(name string) string {
		b, _ := os.ReadFile(dir + "/" + name)
		return string(b)
	}
	if got := read("stdin"); got != "ACCESS_1 ü" {
		t.Errorf("stdin was %q", got)
	}
	if strings.Contains(read("args"), "ACCESS") || !strings.Contains(read("args"), "org.nspasteboard.ConcealedType") {
		t.Errorf("arguments were %q", read("args"))
	}
	if read("cleared") != "41" {
		t.Errorf("cleared for change count %q, want 41", read("cleared"))
	}
	if read("wrong") != "" {
		t.Error(read("wrong"))
	}
}
