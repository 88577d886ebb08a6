package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"text/template"
	"text/template/parse"

	"github.com/authfob/authfob/auth"
)

// Bounds of templates, in bytes and in files.
const (
	maxTemplate  = 64 << 10
	maxWritten   = 1 << 20
	maxTemplates = 100
	templateEnd  = ".tmpl"
)

// templateName is what a template may be called: its name is a flag's value,
// and part of a path.
var templateName = lazily(`^[A-Za-z0-9_][A-Za-z0-9_-]{0,39}$`)

// lazily compiles an expression when it is first needed: most commands need none.
func lazily(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

var errTooMuch = errors.New("more than 1 MiB was written")

// templateNames lists the templates by name. One that is called like a built-in
// format is not among them.
func (f Formats) templateNames() (names []string) {
	if f.templates == "" {
		return nil
	}
	entries, err := os.ReadDir(f.templates)
	if err != nil {
		return nil // there is no such folder: there are no templates
	}
	taken := Names()
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), templateEnd)
		if ok && templateName().MatchString(name) && !slices.Contains(taken, name) && len(names) < maxTemplates {
			names = append(names, name)
		}
	}
	return names
}

// Template is a file of the person's own, as it is found.
type Template struct {
	Name string
	Err  error // why it is no way to copy; nil where it is one
}

// Templates lists the files that were meant as templates.
func (f Formats) Templates() (list []Template) {
	if f.templates == "" {
		return nil
	}
	entries, err := os.ReadDir(f.templates)
	if err != nil {
		return nil // as in templateNames
	}
	good := f.templateNames()
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), templateEnd)
		switch {
		case !ok || len(list) == maxTemplates:
			continue
		case slices.Contains(Names(), name):
			err = fmt.Errorf("the template %s is not right: there is a built-in way to copy of that name", name)
		case !slices.Contains(good, name):
			err = fmt.Errorf("the template %s is not right: its name has letters, digits, - and _ only, and 40 of them at most", auth.Clean(name, 60))
		default:
			_, err = f.template(name)
		}
		list = append(list, Template{name, err})
	}
	return list
}

// template reads one of templateNames. One line end at the end of the file is
// not part of it.
func (f Formats) template(name string) (*template.Template, error) {
	text, err := readTemplate(filepath.Join(f.templates, name+templateEnd))
	if err != nil {
		return nil, fmt.Errorf("the template %s cannot be read: %v", name, err)
	}
	text = strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r")
	t, err := template.New(name).Option("missingkey=error").Funcs(funcs).Parse(text)
	if err != nil {
		return nil, notParsed(name, err)
	}
	if t.Tree == nil || len(t.Templates()) > 1 || !simple(t.Root, 0) {
		return nil, fmt.Errorf("the template %s is not right: it can use if, with and range over .Scopes; not define, block, template or a range inside another", name)
	}
	if err := t.Execute(io.Discard, values{}); err != nil && strings.Contains(err.Error(), "can't evaluate field") {
		if m := place().FindStringSubmatch(err.Error()); m != nil { // told before a server is asked
			return nil, fmt.Errorf("the template %s is not right: line %s: there is no %s; docs/copy-formats.md lists what there is", name, m[1], auth.Clean(m[2], 80))
		}
	}
	return t, nil
}

// parsed and unknown find the line in the library's words, and the function that
// it does not know.
var (
	parsed  = lazily(`^template: [^:]*:(\d+)(?::\d+)?: (.*)$`)
	unknown = lazily(`^function "(.*)" not defined$`)
)

// notParsed says where a template is not right, and why.
func notParsed(name string, err error) error {
	m := parsed().FindStringSubmatch(err.Error())
	if m == nil {
		return fmt.Errorf("the template %s is not right: %s", name, auth.Clean(err.Error(), 200))
	}
	if f := unknown().FindStringSubmatch(m[2]); f != nil {
		return fmt.Errorf("the template %s is not right: line %s: there is no function %s", name, m[1], auth.Clean(f[1], 80))
	}
	return fmt.Errorf("the template %s is not right: line %s: %s", name, m[1], auth.Clean(m[2], 200))
}

func readTemplate(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", errors.New("there is no such file, or it may not be read")
	}
	if !info.Mode().IsRegular() || info.Size() > maxTemplate {
		return "", errors.New("it is not a file of at most 64 KiB")
	}
	file, err := os.Open(path)
	if err != nil {
		return "", errors.New("it may not be read")
	}
	defer file.Close()
	b, err := io.ReadAll(io.LimitReader(file, maxTemplate))
	if err != nil {
		return "", errors.New("reading failed")
	}
	return string(b), nil
}

