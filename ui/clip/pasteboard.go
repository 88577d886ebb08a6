package clip

import (
	"context"
	"errors"
	"io"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/authfob/authfob/auth"
)

// pasteboard is the macOS pasteboard, reached without cgo: osascript runs the
// scripts below. The value comes on stdin, never as an argument. That somebody
// else copied is only noticed when the value is to be cleared, because looking
// would mean to start osascript again and again.
type pasteboard struct{ osascript string }

// pasteboardWithin is how long osascript may take.
const pasteboardWithin = 10 * time.Second

// setScript puts stdin on the pasteboard with the marks of nspasteboard.org,
// unless the first argument is "unmarked", and prints the pasteboard's change
// count. With a change count given, it does so only while that is the
// pasteboard's.
const setScript = `ObjC.import("AppKit");
function run(args) {
  var data = $.NSFileHandle.fileHandleWithStandardInput.readDataToEndOfFile;
  var text = $.NSString.alloc.initWithDataEncoding(data, $.NSUTF8StringEncoding);
  var board = $.NSPasteboard.generalPasteboard;
  if (args.length > 1 && String(board.changeCount) !== args[1]) { return "lost"; }
  board.clearContents;
  if (args[0] !== "unmarked") {
    board.setStringForType($(""), $("org.nspasteboard.ConcealedType"));
    board.setStringForType($(""), $("org.nspasteboard.TransientType"));
  }
  if (!board.setStringForType(text, $("public.utf8-plain-text"))) { throw new Error("refused"); }
  return String(board.changeCount);
}`

// clearScript empties the pasteboard if its change count is the given one.
const clearScript = `ObjC.import("AppKit");
function run(args) {
  var board = $.NSPasteboard.generalPasteboard;
  if (String(board.changeCount) === args[0]) { board.clearContents; }
}`

func (pasteboard) concealed() bool { return true }

func (pasteboard) called() string { return "the pasteboard of macOS" }

func (pasteboard) close() {}

func (p pasteboard) put(_ context.Context, c content) (held, error) {
	count, err := p.set(c)
	if err != nil {
		return nil, err
	}
	return &pasteboardHeld{p: p, marked: c.marked, count: count}, nil
}

func (p pasteboard) set(c content, onlyAt ...string) (count string, err error) {
	mark := "unmarked"
	if c.marked {
		mark = "secret"
	}
	count, err = p.run(strings.NewReader(c.value.Reveal()), setScript, append([]string{mark}, onlyAt...)...)
	if err != nil || count == "" || strings.Trim(count, "0123456789") != "" {
		return "", errors.New("osascript could not set the clipboard")
	}
	return count, nil
}

// run runs a script to its end: half of one would leave the clipboard in
// between.
func (p pasteboard) run(stdin io.Reader, script string, args ...string) (string, error) {
	cmd := exec.Command(p.osascript, append([]string{"-l", "JavaScript", "-e", script}, args...)...)
	var out strings.Builder
	cmd.Stdin, cmd.Stdout = stdin, &out
	if err := cmd.Start(); err != nil {
		return "", err
	}
	late := time.AfterFunc(pasteboardWithin, func() { _ = cmd.Process.Kill() })
	defer late.Stop()
	err := cmd.Wait()
	return strings.TrimSpace(out.String()), err
}

// pasteboardHeld is a value and the pasteboard's change count with it.
type pasteboardHeld struct {
	p      pasteboard
	marked bool
	mu     sync.Mutex // guards count; held while osascript runs, so that swap and clear take turns
	count  string     // "" when it is over
}

// lost is never closed.
func (*pasteboardHeld) lost() <-chan struct{} { return nil }

func (h *pasteboardHeld) swap(value auth.Secret) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.count == "" {
		return false
	}
	count, err := h.p.set(content{value, h.marked}, h.count)
	if err != nil {
		return false
	}
	h.count = count
	return true
}

func (h *pasteboardHeld) clear() {
	h.mu.Lock()
	defer h.mu.Unlock()
	_, _ = h.p.run(nil, clearScript, h.count) // without osascript nothing can be done
	h.count = ""
}
