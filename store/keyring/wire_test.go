//go:build !darwin && !windows

package keyring

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/godbus/dbus/v5"
	"github.com/google/go-cmp/cmp"
)

// What lookUp writes is read by the module's own reader as it is meant.
func TestQuestions(t *testing.T) {
	for _, tt := range []struct {
		q    question
		body []any
	}{
		{question{to: busName, path: "/org/freedesktop/DBus", in: busName, method: "Hello"}, nil},
		{greeting(), []any{serviceInterface, "Collections"}},
		{openSession(), []any{"plain", dbus.MakeVariant("")}},
		{searchItems("vault-kek.test"), []any{map[string]string{"service": Service, "username": "vault-kek.test"}}},
		{getSecret("/item/1", "/session/s1"), []any{dbus.ObjectPath("/session/s1")}},
	} {
		m, err := dbus.DecodeMessage(bytes.NewReader(tt.q.message(7)))
		if err != nil {
			t.Errorf("%s: %v", tt.q.method, err)
			continue
		}
		head := map[dbus.HeaderField]any{}
		for field, v := range m.Headers {
			head[field] = v.Value()
		}
		want := map[dbus.HeaderField]any{
			dbus.FieldPath: dbus.ObjectPath(tt.q.path), dbus.FieldInterface: tt.q.in, dbus.FieldMember: tt.q.method, dbus.FieldDestination: tt.q.to,
		}
		if tt.body != nil {
			want[dbus.FieldSignature] = dbus.SignatureOf(tt.body...)
		}
		if m.Type != dbus.TypeMethodCall || m.Serial() != 7 || !cmp.Equal(want, head, cmp.Comparer(func(a, b dbus.Signature) bool { return a == b })) {
			t.Errorf("%s: %v, %v", tt.q.method, m.Type, head)
		}
		if diff := cmp.Diff(tt.body, m.Body, cmp.Comparer(func(a, b dbus.Variant) bool { return a.String() == b.String() })); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.q.method, diff)
		}
	}
}

// reply is an answer to question 3, as the module's own writer makes it.
func reply(t testing.TB, body ...any) []byte {
	t.Helper()
	m := dbus.Message{
		Type: dbus.TypeMethodReply, Body: body,
		Headers: map[dbus.HeaderField]dbus.Variant{
			dbus.FieldReplySerial: dbus.MakeVariant(uint32(3)), dbus.FieldSender: dbus.MakeVariant(":1.7"),
			dbus.FieldSignature: dbus.MakeVariant(dbus.SignatureOf(body...)),
		},
	}
	var b bytes.Buffer
	if err := m.EncodeTo(&b, binary.LittleEndian); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type secretStruct struct {
	Session     dbus.ObjectPath
	Parameters  []byte
	Value       []byte
	ContentType string
}

func TestAnswers(t *testing.T) {
	none, one, two := []dbus.ObjectPath{}, []dbus.ObjectPath{"/a"}, []dbus.ObjectPath{"/a", "/b"}
	session := answer.session
	item := answer.onlyItem
	value := func(a answer) string { text, _ := a.secret(); return text }
	for name, tt := range map[string]struct {
		read func(answer) string
		body []any
		want string
	}{
		"session":                   {session, []any{dbus.MakeVariant(""), dbus.ObjectPath("/s/1")}, "/s/1"},
		"session of another form":   {session, []any{dbus.MakeVariant(uint32(1)), dbus.ObjectPath("/s/1")}, ""},
		"session that is a number":  {session, []any{uint32(1)}, ""},
		"one item":                  {item, []any{one, none}, "/a"},
		"one open, others locked":   {item, []any{one, two}, "/a"},
		"locked":                    {item, []any{none, one}, ""},
		"several":                   {item, []any{two, none}, ""},
		"none":                      {item, []any{none, none}, ""},
		"secret":                    {value, []any{secretStruct{"/s/1", []byte{}, []byte("afk1.x"), "text/plain"}}, "afk1.x"},
		"secret without a session":  {value, []any{"afk1.x"}, ""},
		"secret that has no length": {value, []any{secretStruct{"/s/1", []byte{}, []byte{}, ""}}, ""},
	} {
		a, err := nextAnswer(bufio.NewReader(bytes.NewReader(reply(t, tt.body...))))
		if err != nil || a.to != 3 {
			t.Errorf("%s: answers %d, %v", name, a.to, err)
			continue
		}
		if got := tt.read(a); got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}

// Whatever comes over the bus, reading it ends, and within its bounds.
func FuzzAnswers(f *testing.F) {
	f.Add(reply(f, dbus.MakeVariant(""), dbus.ObjectPath("/s/1")))
	f.Add(reply(f, []dbus.ObjectPath{"/a"}, []dbus.ObjectPath{}))
	f.Add(reply(f, secretStruct{"/s/1", []byte{}, []byte("afk1.x"), "text/plain"}))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, read := range []func(answer) string{answer.session, answer.onlyItem, func(a answer) string { text, _ := a.secret(); return text }} {
			if a, err := nextAnswer(bufio.NewReader(bytes.NewReader(bytes.Clone(b)))); err == nil && len(read(a)) > len(b) {
				t.Error("more was read than came")
			}
		}
	})
}
