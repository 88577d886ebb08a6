//go:build !darwin && !windows

package keyring

import (
	"bufio"
	"context"
	"encoding/hex"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/authfob/authfob/bus"
)

const (
	busName          = "org.freedesktop.DBus"
	servicePath      = "/org/freedesktop/secrets"
	serviceInterface = "org.freedesktop.Secret.Service"
	itemInterface    = "org.freedesktop.Secret.Item"
	properties       = "org.freedesktop.DBus.Properties"
)

// lookUp reads an item of a keyring that is open, in three round trips: who we
// are and the greeting are one, a session and the search another, the item the
// last. False leaves everything else, and every error, to the module.
func lookUp(ctx context.Context, name string) (text string, ok bool) {
	conn, err := dialBus()
	if err != nil {
		return "", false
	}
	defer func() { _ = conn.Close() }() // ends the session
	if end, ok := ctx.Deadline(); ok {
		_ = conn.SetDeadline(end)
	}
	defer context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })()

	const hello, greeted, opening, search, read = 1, 2, 3, 4, 5
	in := bufio.NewReader(conn)
	out := []byte("\x00AUTH EXTERNAL " + hex.EncodeToString([]byte(strconv.Itoa(os.Geteuid()))) + "\r\nBEGIN\r\n")
	out = append(out, question{to: busName, path: "/org/freedesktop/DBus", in: busName, method: "Hello"}.message(hello)...)
	out = append(out, greeting().message(greeted)...)
	if _, err := conn.Write(out); err != nil {
		return "", false
	}
	if line, err := in.ReadString('\n'); err != nil || !strings.HasPrefix(line, "OK ") {
		return "", false
	}
	if _, err := answerTo(in, greeted); err != nil {
		return "", false
	}
	if _, err := conn.Write(append(openSession().message(opening), searchItems(name).message(search)...)); err != nil {
		return "", false
	}
	session, found := "", ""
	for session == "" || found == "" {
		a, err := nextAnswer(in)
		switch {
		case err != nil:
			return "", false
		case a.to == opening:
			session = a.session()
			ok = session != ""
		case a.to == search:
			found = a.onlyItem()
			ok = found != ""
		default: // news
			continue
		}
		if !ok {
			return "", false
		}
	}
	if _, err := conn.Write(getSecret(found, session).message(read)); err != nil {
		return "", false
	}
	a, err := answerTo(in, read)
	if err != nil {
		return "", false
	}
	return a.secret()
}

// answerTo passes over everything before the answer to a question: Hello's, and
// the news of our name.
func answerTo(in *bufio.Reader, question int) (answer, error) {
	for {
		if a, err := nextAnswer(in); err != nil || a.to == question {
			return a, err
		}
	}
}

// dialBus connects to the session bus where its address is a plain one: a
// socket's path or abstract name.
func dialBus() (net.Conn, error) {
	keys, ok := strings.CutPrefix(bus.SessionAddress(), "unix:")
	if !ok || strings.ContainsAny(keys, ";%") {
		return nil, errForm
	}
	for key := range strings.SplitSeq(keys, ",") {
		if path, ok := strings.CutPrefix(key, "path="); ok {
			return net.DialUnix("unix", nil, &net.UnixAddr{Name: path, Net: "unix"})
		}
		if name, ok := strings.CutPrefix(key, "abstract="); ok {
			return net.DialUnix("unix", nil, &net.UnixAddr{Name: "@" + name, Net: "unix"})
		}
	}
	return nil, errForm
}

// openSession asks for a session without encryption of its own: the bus is this
// computer's.
func openSession() question {
	var b wire
	b.text("plain")
	b.signature("s")
	b.text("")
	return question{to: secrets, path: servicePath, in: serviceInterface, method: "OpenSession", signature: "sv", body: b}
}

// searchItems asks for the item with the attributes that the module gives it.
func searchItems(name string) question {
	var b wire
	b.array(8, func() {
		for _, pair := range [][2]string{{"service", Service}, {"username", name}} {
			b.align(8)
			b.text(pair[0])
			b.text(pair[1])
		}
	})
	return question{to: secrets, path: servicePath, in: serviceInterface, method: "SearchItems", signature: "a{ss}", body: b}
}

func getSecret(item, session string) question {
	var b wire
	b.text(session)
	return question{to: secrets, path: item, in: itemInterface, method: "GetSecret", signature: "o", body: b}
}

// session is the path that OpenSession answers with, "" for anything else.
func (a answer) session() string {
	if a.kind != typeReply || a.signature != "vo" || a.body.signature() != "s" {
		return ""
	}
	a.body.bytes(1)
	path := string(a.body.bytes(1))
	if a.body.broken {
		return ""
	}
	return path
}

// onlyItem is the path of the one open item that was found, "" where it is not
// one.
func (a answer) onlyItem() string {
	if a.kind != typeReply || a.signature != "aoao" {
		return ""
	}
	open, _ := a.body.paths(), a.body.paths()
	if a.body.broken || len(open) != 1 {
		return ""
	}
	return open[0]
}

// secret is the value that GetSecret answers with; the message is cleared.
func (a answer) secret() (string, bool) {
	if a.kind != typeReply || a.signature != "(oayays)" {
		return "", false
	}
	defer clear(a.body.b)
	a.body.bytes(1) // the session
	a.body.bytes(0) // its parameters
	value := string(a.body.bytes(0))
	return value, !a.body.broken
}
