package testenv

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// Secrets say how a SecretService behaves. The zero value is well.
type Secrets struct {
	Locked bool
	// Prompt is what becomes of the prompt that unlocks: "" is answered at once;
	// others are "late", "dismissed", "ignored", and "noise", which is answered
	// after a signal of another kind.
	Prompt string
	// Creating "dismissed" asks before an item is made, and is told no.
	Creating string
	Empty    bool          // items read as "", as KWallet's do that it lost
	NoWallet bool          // there is no default collection, as in KWallet without a wallet
	Odd      bool          // properties are of a type that nobody expects
	DiesIn   string        // the method in which its connection ends
	Forgets  time.Duration // items are gone so long after they were made; 0 for never
}

// SecretService is a strict Secret Service on a session's bus, for what no real
// keyring does on demand.
type SecretService struct {
	conn *dbus.Conn

	mu       sync.Mutex // guards the rest
	behave   Secrets
	items    map[dbus.ObjectPath]secretItem
	sessions map[dbus.ObjectPath]bool
	greeted  map[dbus.Sender]bool // who asked for what needs no session
	count    int
	made     int
}

type secretItem struct {
	attributes map[string]string
	value      []byte
}

type busSecret struct {
	Session     dbus.ObjectPath
	Parameters  []byte
	Value       []byte
	ContentType string
}

const (
	secretsRoot  = dbus.ObjectPath("/org/freedesktop/secrets")
	secretsLogin = secretsRoot + "/collection/login"
	secretsAlias = secretsRoot + "/aliases/default"
	secretsName  = "org.freedesktop.Secret."
	// LatePrompt is when a prompt is answered that takes its time.
	LatePrompt = 3500 * time.Millisecond
)

// StartSecretService owns the keyring's name on the session's bus until Stop, or
// until t ends.
func StartSecretService(t testing.TB, s Session, behave Secrets) *SecretService {
	t.Helper()
	f := &SecretService{conn: s.connect(t), behave: behave, items: map[dbus.ObjectPath]secretItem{}, sessions: map[dbus.ObjectPath]bool{}, greeted: map[dbus.Sender]bool{}}
	t.Cleanup(f.Stop)
	f.export(t, secretsRoot, "Service", map[string]any{"OpenSession": f.openSession, "SearchItems": f.searchItems, "Unlock": f.unlock, "ReadAlias": f.readAlias})
	for _, path := range []dbus.ObjectPath{secretsRoot, secretsLogin, secretsAlias} {
		if path != secretsRoot {
			f.export(t, path, "Collection", map[string]any{"CreateItem": f.createItem, "SearchItems": f.searchCollection})
		}
		if err := f.conn.ExportMethodTable(map[string]any{"Get": f.property}, path, "org.freedesktop.DBus.Properties"); err != nil {
			t.Fatal(err)
		}
	}
	if reply, err := f.conn.RequestName(secretService, dbus.NameFlagDoNotQueue); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatalf("owning the keyring's name: %v, %v", reply, err)
	}
	return f
}

func (f *SecretService) export(t testing.TB, path dbus.ObjectPath, kind string, methods map[string]any) {
	t.Helper()
	if err := f.conn.ExportMethodTable(methods, path, secretsName+kind); err != nil {
		t.Fatal(err)
	}
}

// Stop ends the service.
func (f *SecretService) Stop() { _ = f.conn.Close() }

// Behave changes how it behaves.
func (f *SecretService) Behave(as Secrets) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.behave = as
}

// Spoil puts another value in the place of every item's; nil removes them.
func (f *SecretService) Spoil(value []byte) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for path, item := range f.items {
		if item.value = value; value == nil {
			delete(f.items, path)
		} else {
			f.items[path] = item
		}
	}
}

// Items counts the items that are there.
func (f *SecretService) Items() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.items)
}

// Made counts the items that were ever made.
func (f *SecretService) Made() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.made
}

