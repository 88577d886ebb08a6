package text

import (
	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/words"
)

// Format is a way to copy in words; a person's own is its name.
func Format(name string) string {
	w := words.Now().Formats
	word, ok := map[string]string{
		"raw": w.Raw, "header": w.Header, "curl": w.Curl, "json": w.JSON, "env": w.Env, "httpie": w.HTTPie,
		"powershell": w.PowerShell, "python": w.Python, "fetch": w.Fetch, "postman": w.Postman,
	}[name]
	if !ok {
		return auth.Clean(name, 40)
	}
	return word
}
