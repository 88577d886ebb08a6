package transfer

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/container"

	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// choosing is how a path is chosen in the desktop's own dialog, off the UI
// goroutine, from the one that is typed; "" is none.
type choosing func(ctx context.Context, typed string) (path string, err error)

// pathField is a path to type, with a button to choose it where that can be done.
func (x *Screens) pathField(label string, choose choosing, chosen func(path string)) *kit.Field {
	f := kit.NewField(label, pathHint(), kit.CheckPath)
	f.Entry.OnEscape = x.Pop
	if choose == nil {
		return f
	}
	busy := false
	pick := kit.NewFocusButton(words.Now().Transfer.Choose, kit.DrawFolder, x.Keys, func() {
		if busy {
			return
		}
		busy = true
		typed := f.Text()
		x.Tasks.Start(func(ctx context.Context) {
			path, err := choose(ctx, typed)
			x.UI.Do(func() {
				busy = false
				switch {
				case err != nil:
					f.Say(text.Tell(err).String())
				case path != "":
					chosen(path)
				}
			})
		})
	})
	pick.Tips = x.Tips
	f.Box.Objects[1] = container.NewBorder(nil, nil, nil, pick, f.Entry)
	return f
}

// plainPath is the path in what programs put on the clipboard for a file: between
// quotes, or as a file's address; ~ is the person's folder.
func plainPath(s string) string {
	s = strings.TrimSpace(s)
	if n := len(s); n > 1 && s[0] == s[n-1] && (s[0] == '"' || s[0] == '\'') {
		s = s[1 : n-1]
	}
	if u, err := url.Parse(s); err == nil && u.Scheme == "file" && u.Host == "" {
		s = filepath.FromSlash(u.Path)
		if filepath.Separator == '\\' {
			s = strings.TrimPrefix(s, `\`) // file:///C:/…
		}
	}
	if rest, ok := strings.CutPrefix(s, "~/"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			s = filepath.Join(home, rest)
		}
	}
	return s
}

// pathHint is what a path looks like on this system.
func pathHint() string {
	if filepath.Separator == '\\' {
		return `C:\Users\me\accounts.age`
	}
	return "/home/me/accounts.age"
}
