package resident

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"sync"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/crash"
)

// Place is where a window is shown; the zero value is the list.
type Place struct {
	Account  string `json:"account,omitempty"` // ID, or ""
	Settings bool   `json:"settings,omitempty"`
}

// Starter makes the command of the window process, with the vault's key to be
// handed over (zero when the window gets it itself). The command is not
// started, and its Stdin and Stdout are free.
type Starter func(ctx context.Context, at Place) (cmd *exec.Cmd, key auth.Secret, err error)

// errNoWindow is the answer where no window can be had.
var errNoWindow = errors.New("there is no display to show a window on; the command line works without one")

// windowProcess is the window, while there is one.
type windowProcess struct {
	start    Starter
	tray     func() bool       // a tray icon is shown
	ended    func(error)       // after a window went away; the error is that of its process
	unlocked func(auth.Secret) // with a key, the vault was unlocked there
	typed    func(auth.Secret) // a passphrase was typed there, for a vault that is yet to be made

	mu      sync.Mutex // guards stdin and unsaved
	stdin   io.WriteCloser
	unsaved int // see tell
	all     sync.WaitGroup
}

// show brings the window to the front, starting it where it is not there.
func (w *windowProcess) show(ctx context.Context, at Place) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.stdin != nil && writeMessage(w.stdin, message{Show: true, Place: at}) == nil {
		return nil
	}
	if w.start == nil {
		return errNoWindow
	}
	cmd, key, err := w.start(ctx, at)
	if err != nil {
		return err
	}
	return w.run(cmd, key)
}

// run starts the process. The caller holds the mutex.
func (w *windowProcess) run(cmd *exec.Cmd, key auth.Secret) error {
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return errors.New("the window could not be started: " + err.Error())
	}
	w.stdin = stdin
	if err := writeMessage(stdin, message{Key: key.Reveal(), Tray: w.tray()}); err != nil {
		return errors.New("the window ended at once: " + err.Error())
	}
	if w.unsaved > 0 {
		_ = writeMessage(stdin, message{Unsaved: &w.unsaved}) // one that ended at once shows above
	}
	w.all.Go(crash.Guard("window process", func() { // ends with the process
		crash.Task("window pipe", func() { w.listen(stdout) })
		err := cmd.Wait()
		w.mu.Lock()
		if w.stdin == stdin {
			w.stdin = nil
		}
		w.mu.Unlock()
		w.ended(err)
	}))
	return nil
}

// listen hears what the window sends until it closes its end.
func (w *windowProcess) listen(stdout io.Reader) {
	in := bufio.NewReader(stdout)
	for {
		m, err := readMessage(in)
		if err != nil {
			_, _ = io.Copy(io.Discard, in)
			return
		}
		switch {
		case m.Key != "":
			w.unlocked(auth.NewSecret(m.Key))
		case m.Passphrase != "":
			w.typed(auth.NewSecret(m.Passphrase))
		}
	}
}

// take hands the key to a window that is there: the vault was unlocked.
func (w *windowProcess) take(key auth.Secret) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.stdin != nil && !key.IsZero() {
		_ = writeMessage(w.stdin, message{Key: key.Reveal()}) // one that is ending needs none
	}
}

// tell lets the window know how many new tokens only the resident's memory holds.
func (w *windowProcess) tell(unsaved int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if unsaved != w.unsaved && w.stdin != nil {
		_ = writeMessage(w.stdin, message{Unsaved: &unsaved}) // one that is ending needs it no more
	}
	w.unsaved = unsaved
}

func (w *windowProcess) running() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.stdin != nil
}

// wait tells the window to close, and waits for it.
func (w *windowProcess) wait() {
	w.mu.Lock()
	if w.stdin != nil {
		_ = writeMessage(w.stdin, message{End: true}) // one that is ending needs no word
		_ = w.stdin.Close()
	}
	w.mu.Unlock()
	w.all.Wait()
}

// message is a line of JSON between resident and window, over the pipes that
// the window inherits as standard input and output. It is the one place where
// a key travels, and only these two processes hold the ends.
type message struct {
	Key        string `json:"key,omitempty"`  // resident to window, first; either way, after an unlock
	Tray       bool   `json:"tray,omitempty"` // with the first Key: closing the window leaves a tray icon
	Show       bool   `json:"show,omitempty"` // resident to window: come to the front
	Place             // with Show
	Passphrase string `json:"passphrase,omitempty"` // window to resident, for a vault that is yet to be made
	Unsaved    *int   `json:"unsaved,omitempty"`    // resident to window: new tokens that are not saved yet
	End        bool   `json:"end,omitempty"`        // resident to window: close, as it ends itself
}

// maxMessage bounds a line, in bytes.
const maxMessage = 64 << 10

func writeMessage(w io.Writer, m message) error {
	b, err := json.Marshal(m)
	if err != nil {
		return err
	}
	_, err = w.Write(append(b, '\n'))
	clear(b)
	return err
}

func readMessage(in *bufio.Reader) (m message, err error) {
	line, err := in.ReadSlice('\n')
	if err != nil {
		return m, err
	}
	err = json.Unmarshal(line, &m)
	clear(line)
	return m, err
}

// Pipe is the window's end of the pipes to its resident.
type Pipe struct {
	// Unsaved is called by Next with how many new tokens only the resident's memory
	// holds, each time that changes; nil tells nobody.
	Unsaved func(n int)

	in  *bufio.Reader
	out io.Writer
}

// Handover is what the resident tells its window first.
type Handover struct {
	Key  auth.Secret // of the vault; zero where the window gets it itself
	Tray bool        // closing the window leaves a tray icon
}

// NewPipe reads what the resident hands over.
func NewPipe(in io.Reader, out io.Writer) (*Pipe, Handover, error) {
	p := &Pipe{in: bufio.NewReaderSize(in, maxMessage), out: out}
	m, err := readMessage(p.in)
	return p, Handover{auth.NewSecret(m.Key), m.Tray}, err
}

// ErrLost says that the resident ended without a word: it crashed, or was killed.
var ErrLost = errors.New("the resident ended without a word")

// Next waits for what the resident says next: a request to come to the front
// at a place, or a key, because the vault was unlocked. io.EOF when the resident
// ends, and the window should; ErrLost when it is gone.
func (p *Pipe) Next() (at Place, key auth.Secret, err error) {
	for {
		m, err := readMessage(p.in)
		if m.Unsaved != nil && p.Unsaved != nil {
			p.Unsaved(*m.Unsaved)
		}
		switch {
		case m.End:
			return Place{}, auth.Secret{}, io.EOF
		case errors.Is(err, io.EOF):
			return Place{}, auth.Secret{}, ErrLost
		case err != nil || m.Show || m.Key != "":
			return m.Place, auth.NewSecret(m.Key), err
		}
	}
}

// Unlocked hands the key of the vault that was unlocked here to the resident.
func (p *Pipe) Unlocked(key auth.Secret) error {
	return writeMessage(p.out, message{Key: key.Reveal()})
}

// Typed hands it the passphrase of the vault that the first account makes.
func (p *Pipe) Typed(passphrase auth.Secret) error {
	return writeMessage(p.out, message{Passphrase: passphrase.Reveal()})
}