// heard is called for whoever must be known before: GNOME Keyring may abort
// where it is not.
func (f *SecretService) heard(from dbus.Sender, method string) Secrets {
	f.mu.Lock()
	if !f.greeted[from] {
		_ = f.conn.Close()
	}
	f.mu.Unlock()
	return f.called(method)
}

// called ends the connection in the method that is to do so.
func (f *SecretService) called(method string) Secrets {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.behave.DiesIn == method {
		_ = f.conn.Close()
	}
	return f.behave
}

func (f *SecretService) path(kind string) dbus.ObjectPath {
	f.count++
	return dbus.ObjectPath(fmt.Sprintf("%s/%s/n%d", secretsRoot, kind, f.count))
}

func (f *SecretService) openSession(from dbus.Sender, algorithm string, _ dbus.Variant) (dbus.Variant, dbus.ObjectPath, *dbus.Error) {
	f.heard(from, "OpenSession")
	if algorithm != "plain" {
		return dbus.MakeVariant(""), "/", dbus.NewError("org.freedesktop.DBus.Error.NotSupported", nil)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	path := f.path("session")
	f.sessions[path] = true
	_ = f.conn.ExportMethodTable(map[string]any{"Close": func() *dbus.Error { return nil }}, path, secretsName+"Session")
	return dbus.MakeVariant(""), path, nil
}

func (f *SecretService) readAlias(from dbus.Sender, _ string) (dbus.ObjectPath, *dbus.Error) {
	if f.heard(from, "ReadAlias").NoWallet {
		return "/", nil
	}
	return secretsLogin, nil
}

func (f *SecretService) property(from dbus.Sender, _, name string) (dbus.Variant, *dbus.Error) {
	if name == "Collections" {
		f.mu.Lock()
		f.greeted[from] = true
		f.mu.Unlock()
	}
	b := f.heard(from, "Get")
	switch {
	case b.Odd:
		return dbus.MakeVariant(7), nil
	case name == "Collections" && b.NoWallet:
		return dbus.MakeVariant([]dbus.ObjectPath{}), nil
	case name == "Collections":
		return dbus.MakeVariant([]dbus.ObjectPath{secretsLogin}), nil
	case name == "Locked" && !b.NoWallet:
		return dbus.MakeVariant(b.Locked), nil
	}
	return dbus.Variant{}, dbus.NewError("org.freedesktop.DBus.Error.UnknownProperty", nil)
}

// find lists the items with those attributes.
func (f *SecretService) find(wanted map[string]string) []dbus.ObjectPath {
	f.mu.Lock()
	defer f.mu.Unlock()
	found := []dbus.ObjectPath{}
	for _, path := range slices.Sorted(maps.Keys(f.items)) {
		has := true
		for name, value := range wanted {
			has = has && f.items[path].attributes[name] == value
		}
		if has {
			found = append(found, path)
		}
	}
	return found
}

func (f *SecretService) searchItems(from dbus.Sender, wanted map[string]string) (open, locked []dbus.ObjectPath, e *dbus.Error) {
	if f.heard(from, "SearchItems").Locked {
		return []dbus.ObjectPath{}, f.find(wanted), nil
	}
	return f.find(wanted), []dbus.ObjectPath{}, nil
}

func (f *SecretService) searchCollection(from dbus.Sender, wanted map[string]string) ([]dbus.ObjectPath, *dbus.Error) {
	f.heard(from, "SearchItems")
	return f.find(wanted), nil
}

func (f *SecretService) unlock(from dbus.Sender, what []dbus.ObjectPath) (done []dbus.ObjectPath, prompt dbus.ObjectPath, e *dbus.Error) {
	b := f.heard(from, "Unlock")
	switch {
	case b.NoWallet:
		return nil, "/", dbus.NewError("org.freedesktop.DBus.Error.InvalidArgs", []any{"Alias default does not exist"})
	case !b.Locked:
		return what, "/", nil
	}
	return []dbus.ObjectPath{}, f.ask(b.Prompt, dbus.MakeVariant(what), func() { f.behave.Locked = false }), nil
}

// ask makes a prompt that ends as said; yes runs where it is answered.
func (f *SecretService) ask(how string, result dbus.Variant, yes func()) dbus.ObjectPath {
	f.mu.Lock()
	defer f.mu.Unlock()
	path := f.path("prompt")
	_ = f.conn.ExportMethodTable(map[string]any{"Prompt": func(string) *dbus.Error {
		f.called("Prompt")
		wait := time.Duration(0)
		if how == "late" {
			wait = LatePrompt
		}
		time.AfterFunc(wait, func() { f.answer(path, how, result, yes) })
		return nil
	}, "Dismiss": func() *dbus.Error { return nil }}, path, secretsName+"Prompt")
	return path
}

func (f *SecretService) answer(path dbus.ObjectPath, how string, result dbus.Variant, yes func()) {
	const completed = secretsName + "Prompt.Completed"
	switch how {
	case "ignored":
		return
	case "dismissed":
		_ = f.conn.Emit(path, completed, true, dbus.MakeVariant(""))
		return
	case "noise":
		_ = f.conn.Emit(path, secretsName+"Prompt.Shown", int32(7))
		_ = f.conn.Emit(secretsRoot, secretsName+"Service.CollectionChanged", secretsLogin)
	}
	f.mu.Lock()
	yes()
	f.mu.Unlock()
	_ = f.conn.Emit(path, completed, false, result)
}

func (f *SecretService) createItem(properties map[string]dbus.Variant, s busSecret, _ bool) (item, prompt dbus.ObjectPath, e *dbus.Error) {
	b := f.called("CreateItem")
	var attributes map[string]string
	f.mu.Lock()
	known := f.sessions[s.Session]
	f.mu.Unlock()
	if err := properties[secretsName+"Item.Attributes"].Store(&attributes); err != nil || attributes["service"] == "" || attributes["username"] == "" || !known {
		return "/", "/", dbus.NewError("org.freedesktop.DBus.Error.InvalidArgs", []any{"not an item, or no session"})
	}
	switch {
	case b.Locked:
		return "/", "/", dbus.NewError("org.freedesktop.Secret.Error.IsLocked", nil)
	case b.Creating != "":
		return "/", f.ask(b.Creating, dbus.MakeVariant(dbus.ObjectPath("/")), func() {}), nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	path := f.path("collection/login")
	f.items[path] = secretItem{attributes, s.Value}
	f.made++
	if b.Forgets > 0 {
		time.AfterFunc(b.Forgets, func() { f.forget(path) })
	}
	_ = f.conn.ExportMethodTable(map[string]any{
		"GetSecret": func(session dbus.ObjectPath) (busSecret, *dbus.Error) { return f.secretOf(path, session) },
		"Delete":    func() (dbus.ObjectPath, *dbus.Error) { f.forget(path); return "/", nil },
	}, path, secretsName+"Item")
	return path, "/", nil
}

func (f *SecretService) forget(path dbus.ObjectPath) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.items, path)
}

func (f *SecretService) secretOf(path, session dbus.ObjectPath) (busSecret, *dbus.Error) {
	b := f.called("GetSecret")
	f.mu.Lock()
	defer f.mu.Unlock()
	item, ok := f.items[path]
	switch {
	case !f.sessions[session]:
		return busSecret{}, dbus.NewError("org.freedesktop.Secret.Error.NoSession", nil)
	case !ok:
		return busSecret{}, dbus.NewError("org.freedesktop.Secret.Error.NoSuchObject", nil)
	case b.Empty:
		item.value = []byte{}
	}
	return busSecret{Session: session, Parameters: []byte{}, Value: item.value, ContentType: "text/plain"}, nil
}
