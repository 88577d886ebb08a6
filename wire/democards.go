package wire

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"github.com/authfob/authfob/auth/catalog"
	"github.com/authfob/authfob/auth/demo"
)

// definitionMark begins the definitions that a demo wrote: a person's own are
// left as they are.
const definitionMark = "# The stand-in of the demo.\n"

// definitionHost is the host of each address that a definition sends something to.
var definitionHost = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^((?:endpoints\.)?(?:authorize|token|renew|revoke) = ")https://[^/"]+`)
})

// addDefinitions has the four systems' cards lead to their stand-ins in this
// demo: nothing that is typed there goes to the real ones.
func addDefinitions(dir string, server *demo.Server) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for _, id := range []string{"airthings", "airmap", "insiders", "smartsense"} {
		path := filepath.Join(dir, id+".toml")
		if was, err := os.ReadFile(path); err == nil && !strings.HasPrefix(string(was), definitionMark) {
			continue
		}
		source, err := catalog.New("").Source(id)
		if err != nil {
			return err
		}
		text := definitionMark + definitionHost().ReplaceAllString(source, "${1}"+server.URL()+"/"+id)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}
