package strictjson

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestObject(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       error
	}{
		{"empty object", `{}`, nil},
		{"deepest", strings.Repeat(`{"a":`, MaxDepth-1) + `{}` + strings.Repeat(`}`, MaxDepth-1), nil},
		{"brackets in a string", `{"a":"` + strings.Repeat(`[\"`, 100) + `"}`, nil},
		{"names that differ in case", `{"a":1,"A":2}`, nil},
		{"one level too deep", strings.Repeat(`{"a":`, MaxDepth) + `{}` + strings.Repeat(`}`, MaxDepth), ErrTooDeep},
		{"a hundred thousand levels", strings.Repeat(`[`, 100_000), ErrTooDeep},
		{"twice", `{"a":1,"a":2}`, ErrTwice},
		{"twice by escape", `{"a":1,"\u0061":2}`, ErrTwice},
		{"twice, further in", `{"x":[{"a":1,"a":1}]}`, ErrTwice},
		{"a list", `[]`, ErrNotObject},
		{"a word", `null`, ErrNotObject},
		{"something behind it", `{} {}`, ErrNotJSON},
		{"a comma too many", `{"a":1,}`, ErrNotJSON},
		{"nothing", ``, ErrNotJSON},
		{"not UTF-8", "{\"a\":\"\xff\"}", ErrNotUTF8},
		{"a byte order mark", "\ufeff{}", ErrNotJSON},
	} {
		if _, err := Object([]byte(tt.text)); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestObjectKeepsDigits(t *testing.T) {
	got, err := Object([]byte(`{"n":12345678901234567890,"o":{"l":[1.50,true,null,"s"]}}`))
	want := map[string]any{
		"n": json.Number("12345678901234567890"),
		"o": map[string]any{"l": []any{json.Number("1.50"), true, nil, "s"}},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}

type inner struct {
	Name string `json:"name"`
}

type outer struct {
	Format int              `json:"format"`
	List   []inner          `json:"list,omitempty"`
	Map    map[string]inner `json:"map,omitempty"`
	One    *inner           `json:"one,omitempty"`
	Hidden string           `json:"-"`
}

func TestInto(t *testing.T) {
	var got outer
	err := Into([]byte(`{"format":1,"list":[{"name":"a"}],"map":{"Any Name":{"name":"b"}},"one":{"name":"c"}}`), &got)
	want := outer{Format: 1, List: []inner{{"a"}}, Map: map[string]inner{"Any Name": {"b"}}, One: &inner{"c"}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	for text, path := range map[string]string{
		`{"Format":1}`:               "Format",
		`{"other":1}`:                "other",
		`{"Hidden":"x"}`:             "Hidden",
		`{"list":[{},{"naMe":"x"}]}`: "list[1].naMe",
		`{"list":[{"ſ":"x"}]}`:       "list[0].ſ",
		`{"map":{"k":{"x":1}}}`:      "map.k.x",
		`{"one":{"x":1}}`:            "one.x",
		`{"format":"1"}`:             "format",
		`{"format":1.5}`:             "format",
		`{"list":{}}`:                "list",
	} {
		var e *MemberError
		if err := Into([]byte(text), &outer{}); !errors.As(err, &e) || e.Path != path {
			t.Errorf("%s: got %v, want an error at %s", text, err, path)
		}
	}
}

func FuzzInto(f *testing.F) {
	for _, seed := range []string{`{"format":1,"list":[{"name":"a"}]}`, `{"a":1,"a":1}`, `{"map":{"x":{}}}`, `[[[`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var v outer
		if Into(data, &v) != nil {
			return
		}
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var again outer
		if err := Into(text, &again); err != nil {
			t.Errorf("what was read cannot be read again: %v\n%s", err, text)
		}
	})
}
