package open

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// recorder is a browser that only notes what it was given.
type recorder struct{ calls [][]string }

func (r *recorder) opener(command string) Opener {
	return Opener{
		Command: command,
		system:  func(url string) error { r.calls = append(r.calls, []string{url}); return nil },
		run: func(name string, args ...string) error {
			r.calls = append(r.calls, append([]string{name}, args...))
			return nil
		},
	}
}

// TestHostile: none of these reaches a program. (requirement 7)
func TestHostile(t *testing.T) {
	long := "https://a.example/?" + strings.Repeat("x", 8<<10)
	for _, raw := range []string{
		"", " ", "a", "-a", "--version", "example.com", "//example.com/", "/etc/passwd", "https:", "https://",
		"https:///path", "https:example.com", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x",
		"smb://a/b", "ms-settings:", "search-ms:query=x", "vbscript:x", "ftp://a.example/", "HTTP://a.example/",
		"http://a.example/", "http://localhost/", "http://10.0.0.1/", "https://user:pw@a.example/", "https://a@b.example/",
		"https://a.example/ --new-window", "https://a.example/\n", "https://a.example/\x00", "https://a.example/\x1b[2J",
		"https://a.example/`id`", `https://a.example/"&calc`, `https://a.example\@b.example/`, "https://a.example/|id",
		"https://a.example/<x>", "https://a.example/{x}", "https://a.example/^x", "https://а.example/", "https://a.example/é",
		"https://a.example/#`id`", "https://a.example/##", "https://a.example/#a b", "https://a.example/%", "https://a.example/?a=%zz",
		"https://a.example/#%4", "https://-a.example/", "https://a$b.example/", "https://a'b.example/", "https://a;b.example/",
		"https://a%20b.example/", "https://[::1", "https://a.example:x/", "https://a.example/\u202e", "https://a.example/\u200b", long,
	} {
		var r recorder
		for _, command := range []string{"", "firefox"} {
			if err := r.opener(command).URL(raw); err == nil {
				t.Errorf("%.60q was opened", raw)
			} else if strings.ContainsAny(err.Error(), "\n\x00\x1b") {
				t.Errorf("the error shows what it refuses: %q", err)
			}
		}
		if len(r.calls) != 0 {
			t.Errorf("%.60q: calls %q", raw, r.calls)
		}
	}
}

func TestGood(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{"https://a.example", "https://a.example"},
		{"https://a.example:8443/x/?", "https://a.example:8443/x/?"},
		{"http://127.0.0.1:8080/cb?state=x", "http://127.0.0.1:8080/cb?state=x"},
		{"https://[::1]/", "https://[::1]/"},
		{"https://a.example/au%2Fth?a=b&c=d%20e+f", "https://a.example/au%2Fth?a=b&c=d%20e+f"},
		{"https://a.example/?q=$(id);'x'!*[1]", "https://a.example/?q=%24%28id%29%3B%27x%27%21%2A%5B1%5D"},
		{"https://a.example/$x;y'z", "https://a.example/%24x%3By%27z"},
		{"https://a.example/#/sign-in?x=$y", "https://a.example/#/sign-in?x=%24y"},
	} {
		var r recorder
		if err := r.opener("").URL(c.raw); err != nil {
			t.Errorf("%s: %v", c.raw, err)
		}
		if diff := cmp.Diff([][]string{{c.want}}, r.calls); diff != "" {
			t.Errorf("%s: %s", c.raw, diff)
		}
		if again, err := Check(c.want); err != nil || again != c.want {
			t.Errorf("%s: checked again: %s %v", c.raw, again, err)
		}
	}
}

func TestCommand(t *testing.T) {
	var r recorder
	if err := r.opener(`"my browser" --profile 'a; b' $HOME`).URL("https://a.example/?a=b&c=d"); err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"my browser", "--profile", "a; b", "$HOME", "https://a.example/?a=b&c=d"}}
	if diff := cmp.Diff(want, r.calls); diff != "" {
		t.Error(diff)
	}
	for _, bad := range []string{" ", `"firefox`, `firefox\`, "a\x00b"} {
		if err := r.opener(bad).URL("https://a.example/"); err == nil || len(r.calls) != 1 {
			t.Errorf("%q was run", bad)
		}
	}
}

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		command string
		want    []string
	}{
		{"", nil},
		{" \t\n ", nil},
		{"firefox", []string{"firefox"}},
		{"  a  b\tc ", []string{"a", "b", "c"}},
		{`'a b' "c d" e\ f`, []string{"a b", "c d", "e f"}},
		{`a'b'"c"d`, []string{"abcd"}},
		{`'' ""`, []string{"", ""}},
		{`'a\b' "a\b" "a\"b\\c\$d"`, []string{`a\b`, `a\b`, `a"b\c$d`}},
		{`$(id) ; | & * ~ #x`, []string{"$(id)", ";", "|", "&", "*", "~", "#x"}},
		{`'"' "'"`, []string{`"`, `'`}},
	} {
		got, err := Split(c.command)
		if err != nil {
			t.Errorf("%s: %v", c.command, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.command, diff)
		}
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("https://a.example/?a=b#c")
	f.Add("javascript:alert(1)")
	f.Fuzz(func(t *testing.T, raw string) {
		got, err := Check(raw)
		if err != nil {
			return
		}
		if !strings.HasPrefix(got, "https://") && !strings.HasPrefix(got, "http://") || strings.ContainsAny(got, " '\"`$;|()<>\\\n\x00*!{}^") {
			t.Errorf("%q became %q", raw, got)
		}
		if again, err := Check(got); err != nil && len(got) < maxLen || err == nil && again != got {
			t.Errorf("%q became %q, and then %q %v", raw, got, again, err)
		}
	})
}

func TestMissingProgram(t *testing.T) {
	err := Opener{Command: "/nowhere/browser --x"}.URL("https://a.example/?secret=state")
	if err == nil || strings.Contains(err.Error(), "secret") || !strings.Contains(err.Error(), "/nowhere/browser") {
		t.Errorf("got %v", err)
	}
	if errors.Is(err, ErrNoBrowser) {
		t.Error("a missing command is not a missing browser")
	}
}
