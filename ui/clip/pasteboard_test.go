//go:build unix

package clip

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
)

// fakeOsascript is a program in osascript's place: it notes its arguments and
// what it gets on stdin, and answers the set script with a change count.
const fakeOsascript = `#!/bin/sh
dir=$(dirname "$0")
[ "$1 $2 $3" = "-l JavaScript -e" ] || { echo "called as: $*" >>"$dir/wrong"; exit 1; }
case "$4" in
*readDataToEndOfFile*)
	[ $# = 6 ] && [ "$6" != 41 ] && { echo lost; exit; }
	cat >"$dir/stdin"; printf '%s\n' "$@" >>"$dir/args"; echo "$5" >>"$dir/marks"; echo $((41 + $# - 5)) ;;
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
	n := mustCopy(t, c, "ACCESS_1", Options{ClearAfter: time.Hour}).Number
	if !c.Replace(t.Context(), n, auth.NewSecret("ACCESS_1 ü")) {
		t.Error("not replaced at change count 41")
	}
	if c.Replace(t.Context(), n, auth.NewSecret("ACCESS_2")) {
		t.Error("replaced at change count 42, when 41 was there")
	}
	c.Clear()
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
	if read("cleared") != "42" {
		t.Errorf("cleared for change count %q, want 42", read("cleared"))
	}
	mustCopy(t, c, "ACCESS_3", Options{Unmarked: true})
	if got := read("marks"); got != "secret\nsecret\nunmarked\n" {
		t.Errorf("marks were %q", got)
	}
	if read("wrong") != "" {
		t.Error(read("wrong"))
	}
}
