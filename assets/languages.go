package assets

import "embed"

//go:embed languages/*.toml
var languages embed.FS

// Language returns the words of a language, nil where there is none by that tag.
func Language(tag string) []byte {
	b, err := languages.ReadFile("languages/" + tag + ".toml")
	if err != nil {
		return nil
	}
	return b
}
