package crash

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const secret = "SECRET-TOKEN-7"

// stumble panics with a secret among its arguments and in its value.
func stumble(how string) {
	switch how {
	case "text":
		panic("bad token " + secret)
	case "error":
		panic(fmt.Errorf("bad token %s", secret))
	}
	none := make([]string, len(how))
	none[len(secret)] = how
}

func TestCrashFileTellsWhereAndNothingElse(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state")
	Keep(dir, "1.2.3")
	defer here.Store(nil)
	for _, how := range []string{"text", "error", "runtime"} {
		if Task("renewal", func() { stumble(how) }) {
			t.Errorf("%s: it came to its end", how)
		}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		Guard("renewal", func() { stumble("text") })()
	}()
	<-done // and the program lives
	if !Task("renewal", func() {}) {
		t.Error("a task without a panic did not come to its end")
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	if len(files) != 4 {
		t.Fatalf("%d files", len(files))
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		info, _ := os.Stat(file)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v, mode %v", err, info.Mode())
		}
		text := string(b)
		for _, want := range []string{"Authfob 1.2.3", "task: renewal", "crash.stumble\n", "crash_test.go:"} {
			if !strings.Contains(text, want) {
				t.Errorf("nothing says %q:\n%s", want, text)
			}
		}
		if strings.Contains(text, secret) || strings.Contains(text, "0x") {
			t.Errorf("it holds a value:\n%s", text)
		}
	}
	if info, err := os.Stat(dir); err != nil || info.Mode() != fs.ModeDir|0o700 {
		t.Errorf("the folder: %v, %v", info.Mode(), err)
	}
}

func TestCrashFilesAreFew(t *testing.T) {
	dir := t.TempDir()
	Keep(dir, "0")
	defer here.Store(nil)
	other := filepath.Join(dir, "settings.json")
	if err := os.WriteFile(other, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for i := range 12 {
		Task(fmt.Sprint("task ", i), func() { stumble("text") })
	}
	files, _ := filepath.Glob(filepath.Join(dir, prefix+"*"))
	b, err := os.ReadFile(files[len(files)-1])
	if len(files) != kept || err != nil || !strings.Contains(string(b), "task 11") {
		t.Errorf("%d files, the last: %s, %v", len(files), b, err)
	}
	if _, err := os.Stat(other); err != nil {
		t.Error(err)
	}
}
