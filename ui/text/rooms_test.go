package text

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/authfob/authfob/ui/words"
)

// rooms say in English what went wrong, to people at a window too.
var rooms = []string{
	"auth", "auth/flow", "auth/loopback", "auth/catalog", "auth/strictjson", "share", "store",
	"ui/format", "ui/clip", "ui/open", "ui/settings", "ui/vault", "ui/local", "ui/autostart",
}

// unsaid are literals there that nobody reads in a window, by what they begin with.
var unsaid = map[string][]string{
	"Explain has words of its own for them": {"no such account", "the name is taken", "signed in as somebody else", "x1: it needs its passphrase"},
	"in no sentence by themselves":          {"could not ", "an instant", "that cannot be read", "x1 is no account", "server response headers exceeded", "timeout awaiting", "this computer's clock is x1 x1"},
	"the names of fields, which forms have": {"introspection address", "address for pushed", "address of the keys"},
	"of the command line alone": {
		"the server's answers have no x1", "the browser comes back to x1, so", "a device code cannot be shown", "it brings x1, x1", "the key file x1 x1", "there is no key: its name alone",
		"an Authfob is already running", "authfob unlock", "x1 is not a folder", "the folder x1", "the path is longer than",
		"the request could not be read", "send one line of JSON", "the tray asked for the key",
	},
	"told to other rooms, or to nobody": {
		"it is not this account's turn", "account x1 is there already", "no vault here", "the reader has it", "the vault's key was changed meanwhile", "reading it failed in a way",
		"not 32 bytes in base64", "a record of account", "watching the vault", "more than 1 MiB was written", "the compositor has no data-control",
		"the settings cannot be followed", "another process", "x1 cannot be entered", "its earlier keys do not open", "the program itself failed",
	},
	"parts of a sentence, which is in the list": {
		"is not a regular file", "does not exist", "cannot be read", "can be read by others", "does not hold 32 bytes", "the field ", "the header ",
		"the template x1: line x1",
	},
	"not for people": {"requests.get", "[Desktop Entry]", "<?xml", "<!doctype", "the pasteboard of macOS", "the clipboard of Windows", "Wayland", "osascript"},
	"the page in the browser, which ui/words says": {
		"You are signed in.", "Authfob has what it needs", "The sign-in did not succeed", "Authfob says why", "There is nothing here", "This address only takes",
	},
}

// Whatever those rooms can say is told in the person's language: a sentence that
// is new there has to be in assets/languages, or above with a reason.
func TestRoomsAreTold(t *testing.T) {
	words.Speak(words.Locale{Language: "de"})
	t.Cleanup(func() { words.Speak(words.Locale{Language: "en"}) })
	met := map[string]bool{}
	for _, room := range rooms {
		files, err := filepath.Glob("../../" + room + "/*.go")
		if err != nil || len(files) == 0 {
			t.Fatal(room, err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			for _, l := range literals(t, file) {
				if why := excused(l.text); why != "" {
					met[why] = true
				} else if left := english(l.text, words.Say(l.text)); left != "" {
					t.Errorf("%s: %q stays English in German: %q", l.at, l.text, left)
				}
			}
		}
	}
	for _, begins := range unsaid {
		for _, b := range begins {
			if !met[b] {
				t.Errorf("no room says %q any more", b)
			}
		}
	}
}

// terms are the same in every language.
var terms = []string{"define, block, template"}

// english is what is left of a sentence in its translation; "" for nothing.
func english(said, told string) string {
	if said == told {
		return said
	}
	all := strings.Fields(strings.ToLower(said))
	for i := range len(all) - 2 {
		three := strings.Join(all[i:i+3], " ")
		if threeWords.MatchString(three) && !strings.Contains(three, "x1") && !slices.Contains(terms, three) && strings.Contains(strings.ToLower(told), three) {
			return three
		}
	}
	return ""
}

func excused(said string) string {
	for _, begins := range unsaid {
		for _, b := range begins {
			if strings.HasPrefix(said, b) {
				return b
			}
		}
	}
	return ""
}

var (
	twoWords   = regexp.MustCompile(`[a-z]{2,},? [a-z]{2,}`)
	threeWords = regexp.MustCompile(`^[a-z']+,? [a-z']+,? [a-z']+$`)
	verb       = regexp.MustCompile(`%[#+.0-9]*[a-zA-Z]`)
	silent     = []string{"Task", "Guard", "Go", "Info", "Warn", "Debug", "Error", "MustCompile", "lazily", "ReplaceAll", "Replace", "NewReplacer", "Contains", "ContainsAny", "HasPrefix"}
)

// literal is a text as it stands in code, with x1 for what is put in.
type literal struct{ at, text string }

// literals are the texts of a file that read like sentences: what functions are
// given, return and put into fields, but for what logs and matches.
func literals(t *testing.T, file string) (found []literal) {
	t.Helper()
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	take := func(list ...ast.Expr) {
		for _, e := range list {
			if text, ok := textOf(e); ok && twoWords.MatchString(text) {
				found = append(found, literal{set.Position(e.Pos()).String(), text})
			}
		}
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if !slices.Contains(silent, calleeOf(n)) {
				take(n.Args...)
			}
		case *ast.KeyValueExpr:
			take(n.Value)
		case *ast.ReturnStmt:
			take(n.Results...)
		case *ast.CompositeLit:
			take(n.Elts...)
		}
		return true
	})
	return found
}

func calleeOf(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// textOf is a literal, or several that are put together.
func textOf(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		if e.Kind != token.STRING || err != nil {
			return "", false
		}
		s = verb.ReplaceAllStringFunc(s, func(v string) string {
			if strings.HasSuffix(v, "d") {
				return "7"
			}
			return "x1"
		})
		return strings.ReplaceAll(s, "%%", "%"), true
	case *ast.BinaryExpr:
		left, isText := textOf(e.X)
		right, too := textOf(e.Y)
		if e.Op != token.ADD || !isText && !too {
			return "", false
		}
		if !isText {
			left = "x1"
		}
		if !too {
			right = "x1"
		}
		return left + right, true
	}
	return "", false
}
