package autostart

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
)

// agentLabel names the launch agent.
const agentLabel = "io.github.authfob.Authfob"

// launchAgent is the person's launch agent. (launchd.plist(5))
func launchAgent() (place, error) {
	user, err := os.UserHomeDir()
	if err != nil {
		return nil, err
	}
	return file{filepath.Join(user, "Library", "LaunchAgents", agentLabel+".plist"), plist, parsePlist}, nil
}

func plist(argv []string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<key>Label</key>
	<string>` + agentLabel + `</string>
	<key>ProgramArguments</key>
	<array>
`)
	for _, a := range argv {
		b.WriteString("\t\t<string>")
		_ = xml.EscapeText(&b, []byte(a)) // a Builder takes everything
		b.WriteString("</string>\n")
	}
	b.WriteString(`	</array>
	<key>RunAtLoad</key>
	<true/>
	<key>ProcessType</key>
	<string>Interactive</string>
	<key>LimitLoadToSessionType</key>
	<string>Aqua</string>
</dict>
</plist>
`)
	return b.String()
}

// parsePlist reads the arguments. Whether launchd was told to leave the agent
// out is in launchd's own memory, and not asked.
func parsePlist(text string) entry {
	var p struct {
		Arguments []string `xml:"dict>array>string"`
	}
	if xml.Unmarshal([]byte(text), &p) != nil || len(p.Arguments) == 0 {
		return entry{}
	}
	return entry{command: strings.Join(p.Arguments, " "), program: p.Arguments[0]}
}
