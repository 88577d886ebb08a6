package e2e

import (
	"encoding/base64"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// spy reads the arguments and environments of all processes again and again.
type spy struct {
	stop chan struct{}
	done sync.WaitGroup
	seen map[string]bool // read after done
}

func startSpy(t *testing.T) *spy {
	t.Helper()
	s := &spy{stop: make(chan struct{}), seen: map[string]bool{}}
	s.done.Go(func() { // ends with check or with the test
		tick := time.NewTicker(3 * time.Millisecond)
		defer tick.Stop()
		for {
			s.look()
			select {
			case <-s.stop:
				return
			case <-tick.C:
			}
		}
	})
	t.Cleanup(s.end)
	return s
}

func (s *spy) end() {
	select {
	case <-s.stop:
	default:
		close(s.stop)
	}
	s.done.Wait()
}

func (s *spy) look() {
	dirs, _ := filepath.Glob("/proc/[0-9]*") // the pattern is well-formed
	for _, dir := range dirs {
		for _, name := range []string{"cmdline", "environ"} {
			if text, err := os.ReadFile(filepath.Join(dir, name)); err == nil && len(text) > 0 { // else it has ended
				s.seen[string(text)] = true
			}
		}
	}
}

// check ends the spying: it must have seen the box's processes, and no secret.
func (s *spy) check(t *testing.T, b *box, secrets []string) {
	t.Helper()
	s.end()
	sawBox := false
	for text := range s.seen {
		sawBox = sawBox || strings.Contains(text, b.home)
		for _, secret := range secrets {
			if holds(text, secret) {
				t.Errorf("a secret is in the arguments or environment of a process: %q…", firstWord(text))
			}
		}
	}
	if !sawBox {
		t.Error("no process of the program was seen at all")
	}
}

func firstWord(text string) string {
	word, _, _ := strings.Cut(text, "\x00")
	return word[:min(len(word), 80)]
}

// holds looks for a secret as it is, URL-encoded and in base64.
func holds(text, secret string) bool {
	return strings.Contains(text, secret) || strings.Contains(text, url.QueryEscape(secret)) ||
		strings.Contains(text, base64.StdEncoding.EncodeToString([]byte(secret)))
}

// checkFiles looks for the secrets in every file that the box left.
func (b *box) checkFiles(secrets []string) {
	b.t.Helper()
	files := 0
	for _, dir := range []string{b.home, b.tmp} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return err
			}
			text, err := os.ReadFile(path)
			files++
			for _, secret := range secrets {
				if holds(string(text), secret) {
					b.t.Errorf("%s holds a secret", path)
				}
			}
			return err
		})
		if err != nil {
			b.t.Error(err)
		}
	}
	if files == 0 {
		b.t.Error("the program left no file at all")
	}
}