// simple reports whether n takes time in proportion to its own length and the
// number of scopes.
func simple(n parse.Node, ranges int) bool {
	switch n := n.(type) {
	case *parse.ListNode:
		return n == nil || !slices.ContainsFunc(n.Nodes, func(n parse.Node) bool { return !simple(n, ranges) })
	case *parse.IfNode:
		return simple(n.List, ranges) && simple(n.ElseList, ranges)
	case *parse.WithNode:
		return simple(n.List, ranges) && simple(n.ElseList, ranges)
	case *parse.RangeNode:
		cmds := n.Pipe.Cmds
		over := cmds[len(cmds)-1].String()
		return ranges == 0 && len(cmds) == 1 && (over == ".Scopes" || over == "$.Scopes") &&
			simple(n.List, 1) && simple(n.ElseList, ranges)
	case *parse.TemplateNode:
		return false
	}
	return true
}

// funcs are the functions of templates: those that quote, and the library's
// own that make text, bounded.
var funcs = bounded(map[string]func(...any) (string, error){
	"sh": quoting(Sh), "powershell": quoting(PowerShell), "python": quoting(python),
	"js": quoting(js), "json": quoting(js), "url": quoting(urlPart), "urlquery": quoting(urlPart),
	"html":    func(a ...any) (string, error) { return template.HTMLEscaper(a...), nil },
	"print":   func(a ...any) (string, error) { return fmt.Sprint(a...), nil },
	"println": func(a ...any) (string, error) { return fmt.Sprintln(a...), nil },
	"printf": func(a ...any) (string, error) {
		if len(a) == 0 || growing().MatchString(fmt.Sprint(a[0])) {
			return "", errFormat
		}
		return fmt.Sprintf(fmt.Sprint(a[0]), a[1:]...), nil
	},
})

// growing finds what makes much of little in a printf format: a width of four
// digits, one that is given as a value, and values that are used again.
var growing = lazily(`%[^%A-Za-z]*(\*|\[|\d{4})`)

var errFormat = errors.New("printf needs a format without * and [ and with widths below 1000")

// quoting makes a function of templates: several values are quoted as one,
// with spaces between.
func quoting(quote func(string) (string, error)) func(...any) (string, error) {
	return func(a ...any) (string, error) {
		parts := make([]string, 0, len(a))
		for _, v := range a {
			parts = append(parts, fmt.Sprint(v))
		}
		return quote(strings.Join(parts, " "))
	}
}

// bounded keeps texts from growing with each use of a function.
func bounded(list map[string]func(...any) (string, error)) template.FuncMap {
	out := template.FuncMap{}
	for name, f := range maps.All(list) {
		out[name] = func(a ...any) (string, error) {
			if len(fmt.Sprint(a...)) > maxWritten {
				return "", errTooMuch
			}
			s, err := f(a...)
			if err == nil && len(s) > maxWritten {
				err = errTooMuch
			}
			return s, err
		}
	}
	return out
}

// execute writes v as t says.
func execute(t *template.Template, v values) (string, error) {
	var w written
	if err := t.Execute(&w, v); err != nil {
		return "", explain(t.Name(), err)
	}
	return w.String(), nil
}

// written takes what a template writes, up to a bound.
type written struct{ bytes.Buffer }

func (w *written) Write(b []byte) (int, error) {
	if w.Len()+len(b) > maxWritten {
		return 0, errTooMuch
	}
	return w.Buffer.Write(b)
}

// place finds the line in the library's words. What follows the colon may quote
// a value, and so the token: it is never shown.
var place = lazily(`^template: [^:]*:(\d+)(?::\d+)?: executing "[^"]*" at <(.*?)>: `)

// explain says where a template failed, without any value.
func explain(name string, err error) error {
	if m := place().FindStringSubmatch(err.Error()); m != nil {
		why := "cannot be written"
		if errors.Is(err, errTooMuch) {
			why = "gives more than 1 MiB"
		}
		return fmt.Errorf("the template %s: line %s: %s %s", name, m[1], auth.Clean(m[2], 80), why)
	}
	return fmt.Errorf("the template %s failed, or gives more than 1 MiB", name)
}
