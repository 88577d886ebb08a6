package doctor

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"

	"github.com/authfob/authfob/auth"
)

func (e *exam) lookAtLocale(context.Context) []Finding {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return one("locale", "utf8", OK, "Text is UTF-8 on this system.", "")
	}
	name := ""
	for _, v := range []string{"LC_ALL", "LC_CTYPE", "LANG"} { // POSIX 8.2: the first that is set counts
		if name = os.Getenv(v); name != "" {
			break
		}
	}
	if folded := strings.ReplaceAll(strings.ToUpper(name), "-", ""); !strings.HasSuffix(folded, "UTF8") && !strings.Contains(folded, "UTF8@") {
		return one("locale", "not_utf8", Note, fmt.Sprintf("The locale (%q) is not UTF-8: names with other letters may look wrong in the terminal.", auth.Clean(name, 40)), "Set LANG to one that ends in UTF-8, such as C.UTF-8. Nothing that is stored depends on it.")
	}
	return one("locale", "utf8", OK, "The locale is UTF-8.", "")
}
