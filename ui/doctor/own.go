package doctor

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/authfob/authfob/ui/autostart"
	"github.com/authfob/authfob/ui/format"
	"github.com/authfob/authfob/ui/local"
	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/text"
)

// residentFor is how long the running tray may take to say how it is.
const residentFor = 2 * time.Second

func (e *exam) lookAtResident(ctx context.Context) []Finding {
	limited, cancel := context.WithTimeout(ctx, residentFor)
	defer cancel()
	reply, err := local.Call(limited, e.Dirs.Socket, local.Request{Do: local.DoStatus})
	s := reply.Status
	switch {
	case errors.Is(err, local.ErrNotRunning):
		return one("resident", "none", OK, "The tray is not running.", "")
	case limited.Err() != nil:
		return one("resident", "silent", Problem, "The running tray does not answer.", "It hangs: end its process, and start it again with: authfob")
	case err != nil:
		return one("resident", "unusable", Problem, text.Explain(err).What, "Make the folder of the socket yours alone (chown, chmod 700), or choose another place with --home DIR.")
	case !reply.OK || s == nil:
		return one("resident", "odd", Problem, "The running tray answers what this version does not understand.", "Start it anew: authfob quit, then authfob")
	case s.Version != e.Version:
		return one("resident", "other_version", Problem, fmt.Sprintf("The running tray is of version %s, this program of %s.", s.Version, e.Version), "Start it anew: authfob quit, then authfob")
	}
	what := fmt.Sprintf("The tray is running (process %d)", s.PID)
	if s.Locked {
		what += ", and the vault is locked there"
	}
	return one("resident", "running", OK, what+".", "")
}

func (e *exam) lookAtAutostart(context.Context) []Finding {
	s, err := autostart.Status()
	switch {
	case err != nil:
		return one("autostart", "unreadable", Problem, err.Error()+".", "Mend or delete that file, then: authfob autostart on")
	case s.Off != "":
		return one("autostart", "switched_off", OK, "Authfob is set to start at login, and that was switched off by "+s.Off+".", "")
	case !s.On:
		return one("autostart", "off", OK, "Nothing is started at login.", "")
	}
	if info, err := os.Stat(s.Program); err != nil || info.IsDir() || runtime.GOOS != "windows" && info.Mode().Perm()&0o111 == 0 {
		return one("autostart", "gone", Problem, "What is started at login is not there, or no program: "+s.Program+".", "Run authfob autostart on again, or authfob autostart off")
	}
	if other, err := filepath.EvalSymlinks(s.Program); err == nil && e.Self != "" && other != e.Self {
		return one("autostart", "another", Note, "Another copy of Authfob than this one is started at login: "+s.Program+".", "Where that is not meant: authfob autostart on")
	}
	return one("autostart", "on", OK, "Authfob starts at login.", "")
}

func (e *exam) lookAtSettings(context.Context) (found []Finding) {
	add := func(code, what, do string) {
		found = append(found, Finding{Area: "settings", Code: code, Verdict: Problem, What: what, Do: do})
	}
	switch err := settings.Check(e.Dirs.Config); {
	case errors.Is(err, settings.ErrNewer):
		add("newer", text.Explain(err).What+" The usual ones hold.", "Update Authfob. Nothing was changed.")
	case err != nil:
		add("damaged", text.Explain(err).What+" The usual ones hold.", "Mend or delete "+filepath.Join(e.Dirs.Config, "settings.json"))
	}
	_, err := e.Providers.All()
	if err != nil {
		for line := range strings.SplitSeq(err.Error(), "\n") {
			add("provider", "A provider definition cannot be used: "+strings.TrimSuffix(line, ".")+".", "Mend or delete the file; docs/providers.md describes it.")
		}
	}
	for _, err := range format.In(e.Dirs.Templates).Problems() {
		add("template", text.Explain(err).What, "Mend or delete the file; docs/copy-formats.md describes it.")
	}
	if len(found) == 0 {
		return one("settings", "read", OK, "Settings, provider definitions and templates read well.", "")
	}
	return found
}
