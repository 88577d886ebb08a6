package lint

import (
	"fmt"
	"go/ast"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

const languageFiles = "assets/languages/"

// joined is where a long literal goes on.
var joined = regexp.MustCompile(`"\s*\+\s*"`)

var placeholder = regexp.MustCompile(`\{\w+\}`)

// languages wants the words of English in every language, none of them empty,
// each around the same things.
func languages(t tree) (problems []string) {
	all := map[string]map[string]string{}
	for name, text := range t.texts {
		if !strings.HasPrefix(name, languageFiles) {
			continue
		}
		var sections map[string]any
		if _, err := toml.Decode(text, &sections); err != nil {
			problems = append(problems, fmt.Sprintf("%s: %v", name, err))
			continue
		}
		all[name] = map[string]string{}
		flatten("", sections, all[name])
	}
	english := all[languageFiles+"en.toml"]
	problems = append(problems, compareFields(t, english)...)
	problems = append(problems, compareSentences(t, english)...)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		problems = append(problems, compareWords(name, english, all[name])...)
	}
	return problems
}

// flatten lists words as section.key. The forms of a plural count as one, so
// that a language may have fewer.
func flatten(at string, v any, into map[string]string) {
	switch v := v.(type) {
	case string:
		into[at] = v
	case map[string]any:
		one, isPlural := v["other"].(string)
		if isPlural {
			if more, ok := v["one"].(string); ok && at != "" {
				one += " " + more
			}
			into[at] = one
			return
		}
		for key, value := range v {
			flatten(strings.TrimPrefix(at+"."+key, "."), value, into)
		}
	}
}

func compareWords(name string, want, got map[string]string) (problems []string) {
	for _, key := range slices.Sorted(maps.Keys(want)) {
		word, ok := got[key]
		switch {
		case !ok:
			problems = append(problems, fmt.Sprintf("%s: %s is missing", name, key))
		case strings.Trim(word, " ") == "" && key != "common.sentence":
			problems = append(problems, fmt.Sprintf("%s: %s is empty", name, key))
		case !maps.Equal(placeholders(word), placeholders(want[key])):
			problems = append(problems, fmt.Sprintf("%s: %s puts in %v, English %v", name, key,
				slices.Sorted(maps.Keys(placeholders(word))), slices.Sorted(maps.Keys(placeholders(want[key])))))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[key]; !ok {
			problems = append(problems, fmt.Sprintf("%s: %s is not in English", name, key))
		}
	}
	return problems
}

func placeholders(word string) map[string]bool {
	found := map[string]bool{}
	for _, p := range placeholder.FindAllString(word, -1) {
		found[p] = true
	}
	return found
}

// saidElsewhere are sentences that no literal holds as they are: put together when
// they are said, the system's own, or with escapes.
var saidElsewhere = []string{"sentences.clockBehind", "sentences.noSuchFile", "sentences.notAllowed", "sentences.readOnlySystem", "sentences.noSpaceLeft", "sentences.valueKind", "sentences.envReaders"}

// compareSentences wants each sentence of the list to be said by the code still:
// one that was put in other words there would not be found any more.
func compareSentences(t tree, english map[string]string) (problems []string) {
	var code strings.Builder
	for _, s := range t.sources {
		if !s.isTest() {
			code.WriteString(strings.ToLower(joined.ReplaceAllString(s.text, "")))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(english)) {
		if !strings.HasPrefix(key, "sentences.") || slices.Contains(saidElsewhere, key) {
			continue
		}
		for _, part := range placeholder.Split(english[key], -1) {
			for part := range strings.SplitSeq(part, ". ") {
				if part = strings.ToLower(strings.Trim(part, " ()")); len(part) > 3 && !strings.Contains(code.String(), part) {
					problems = append(problems, fmt.Sprintf("%sen.toml: %s: nothing says %q", languageFiles, key, part))
				}
			}
		}
	}
	return problems
}

// compareFields wants a field of ui/words for each word of English, and a word
// for each field. The decoder takes no notice of capitals.
func compareFields(t tree, english map[string]string) (problems []string) {
	types := map[string][]string{} // the fields of each struct, in lower case
	sections := map[string]string{}
	for _, s := range t.sources {
		if s.room() != "ui/words" || s.isTest() {
			continue
		}
		ast.Inspect(s.ast, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			if st, ok := spec.Type.(*ast.StructType); ok {
				for _, f := range st.Fields.List {
					for _, name := range f.Names {
						types[spec.Name.Name] = append(types[spec.Name.Name], strings.ToLower(name.Name))
						if of, ok := f.Type.(*ast.Ident); ok && spec.Name.Name == "Words" {
							sections[strings.ToLower(name.Name)] = of.Name
						}
					}
				}
			}
			return true
		})
	}
	words := map[string]bool{}
	for key := range english {
		words[strings.ToLower(key)] = true
		section, word, _ := strings.Cut(strings.ToLower(key), ".")
		if len(sections) > 0 && sections[section] != "Sentences" && !slices.Contains(types[sections[section]], word) {
			problems = append(problems, fmt.Sprintf("ui/words: no field for %s", key))
		}
	}
	used := selected(t)
	for section, of := range sections {
		for _, word := range types[of] {
			switch {
			case of == "Numbers":
			case !words[section+"."+word]:
				problems = append(problems, fmt.Sprintf("assets/languages/en.toml: no word for the field %s.%s", section, word))
			case !used[word]:
				problems = append(problems, fmt.Sprintf("ui/words: nothing says %s.%s", section, word))
			}
		}
	}
	slices.Sort(problems)
	return problems
}

// selected are the names behind a dot anywhere but in tests, in lower case.
func selected(t tree) map[string]bool {
	found := map[string]bool{}
	for _, s := range t.sources {
		if s.isTest() {
			continue
		}
		ast.Inspect(s.ast, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				found[strings.ToLower(sel.Sel.Name)] = true
			}
			return true
		})
	}
	return found
}
